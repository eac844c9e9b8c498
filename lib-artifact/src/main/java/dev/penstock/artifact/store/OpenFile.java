package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that is read. Every failure says which file it is; one that ends earlier than it did when
 * it was opened is a failure, never shorter content.
 */
final class OpenFile implements AutoCloseable {
  private final Path path;
  private final Disk disk;
  private final FileChannel channel;
  private final long size;

  private OpenFile(Path path, Disk disk, FileChannel channel, long size) {
    this.path = path;
    this.disk = disk;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException if it is not there
   * @throws UnreadableFileException if it cannot be read
   */
  static OpenFile of(Path path, Disk disk) throws IOException {
    try {
      FileChannel channel = disk.openToRead(path);
      try {
        return new OpenFile(path, disk, channel, channel.size());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableFileException(path, e);
    }
  }

  /** All of a file of less than 2 GB. */
  static byte[] all(Path path, Disk disk) throws IOException {
    try (OpenFile file = of(path, disk)) {
      if (file.size > Integer.MAX_VALUE - 8) {
        throw new UnreadableFileException(path, "it has " + file.size + " bytes");
      }
      return file.read(0, (int) file.size);
    }
  }

  long size() {
    return size;
  }

  /** As many bytes as this from a place on. */
  byte[] read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      fill(bytes, offset + bytes.position());
    }
    return bytes.array();
  }

  /** At least one byte from a place on, as there must be. */
  private int fill(ByteBuffer bytes, long offset) throws IOException {
    int count;
    try {
      count = disk.read(channel, bytes, offset);
    } catch (IOException e) {
      throw new UnreadableFileException(path, e);
    }
    if (count < 0) {
      throw new UnreadableFileException(path, "it ends before byte " + (offset + 1));
    }
    return count;
  }

  /** The bytes from the first to the last; closes the file when it is closed. */
  InputStream stream() {
    return new InputStream() {
      private long position;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (position >= size || length == 0) {
          return length == 0 ? 0 : -1;
        }
        int most = (int) Math.min(length, size - position);
        int count = fill(ByteBuffer.wrap(buffer, offset, most), position);
        position += count;
        return count;
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The file itself, for whoever asked for a channel. */
  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
