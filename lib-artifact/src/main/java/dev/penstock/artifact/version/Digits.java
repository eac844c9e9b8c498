package dev.penstock.artifact.version;

/** Whole numbers of any length, kept as their digits without leading zeros. */
final class Digits {

  static final String ZERO = "0";

  private Digits() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a text has digits and nothing else. */
  static boolean are(String text) {
    return !text.isEmpty() && end(text, 0) == text.length();
  }

  /** Where the digits that start at a position end. */
  static int end(String text, int from) {
    int i = from;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Without its leading zeros; at least one digit. */
  static String canonical(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  /** Compares canonical numbers by value. */
  static int compare(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(one.length(), other.length());
  }

  static boolean isZero(String canonical) {
    return canonical.equals(ZERO);
  }

  /** Whether a canonical number is at most another one. */
  static boolean isAtMost(String canonical, String greatest) {
    return compare(canonical, greatest) <= 0;
  }
}
