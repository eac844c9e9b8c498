package dev.penstock.journal;

/** What a stream may be called. */
final class StreamIds {
  private static final int LONGEST = 400;

  private StreamIds() {}

  static void check(String id) {
    if (id.isEmpty() || id.length() > LONGEST || id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "stream id of "
              + id.length()
              + " characters; allowed: 1 to "
              + LONGEST
              + " characters, none of them a control character");
    }
  }
}
