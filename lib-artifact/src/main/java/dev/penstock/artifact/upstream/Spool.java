package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way: written by one thread at a time, read from any position by many. Small ones
 * stay on the heap, the others go to a file that is removed when the spool is closed.
 */
final class Spool implements AutoCloseable {
  static final int MOST_IN_MEMORY = 256 << 10;
  private static final int BLOCK = 64 << 10;

  private final Path file;
  private byte[] memory = new byte[0]; // guarded by this
  private long size; // guarded by this
  private @Nullable FileChannel channel; // guarded by this

  Spool(Path file) {
    this.file = file;
  }

  synchronized void append(byte[] bytes, int length) throws IOException {
    if (channel == null && size + length > MOST_IN_MEMORY) {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      write(channel, ByteBuffer.wrap(memory, 0, (int) size), 0);
      memory = new byte[0];
    }
    if (channel != null) {
      write(channel, ByteBuffer.wrap(bytes, 0, length), size);
    } else {
      if (memory.length < size + length) {
        memory = Arrays.copyOf(memory, Math.max((int) size + length, memory.length * 2));
      }
      System.arraycopy(bytes, 0, memory, (int) size, length);
    }
    size += length;
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    for (long position = at; bytes.hasRemaining(); ) {
      position += channel.write(bytes, position);
    }
  }

  /** Reads what is there; the caller knows that something is. */
  int read(long position, byte[] bytes, int offset, int length) throws IOException {
    FileChannel open;
    synchronized (this) {
      open = channel;
      if (open == null) {
        int count = (int) Math.min(length, size - position);
        System.arraycopy(memory, (int) position, bytes, offset, count);
        return count;
      }
    }
    return open.read(ByteBuffer.wrap(bytes, offset, length), position);
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
    if (channel != null) {
      channel.close();
      Files.deleteIfExists(file);
    }
  }
}
