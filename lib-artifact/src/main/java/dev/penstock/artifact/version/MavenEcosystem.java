package dev.penstock.artifact.version;

/** Maven's {@code ComparableVersion} and the ranges of its model. */
final class MavenEcosystem implements Ecosystem {

  /** Longer ones do not fit into a key. */
  private static final int LONGEST_NUMBER = 6;

  /**
   * Packs numbers, and after them a word in a list of its own, since such a word alone decides how
   * the version relates to its numbers. A word behind a dot is in a list of its own only if it ends
   * the version, with or without a number.
   */
  @Override
  public long key(String text) {
    int length = text.length();
    long numbers = 0;
    int count = 0;
    int i = 0;
    while (count < PackedKey.NUMBERS) {
      int start = i;
      int number = 0;
      while (i < length && i - start < LONGEST_NUMBER && Digits.isDigit(text.charAt(i))) {
        number = number * 10 + text.charAt(i++) - '0';
      }
      if (i == start) {
        return count > 0 && text.charAt(i - 1) == '.'
            ? lastWord(text, i, numbers, count)
            : PackedKey.NONE;
      }
      numbers = PackedKey.append(numbers, number);
      count++;
      if (i == length) {
        return PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (text.charAt(i) != '.') {
        break;
      }
      i++;
    }
    if (text.charAt(i - 1) == '.' || Digits.isDigit(text.charAt(i))) {
      return PackedKey.NONE;
    }
    int word = text.charAt(i) == '-' ? i + 1 : i;
    return PackedKey.finish(numbers, count, MavenWord.side(text, word, MavenWord.end(text, word)));
  }

  private static long lastWord(String text, int start, long numbers, int count) {
    int end = MavenWord.end(text, start);
    int behind = Digits.end(text, end);
    return behind == text.length()
        ? PackedKey.finish(numbers, count, MavenWord.side(text, start, end))
        : PackedKey.NONE;
  }

  /** Packs a known word, alone, with a number, or with one behind a dot, which is less. */
  @Override
  public long tail(String text) {
    int numbersEnd = 0;
    while (Digits.isDigit(text.charAt(numbersEnd)) || text.charAt(numbersEnd) == '.') {
      numbersEnd++;
    }
    int start = text.charAt(numbersEnd) == '-' ? numbersEnd + 1 : numbersEnd;
    int end = MavenWord.end(text, start);
    long rank = MavenWord.packedRank(text, start, end);
    if (rank < 0 || end == text.length()) {
      return rank;
    }
    char separator = text.charAt(end);
    boolean isJoined = separator != '.';
    int digits = Digits.isDigit(separator) ? end : end + 1;
    long number =
        digits + LONGEST_NUMBER < text.length()
            ? -1
            : PackedKey.lastNumber(text, digits, MavenWord.GREATEST);
    return number < 0 ? PackedKey.NONE : rank | (isJoined ? MavenWord.JOINED : 0) | number;
  }

  @Override
  public Parts parts(String text) {
    return new MavenParser(text).parse();
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    return new BracketParser(scheme, text).parse();
  }
}
