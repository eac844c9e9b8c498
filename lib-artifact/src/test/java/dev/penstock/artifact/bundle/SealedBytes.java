package dev.penstock.artifact.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.SecureRandom;

/** Seals and opens bytes in memory, with keys that tests can foretell. */
final class SealedBytes {
  static final byte[] MASTER = counting(0, 32);
  static final byte[] DATA = counting(100, 32);
  static final KeyRing RING = KeyRing.of("2026-01", MASTER);

  private SealedBytes() {}

  static byte[] counting(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  /** The plain texts that the known answers were made of. */
  static byte[] plain(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ((i * 7 + 3) % 251);
    }
    return bytes;
  }

  /** Draws keys that count up from a first byte. */
  static final class Counting extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private int first;

    Counting(int first) {
      this.first = first;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(counting(first, bytes.length), 0, bytes, 0, bytes.length);
      first++;
    }
  }

  static byte[] seal(BundleSeal seal, byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seal.seal(content -> content.write(plain), out);
    return out.toByteArray();
  }

  static byte[] open(BundleSeal seal, byte[] sealed) throws IOException {
    try (SeekableByteChannel content = seal.open(new Bytes(sealed))) {
      ByteBuffer all = ByteBuffer.allocate((int) content.size());
      while (all.hasRemaining() && content.read(all) >= 0) {
        // until all is read
      }
      return all.array();
    }
  }

  /** Bytes that a test may change under the reader. */
  static final class Bytes implements SeekableByteChannel {
    final byte[] bytes;
    private int position;
    private boolean isClosed;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Gives at most 1,000 bytes at once, as a channel may. */
    @Override
    public int read(ByteBuffer target) throws IOException {
      if (isClosed) {
        throw new ClosedChannelException();
      }
      if (position >= bytes.length) {
        return -1;
      }
      int count = Math.min(Math.min(target.remaining(), 1_000), bytes.length - position);
      target.put(bytes, position, count);
      position += count;
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = (int) newPosition;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return !isClosed;
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
