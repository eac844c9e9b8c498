package dev.penstock.artifact.version;

/**
 * Versions of few and small numbers as one long: most comparisons need no more.
 *
 * <p>Four numbers stand side by side, the first one highest. The two lowest bits say how the rest
 * of the text relates to a version of these numbers alone: before it, nothing, or behind it. So
 * different keys have the order of their versions, and equal keys without a rest belong to equal
 * versions. Where two rests meet, a common one is packed into another long, and for others the
 * parts decide.
 */
final class PackedKey {

  /** Too large or too strange to be packed. */
  static final long NONE = -1;

  /** The rest makes it less than the numbers alone. */
  static final int BEFORE = 0;

  /** There is no rest. */
  static final int PLAIN = 1;

  /** The rest makes it more than the numbers alone. */
  static final int BEHIND = 2;

  /** How the rest relates to the numbers is not plain to see. */
  static final int UNCLEAR = -1;

  /** How many numbers a key holds. */
  static final int NUMBERS = 4;

  private static final int BITS = 15;
  private static final long GREATEST = (1L << BITS) - 1;
  private static final int REST_BITS = 2;
  private static final long REST = (1L << REST_BITS) - 1;

  private PackedKey() {}

  /** Appends one more number, or gives {@link #NONE}. */
  static long append(long numbers, long number) {
    return numbers < 0 || number > GREATEST ? NONE : (numbers << BITS) | number;
  }

  /** Ends a key of so many numbers; the missing ones are zero. */
  static long finish(long numbers, int count, int rest) {
    return numbers < 0 || rest < 0
        ? NONE
        : (numbers << (BITS * (NUMBERS - count) + REST_BITS)) | rest;
  }

  /**
   * The number that ends a text, or {@link #NONE} if something else does or if it is too large.
   *
   * @param greatest the greatest one that is taken
   */
  static long lastNumber(String text, int from, long greatest) {
    long number = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Digits.isDigit(c)) {
        return NONE;
      }
      number = number * 10 + c - '0';
      if (number > greatest) {
        return NONE;
      }
    }
    return from == text.length() ? NONE : number;
  }

  static boolean isPlain(long key) {
    return key >= 0 && (key & REST) == PLAIN;
  }
}
