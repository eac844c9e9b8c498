package dev.penstock.process;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, such as the ids and names in a process's events: each is made
 * once and then found by its bytes. What was seen only once is not kept. Confined to one thread.
 */
final class FieldTexts {
  private static final int SIZE = 1 << 10;
  private static final int LONGEST = 80;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final int[] seen = new int[SIZE];
  private final byte[] @Nullable [] bytes = new byte[SIZE] @Nullable [];
  private final @Nullable String[] texts = new @Nullable String[SIZE];

  /** The text of bytes that are all ASCII. */
  String of(byte[] from, int begin, int end) {
    int length = end - begin;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(from, begin, length, StandardCharsets.ISO_8859_1);
    }
    int hash = hash(from, begin, end);
    int slot = hash & SIZE - 1;
    byte[] known = bytes[slot];
    if (known != null && Arrays.equals(from, begin, end, known, 0, known.length)) {
      return Objects.requireNonNull(texts[slot]);
    }
    String text = new String(from, begin, length, StandardCharsets.ISO_8859_1);
    if (seen[slot] == hash) {
      bytes[slot] = Arrays.copyOfRange(from, begin, end);
      texts[slot] = text;
    }
    seen[slot] = hash;
    return text;
  }

  /** Of the first and the last bytes only: ids differ there, and a wrong guess costs a look. */
  private static int hash(byte[] from, int begin, int end) {
    long mixed = (long) end - begin;
    if (end - begin >= 8) {
      mixed += (long) FieldName.LONGS.get(from, begin);
      mixed = mixed * SPREAD + (long) FieldName.LONGS.get(from, end - 8);
    } else {
      for (int i = begin; i < end; i++) {
        mixed = mixed << 8 ^ from[i];
      }
    }
    mixed *= SPREAD;
    return (int) (mixed >>> 32);
  }
}
