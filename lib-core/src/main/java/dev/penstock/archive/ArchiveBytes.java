package dev.penstock.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of an archive, read at any position. A read beyond the end is a fault of the archive.
 */
final class ArchiveBytes {
  private final SeekableByteChannel channel;
  private final long size;

  ArchiveBytes(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** Exactly that many bytes, little-endian. */
  ByteBuffer read(long position, int count) throws IOException {
    if (position < 0 || count > size - position) {
      throw new ArchiveException("", "damaged: it points beyond its own end");
    }
    ByteBuffer buffer = ZipFormat.buffer(count);
    readInto(position, buffer);
    return buffer.flip();
  }

  /** Fills the buffer, or throws. */
  void readInto(long position, ByteBuffer buffer) throws IOException {
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new ArchiveException("", "damaged: it ends too early");
      }
    }
  }
}
