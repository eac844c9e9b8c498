package dev.penstock.artifact.version;

import java.util.List;

/** Words of a resolver's version and their ranks (W-127). */
final class ResolverWord {

  /** The rank of a word that is no qualifier, above all that are. */
  static final int UNKNOWN = 2;

  private static final int ALPHA = -5;
  private static final int BETA = -4;
  private static final int MILESTONE = -3;

  private static final List<Qualifier> QUALIFIERS =
      List.of(
          new Qualifier("alpha", ALPHA),
          new Qualifier("beta", BETA),
          new Qualifier("milestone", MILESTONE),
          new Qualifier("rc", -2),
          new Qualifier("cr", -2),
          new Qualifier("snapshot", -1),
          new Qualifier("ga", 0),
          new Qualifier("final", 0),
          new Qualifier("release", 0),
          new Qualifier("sp", 1));

  /** The greatest number that is packed with a word. */
  private static final long GREATEST = (1L << 30) - 1;

  private static final int RANK_SHIFT = 30;

  /** A word that has a rank, in any case. */
  private record Qualifier(String word, int rank) {}

  private ResolverWord() {}

  /** Where the word that starts at a position ends. */
  static int end(String text, int start) {
    int i = start;
    while (i < text.length() && !isSeparator(text.charAt(i)) && !Digits.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isSeparator(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  /** The rank of a word, of which some letters mean more right before a digit. */
  static int rank(String text, int start, int end) {
    if (end - start == 1) {
      boolean isBeforeDigit = end < text.length() && Digits.isDigit(text.charAt(end));
      return isBeforeDigit ? letterRank(text.charAt(start)) : UNKNOWN;
    }
    for (int i = 0; i < QUALIFIERS.size(); i++) {
      Qualifier qualifier = QUALIFIERS.get(i);
      if (is(qualifier.word, text, start, end)) {
        return qualifier.rank;
      }
    }
    return UNKNOWN;
  }

  /** Whether this is it, in any case. */
  static boolean is(String word, String text, int start, int end) {
    int length = word.length();
    return length == end - start && text.regionMatches(true, start, word, 0, length);
  }

  private static int letterRank(char letter) {
    return switch (letter) {
      case 'a', 'A' -> ALPHA;
      case 'b', 'B' -> BETA;
      case 'm', 'M' -> MILESTONE;
      default -> UNKNOWN;
    };
  }

  /**
   * On which side of the numbers before it a word puts a version, as a {@link PackedKey} says it.
   * What follows the word never changes that, but behind a word for a release all depends on it;
   * {@code min} and {@code max} may be no words.
   */
  static int side(String text, int start) {
    int end = end(text, start);
    if (start == end || isLimit(text, start, end) || !isAscii(text, start)) {
      return PackedKey.UNCLEAR;
    }
    int rank = rank(text, start, end);
    if (rank == 0) {
      return end == text.length() ? PackedKey.PLAIN : PackedKey.UNCLEAR;
    }
    return rank < 0 ? PackedKey.BEFORE : PackedKey.BEHIND;
  }

  private static boolean isLimit(String text, int start, int end) {
    return is("min", text, start, end) || is("max", text, start, end);
  }

  private static boolean isAscii(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * A qualifier that ends a version, alone or with a number, as a number; or a negative one. The
   * number zero is none.
   */
  static long packed(String text, int start) {
    int end = end(text, start);
    long rank = rank(text, start, end);
    if (rank == UNKNOWN) {
      return PackedKey.NONE;
    }
    long packedRank = (rank - ALPHA) << RANK_SHIFT;
    if (end == text.length()) {
      return packedRank;
    }
    int digits = isSeparator(text.charAt(end)) ? end + 1 : end;
    long number = PackedKey.lastNumber(text, digits, GREATEST);
    return number < 0 ? PackedKey.NONE : packedRank | number;
  }
}
