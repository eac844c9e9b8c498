package dev.penstock.pipeline.execution;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The UUID of a name: RFC 4122, version 3, the very one of {@link UUID#nameUUIDFromBytes}.
 *
 * <p>The digest (RFC 1321) is written out, because to look for the first one among the providers of
 * the JDK takes longer than a whole short pipeline, whose execution needs an id. It protects
 * nothing: the ids identify, and never authorise.
 */
final class NamedUuid {
  private static final int BLOCK = 64;
  private static final int LENGTH = 8; // bytes at the end of the last block
  private static final int[][] SHIFTS = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}
  };
  private static final int[] SINES = new int[BLOCK];

  static {
    for (int i = 0; i < BLOCK; i++) {
      SINES[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * (1L << 32));
    }
  }

  private final int[] block = new int[16];
  private int a = 0x67452301;
  private int b = 0xefcdab89;
  private int c = 0x98badcfe;
  private int d = 0x10325476;

  private NamedUuid() {}

  /** Of the name's bytes in UTF-8. */
  static UUID of(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int blocks = (bytes.length + LENGTH) / BLOCK + 1;
    byte[] padded = new byte[blocks * BLOCK];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    padded[bytes.length] = (byte) 0x80;
    long bits = 8L * bytes.length;
    for (int i = 0; i < LENGTH; i++) {
      padded[padded.length - LENGTH + i] = (byte) (bits >>> (8 * i));
    }
    NamedUuid digest = new NamedUuid();
    for (int i = 0; i < blocks; i++) {
      digest.add(padded, i * BLOCK);
    }
    return digest.uuid();
  }

  private void add(byte[] padded, int from) {
    for (int i = 0; i < block.length; i++) {
      int at = from + 4 * i;
      block[i] =
          (padded[at] & 0xff)
              | (padded[at + 1] & 0xff) << 8
              | (padded[at + 2] & 0xff) << 16
              | padded[at + 3] << 24;
    }
    int a0 = a;
    int b0 = b;
    int c0 = c;
    int d0 = d;
    for (int step = 0; step < BLOCK; step++) {
      int sum = a + mixed(step) + SINES[step] + block[wordOf(step)];
      int next = b + Integer.rotateLeft(sum, SHIFTS[step / 16][step % 4]);
      a = d;
      d = c;
      c = b;
      b = next;
    }
    a += a0;
    b += b0;
    c += c0;
    d += d0;
  }

  private int mixed(int step) {
    return switch (step / 16) {
      case 0 -> (b & c) | (~b & d);
      case 1 -> (d & b) | (~d & c);
      case 2 -> b ^ c ^ d;
      default -> c ^ (b | ~d);
    };
  }

  private static int wordOf(int step) {
    return switch (step / 16) {
      case 0 -> step;
      case 1 -> (5 * step + 1) % 16;
      case 2 -> (3 * step + 5) % 16;
      default -> 7 * step % 16;
    };
  }

  private UUID uuid() {
    long most = bigEndian(a, b) & ~0xf000L | 0x3000L; // the version
    long least = bigEndian(c, d) & ~0xc000000000000000L | 0x8000000000000000L; // the variant
    return new UUID(most, least);
  }

  private static long bigEndian(int high, int low) {
    return (long) Integer.reverseBytes(high) << 32 | Integer.reverseBytes(low) & 0xffffffffL;
  }
}
