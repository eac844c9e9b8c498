package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The real disk until a given step, which fails; what follows fails too, as after a crash. */
final class FailingDisk implements Disk {
  private int stepsLeft;
  private final boolean isCrash;
  private boolean hasFailed;

  FailingDisk(int stepsLeft, boolean isCrash) {
    this.stepsLeft = stepsLeft;
    this.isCrash = isCrash;
  }

  boolean hasFailed() {
    return hasFailed;
  }

  private void step(String what) throws IOException {
    if ((hasFailed && isCrash) || (!hasFailed && stepsLeft-- == 0)) {
      hasFailed = true;
      throw new IOException("the disk fails: " + what);
    }
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    step("create");
    return REAL.create(file);
  }

  /** Half of the block arrives before the failure. */
  @Override
  public void write(FileChannel file, ByteBuffer block) throws IOException {
    ByteBuffer half = block.slice(block.position(), block.remaining() / 2);
    REAL.write(file, half);
    step("write");
    block.position(block.position() + half.capacity());
    REAL.write(file, block);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    step("force");
    REAL.force(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step("move");
    REAL.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete");
    REAL.delete(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    step("make directory");
    REAL.makeDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step("force directory");
    REAL.forceDirectory(directory);
  }

  @Override
  public RandomAccessFile openLog(Path file) throws IOException {
    step("open log");
    return REAL.openLog(file);
  }

  @Override
  public FileChannel openToRead(Path file) throws IOException {
    return REAL.openToRead(file);
  }

  @Override
  public int read(FileChannel file, ByteBuffer into, long offset) throws IOException {
    return REAL.read(file, into, offset);
  }

  @Override
  public RandomAccessFile openReader(Path file) throws IOException {
    step("open reader");
    return REAL.openReader(file);
  }

  /** Half of the bytes arrive before the failure. */
  @Override
  public void append(RandomAccessFile log, long end, byte[] bytes, int length) throws IOException {
    REAL.append(log, end, bytes, length / 2);
    step("append");
    REAL.append(log, end, bytes, length);
  }

  @Override
  public void force(RandomAccessFile log) throws IOException {
    step("force log");
    REAL.force(log);
  }

  @Override
  public void truncate(RandomAccessFile log, long length) throws IOException {
    step("truncate");
    REAL.truncate(log, length);
  }

  @Override
  public void read(RandomAccessFile file, long offset, byte[] into) throws IOException {
    step("read");
    REAL.read(file, offset, into);
  }

  @Override
  public void touch(Path file, FileTime time) throws IOException {
    step("touch");
    REAL.touch(file, time);
  }

  @Override
  public long usableSpace(FileStore store) throws IOException {
    step("usable space");
    return REAL.usableSpace(store);
  }
}
