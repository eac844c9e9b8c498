package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The real disk, for tests that change one step of it. */
class DiskDecorator implements Disk {
  @Override
  public FileChannel create(Path file) throws IOException {
    return REAL.create(file);
  }

  @Override
  public void write(FileChannel file, ByteBuffer block) throws IOException {
    REAL.write(file, block);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    REAL.force(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    REAL.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    REAL.delete(file);
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    REAL.makeDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    REAL.forceDirectory(directory);
  }

  @Override
  public RandomAccessFile openLog(Path file) throws IOException {
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
    return REAL.openReader(file);
  }

  @Override
  public void append(RandomAccessFile log, long end, byte[] bytes, int length) throws IOException {
    REAL.append(log, end, bytes, length);
  }

  @Override
  public void force(RandomAccessFile log) throws IOException {
    REAL.force(log);
  }

  @Override
  public void truncate(RandomAccessFile log, long length) throws IOException {
    REAL.truncate(log, length);
  }

  @Override
  public void read(RandomAccessFile file, long offset, byte[] into) throws IOException {
    REAL.read(file, offset, into);
  }

  @Override
  public void touch(Path file, FileTime time) throws IOException {
    REAL.touch(file, time);
  }

  @Override
  public long usableSpace(FileStore store) throws IOException {
    return REAL.usableSpace(store);
  }
}
