package dev.penstock.spec.report;

/** Reads a number as tools write it. */
final class Count {

  private static final int MOST_DIGITS = 18;

  private Count() {}

  /** A number of 0 or more; 0 for anything else, the highest for one with too many digits. */
  static long of(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE / 4 : Long.parseLong(digits);
  }
}
