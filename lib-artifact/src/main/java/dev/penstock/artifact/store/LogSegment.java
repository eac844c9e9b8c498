package dev.penstock.artifact.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One file of a catalogue's log, and the open files through which it is read. */
final class LogSegment {
  private static final int MOST_IDLE = 2;

  final int number;
  final Path path;

  /** How much of it is durable. Changed by whoever appends. */
  volatile long length;

  private final Disk disk;
  private final Deque<RandomAccessFile> idle = new ArrayDeque<>();
  private boolean isRetired;

  LogSegment(int number, Path path, long length, Disk disk) {
    this.number = number;
    this.path = path;
    this.length = length;
    this.disk = disk;
  }

  /** Reads a stretch; null if the file has been retired. */
  byte @Nullable [] read(long offset, int count) throws IOException {
    RandomAccessFile file = take();
    if (file == null) {
      return null;
    }
    boolean isSound = false;
    try {
      byte[] bytes = new byte[count];
      disk.read(file, offset, bytes);
      isSound = true;
      return bytes;
    } catch (IOException e) {
      throw new UnreadableFileException(path, e);
    } finally {
      giveBack(file, isSound);
    }
  }

  private @Nullable RandomAccessFile take() throws IOException {
    synchronized (idle) {
      RandomAccessFile file = idle.poll();
      if (file != null || isRetired) {
        return file;
      }
    }
    try {
      return disk.openReader(path);
    } catch (FileNotFoundException e) {
      synchronized (idle) {
        if (isRetired) {
          return null;
        }
      }
      throw e;
    }
  }

  private void giveBack(RandomAccessFile file, boolean isSound) throws IOException {
    synchronized (idle) {
      if (isSound && !isRetired && idle.size() < MOST_IDLE) {
        idle.push(file);
        return;
      }
    }
    file.close();
  }

  /** Reads no more; what is being read is read to its end. */
  void retire() throws IOException {
    synchronized (idle) {
      isRetired = true;
      for (RandomAccessFile file = idle.poll(); file != null; file = idle.poll()) {
        file.close();
      }
    }
  }
}
