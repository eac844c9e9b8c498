package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Notes what the disk is asked for, step by step. */
final class RecordingDisk extends DiskDecorator {
  final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private final Path root;

  RecordingDisk(Path root) {
    this.root = root;
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    steps.add("create " + root.relativize(file).getName(0));
    return super.create(file);
  }

  @Override
  public void write(FileChannel file, ByteBuffer block) throws IOException {
    steps.add("write");
    super.write(file, block);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    steps.add("force");
    super.force(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    steps.add("move to " + root.relativize(to).getName(0));
    super.move(from, to);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    steps.add("force directory " + root.relativize(directory));
    super.forceDirectory(directory);
  }

  @Override
  public void append(RandomAccessFile log, long end, byte[] bytes, int length) throws IOException {
    steps.add("append");
    super.append(log, end, bytes, length);
  }

  @Override
  public void force(RandomAccessFile log) throws IOException {
    steps.add("force appended");
    super.force(log);
  }
}
