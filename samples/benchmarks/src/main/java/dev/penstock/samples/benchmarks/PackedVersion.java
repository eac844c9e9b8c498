package dev.penstock.samples.benchmarks;

/**
 * The floor: such a version as one long, by code that knows no other. Nothing is checked, and
 * nothing kept.
 */
final class PackedVersion {
  private static final int NUMBER_BITS = 14;
  private static final int RANK_BITS = 4;
  private static final int RELEASE = 15;

  private PackedVersion() {}

  static long of(String text) {
    int length = text.length();
    long packed = 0;
    int i = 0;
    for (int part = 0; part < 3; part++) {
      int number = 0;
      while (i < length && isDigit(text.charAt(i))) {
        number = number * 10 + text.charAt(i++) - '0';
      }
      packed = (packed << NUMBER_BITS) | number;
      if (i < length && text.charAt(i) == '.') {
        i++;
      }
    }
    if (i == length) {
      return ((packed << RANK_BITS) | RELEASE) << NUMBER_BITS;
    }
    long rank = rank(text.charAt(i + 1));
    while (i < length && !isDigit(text.charAt(i))) {
      i++;
    }
    int number = 0;
    while (i < length && isDigit(text.charAt(i))) {
      number = number * 10 + text.charAt(i++) - '0';
    }
    return (((packed << RANK_BITS) | rank) << NUMBER_BITS) | number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int rank(char first) {
    return switch (first) {
      case 'a' -> 1;
      case 'b' -> 2;
      case 'm' -> 3;
      case 'r' -> 4;
      default -> 5;
    };
  }
}
