package dev.penstock.artifact.version;

import java.util.List;
import java.util.Locale;

/** Words of a Maven version and their ranks (W-113). */
final class MavenWord {

  /** From the least; the empty word stands for a release. */
  private static final List<String> RANKS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

  private static final List<String> RELEASES = List.of("ga", "final", "release");

  /** The greatest number that is packed with a word. */
  static final long GREATEST = (1L << 30) - 1;

  /** Marks that the number belongs to the word. */
  static final long JOINED = 1L << 30;

  private static final int RANK_SHIFT = 31;
  private static final int RELEASE = RANKS.indexOf("");

  private MavenWord() {}

  /** What a word stands for, which must be in lower case. */
  static String resolve(String word, boolean isBeforeDigit) {
    if (!isBeforeDigit) {
      return word.equals("cr") ? "rc" : word;
    }
    return switch (word) {
      case "a" -> "alpha";
      case "b" -> "beta";
      case "m" -> "milestone";
      case "cr" -> "rc";
      default -> word;
    };
  }

  static int order(String one, String other) {
    int rank = rank(one);
    int order = Integer.compare(rank, rank(other));
    return order == 0 && rank == RANKS.size() ? one.compareTo(other) : order;
  }

  /** The order of a word and nothing. */
  static int orderOfPresence(String word) {
    return Integer.compare(rank(word), RELEASE);
  }

  private static int rank(String word) {
    if (RELEASES.contains(word)) {
      return RELEASE;
    }
    int known = RANKS.indexOf(word);
    return known < 0 ? RANKS.size() : known;
  }

  /** Where the word that starts at a position ends. */
  static int end(String text, int start) {
    int i = start;
    while (i < text.length() && isPartOfWord(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isPartOfWord(char c) {
    return c != '.' && c != '-' && !Digits.isDigit(c);
  }

  /** On which side of a version a word puts it, as a {@link PackedKey} says it. */
  static int side(String text, int start, int end) {
    if (start == end) {
      return PackedKey.UNCLEAR;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return PackedKey.UNCLEAR;
      }
    }
    String word = text.substring(start, end).toLowerCase(Locale.ENGLISH);
    int order = orderOfPresence(resolve(word, isBeforeDigit(text, end)));
    if (order == 0) {
      return PackedKey.UNCLEAR;
    }
    return order < 0 ? PackedKey.BEFORE : PackedKey.BEHIND;
  }

  /** The rank of a known word, above a number and the bit of {@link #JOINED}; or negative. */
  static long packedRank(String text, int start, int end) {
    String word = text.substring(start, end).toLowerCase(Locale.ENGLISH);
    long rank = RANKS.indexOf(resolve(word, isBeforeDigit(text, end)));
    return rank < 0 ? PackedKey.NONE : rank << RANK_SHIFT;
  }

  /** Whether a digit follows, or a hyphen that belongs to the word and then a digit (W-112). */
  private static boolean isBeforeDigit(String text, int end) {
    int digit = end < text.length() && text.charAt(end) == '-' ? end + 1 : end;
    return digit < text.length() && Digits.isDigit(text.charAt(digit));
  }
}
