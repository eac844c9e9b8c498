package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way: written by one thread at a time, read from any position by many. Small ones
 * stay on the heap, the others go to a file that is removed when the spool is closed. A channel
 * would close itself, for all of them, when one of their threads is interrupted.
 */
final class Spool implements AutoCloseable {
  static final int MOST_IN_MEMORY = 256 << 10;
  private static final int BLOCK = 64 << 10;

  private final Path file;
  private byte[] memory = new byte[0]; // guarded by this
  private long size; // guarded by this
  private @Nullable RandomAccessFile opened; // guarded by this

  Spool(Path file) {
    this.file = file;
  }

  synchronized void append(byte[] bytes, int length) throws IOException {
    if (opened == null && size + length > MOST_IN_MEMORY) {
      opened = new RandomAccessFile(file.toFile(), "rw");
      opened.write(memory, 0, (int) size);
      memory = new byte[0];
    }
    if (opened != null) {
      opened.seek(size);
      opened.write(bytes, 0, length);
    } else {
      if (memory.length < size + length) {
        memory = Arrays.copyOf(memory, Math.max((int) size + length, memory.length * 2));
      }
      System.arraycopy(bytes, 0, memory, (int) size, length);
    }
    size += length;
  }

  /** Reads what is there; the caller knows that something is. */
  synchronized int read(long position, byte[] bytes, int offset, int length) throws IOException {
    if (opened != null) {
      opened.seek(position);
      return opened.read(bytes, offset, length);
    }
    int count = (int) Math.min(length, size - position);
    System.arraycopy(memory, (int) position, bytes, offset, count);
    return count;
  }

  void writeTo(OutputStream out, long length) throws IOException {
    byte[] block = new byte[BLOCK];
    for (long position = 0; position < length; ) {
      int count = read(position, block, 0, (int) Math.min(BLOCK, length - position));
      if (count < 0) {
        throw new IOException(file + " ends after " + position + " of " + length + " bytes");
      }
      out.write(block, 0, count);
      position += count;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    memory = new byte[0];
    if (opened != null) {
      opened.close();
      Files.deleteIfExists(file);
    }
  }
}
