package dev.penstock.journal;

/** What a stream may be called, and which part of it may be replaced. */
final class StreamIds {
  private static final int LONGEST = 400;

  private StreamIds() {}

  static void check(String id) {
    if (id.isEmpty() || id.length() > LONGEST || hasControl(id)) {
      throw new IllegalArgumentException(
          "stream id of "
              + id.length()
              + " characters; allowed: 1 to "
              + LONGEST
              + " characters, none of them a control character");
    }
  }

  private static boolean hasControl(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a checkpoint may replace what is before a number. */
  static void checkPrefix(String id, long next, long start, long size) {
    if (next <= start || next > size) {
      throw new IllegalArgumentException(
          "stream "
              + id
              + ": compacting before "
              + next
              + " is out of range; allowed: "
              + (size == start ? "nothing, it has no events" : start + 1 + " to " + size));
    }
  }
}
