package dev.penstock.journal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names in the lines of a journal, of streams, types and fields: each comes again and again,
 * and is mostly made once. Confined to one thread.
 */
final class LineNames {
  /** How many are kept, and how long they are at most. */
  private static final int SIZE = 1 << 8;

  private static final int LONGEST = 40;

  private final @Nullable String[] known = new @Nullable String[SIZE];

  String of(byte[] bytes, int from, int end) {
    int length = end - from;
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int hash = hash(bytes, from, end);
    int slot = (hash ^ hash >>> 16) & SIZE - 1;
    String last = known[slot];
    if (last != null && isText(last, bytes, from, length)) {
      return last;
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    known[slot] = text;
    return text;
  }

  /** Of some bytes only: a name that is taken for another costs a look. */
  private static int hash(byte[] bytes, int from, int end) {
    int hash = end - from;
    for (int i = from; i < Math.min(end, from + 4); i++) {
      hash = 31 * hash + bytes[i];
    }
    for (int i = Math.max(from, end - 6); i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private static boolean isText(String text, byte[] bytes, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false; // as is all that is not ASCII
      }
    }
    return true;
  }
}
