package dev.penstock.artifact.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * What was sealed, for reading at any place. Each chunk is authenticated whenever it is decrypted,
 * so that even a file that changes under the reader gives nothing false. For one thread at a time.
 */
final class UnsealedChannel implements SeekableByteChannel {
  private final SeekableByteChannel sealed;
  private final Chunks chunks;
  private final long start;
  private final long count;
  private final int lastLength;
  private byte[] current = new byte[0];
  private long currentIndex = -1;
  private long position;

  UnsealedChannel(SeekableByteChannel sealed, Chunks chunks, long start) throws IOException {
    long bytes = sealed.size() - start;
    this.sealed = sealed;
    this.chunks = chunks;
    this.start = start;
    this.count = (bytes + Chunks.SEALED - 1) / Chunks.SEALED;
    this.lastLength = (int) (bytes - (count - 1) * Chunks.SEALED);
    int least = count == 1 ? Chunks.TAG : Chunks.TAG + 1;
    if (count < 1 || lastLength < least) {
      throw new BrokenSealException("the last chunk of the bundle is cut");
    }
  }

  /** Opens every chunk once, and shows what was in them to the caller. */
  void authenticate(ChunkReader reader) throws IOException {
    for (long index = 0; index < count; index++) {
      load(index);
      reader.read(current);
    }
  }

  /** Sees one chunk after the other. */
  interface ChunkReader {
    void read(byte[] chunk) throws IOException;
  }

  private void load(long index) throws IOException {
    if (index == currentIndex) {
      return;
    }
    boolean isLast = index == count - 1;
    int length = isLast ? lastLength : Chunks.SEALED;
    ByteBuffer bytes = ByteBuffer.allocate(length);
    Chunks.fill(sealed, start + index * Chunks.SEALED, bytes);
    current = chunks.open(index, isLast, bytes.array(), length);
    currentIndex = index;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size()) {
      return -1;
    }
    int read = 0;
    while (target.hasRemaining() && position < size()) {
      load(position / Chunks.PLAIN);
      int from = (int) (position % Chunks.PLAIN);
      int length = Math.min(target.remaining(), current.length - from);
      target.put(current, from, length);
      position += length;
      read += length;
    }
    return read;
  }

  @Override
  public long size() throws ClosedChannelException {
    requireOpen();
    return (count - 1) * Chunks.PLAIN + lastLength - Chunks.TAG;
  }

  @Override
  public long position() throws ClosedChannelException {
    requireOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws ClosedChannelException {
    requireOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition + "; allowed: 0 or more");
    }
    position = newPosition;
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return sealed.isOpen();
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }

  private void requireOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }
}
