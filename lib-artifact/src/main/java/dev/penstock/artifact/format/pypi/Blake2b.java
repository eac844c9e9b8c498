package dev.penstock.artifact.format.pypi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * BLAKE2b with 32 bytes of digest and without a key (RFC 7693), which Python's clients send and the
 * JDK has not. For one thread and one digest.
 */
final class Blake2b {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 128;
  private static final int DIGEST = 32;

  private static final long[] INITIAL = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  /** Which word of a block each mixing takes, one line for a round; the last two repeat. */
  private static final byte[][] ORDER = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}
  };

  private final long[] state = INITIAL.clone();
  private final long[] work = new long[16];
  private final long[] words = new long[16];
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long taken;

  Blake2b() {
    state[0] ^= 0x01010000L ^ DIGEST;
  }

  void update(byte[] bytes, int offset, int length) {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      if (filled == BLOCK) {
        taken += BLOCK;
        compress(false);
        filled = 0;
      }
      int count = Math.min(BLOCK - filled, end - from);
      System.arraycopy(bytes, from, block, filled, count);
      filled += count;
      from += count;
    }
  }

  /** The digest in hexadecimal digits; ends the computation. */
  String hex() {
    taken += filled;
    Arrays.fill(block, filled, BLOCK, (byte) 0);
    compress(true);
    byte[] digest = new byte[DIGEST];
    for (int i = 0; i < DIGEST / Long.BYTES; i++) {
      WORDS.set(digest, i * Long.BYTES, state[i]);
    }
    return HexFormat.of().formatHex(digest);
  }

  private void compress(boolean isLast) {
    System.arraycopy(state, 0, work, 0, 8);
    System.arraycopy(INITIAL, 0, work, 8, 8);
    work[12] ^= taken;
    if (isLast) {
      work[14] = ~work[14];
    }
    for (int i = 0; i < 16; i++) {
      words[i] = (long) WORDS.get(block, i * Long.BYTES);
    }
    for (byte[] order : ORDER) {
      mix(0, 4, 8, 12, words[order[0]], words[order[1]]);
      mix(1, 5, 9, 13, words[order[2]], words[order[3]]);
      mix(2, 6, 10, 14, words[order[4]], words[order[5]]);
      mix(3, 7, 11, 15, words[order[6]], words[order[7]]);
      mix(0, 5, 10, 15, words[order[8]], words[order[9]]);
      mix(1, 6, 11, 12, words[order[10]], words[order[11]]);
      mix(2, 7, 8, 13, words[order[12]], words[order[13]]);
      mix(3, 4, 9, 14, words[order[14]], words[order[15]]);
    }
    for (int i = 0; i < 8; i++) {
      state[i] ^= work[i] ^ work[i + 8];
    }
  }

  private void mix(int a, int b, int c, int d, long first, long second) {
    work[a] += work[b] + first;
    work[d] = Long.rotateRight(work[d] ^ work[a], 32);
    work[c] += work[d];
    work[b] = Long.rotateRight(work[b] ^ work[c], 24);
    work[a] += work[b] + second;
    work[d] = Long.rotateRight(work[d] ^ work[a], 16);
    work[c] += work[d];
    work[b] = Long.rotateRight(work[b] ^ work[c], 63);
  }
}
