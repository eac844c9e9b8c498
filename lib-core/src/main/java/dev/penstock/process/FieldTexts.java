package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, such as the ids and names in a process's events: each is made
 * once and then found by its bytes. What was seen only once is not kept. Confined to one thread.
 */
final class FieldTexts {
  private static final int LEAST = 1 << 6;
  private static final int MOST = 1 << 10;
  private static final int LONGEST = 80;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private int[] seen = new int[LEAST];
  private @Nullable Known[] known = new @Nullable Known[LEAST];
  private int kept;

  /** One text and its bytes: the first eight or all that there are, the last eight, and all. */
  private static final class Known {
    final int length;
    final long first;
    final long last;
    private final byte[] bytes;
    final String text;

    Known(long first, long last, byte[] bytes, String text) {
      this.length = bytes.length;
      this.first = first;
      this.last = last;
      this.bytes = bytes;
      this.text = text;
    }

    boolean isAt(byte[] from, int begin) {
      return length <= 2 * Long.BYTES
          || Arrays.equals(from, begin, begin + length, bytes, 0, length);
    }
  }

  /** The text of bytes that are all ASCII. */
  String of(byte[] from, int begin, int end) {
    int length = end - begin;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return text(from, begin, length);
    }
    long first = first(from, begin, length);
    long last = length < Long.BYTES ? 0 : (long) FieldName.LONGS.get(from, end - Long.BYTES);
    // Ids differ in their first or last bytes, and a wrong guess costs a look.
    int hash = (int) ((((length + first) * SPREAD + last) * SPREAD) >>> 32);
    int slot = hash & known.length - 1;
    Known there = known[slot];
    if (there != null
        && there.length == length
        && there.first == first
        && there.last == last
        && there.isAt(from, begin)) {
      return there.text;
    }
    String text = text(from, begin, length);
    if (seen[slot] == hash) {
      known[slot] = new Known(first, last, Arrays.copyOfRange(from, begin, end), text);
      kept++;
    }
    seen[slot] = hash;
    if (kept > known.length / 2 && known.length < MOST) {
      grow();
    }
    return text;
  }

  /** Most streams are short, and have few texts; what was kept is soon met again. */
  private void grow() {
    seen = new int[4 * seen.length];
    known = new @Nullable Known[seen.length];
    kept = 0;
  }

  private static long first(byte[] from, int begin, int length) {
    if (length >= Long.BYTES) {
      return (long) FieldName.LONGS.get(from, begin);
    }
    if (begin + Long.BYTES <= from.length) {
      return (long) FieldName.LONGS.get(from, begin) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    }
    long read = 0;
    for (int i = length - 1; i >= 0; i--) {
      read = read << Byte.SIZE | from[begin + i];
    }
    return read;
  }

  private static String text(byte[] from, int begin, int length) {
    return new String(from, begin, length, StandardCharsets.ISO_8859_1);
  }
}
