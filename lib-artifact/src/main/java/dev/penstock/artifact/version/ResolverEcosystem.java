package dev.penstock.artifact.version;

/** The versions of Maven's resolver. */
final class ResolverEcosystem implements Ecosystem {

  /** Longer ones do not fit into a key. */
  private static final int LONGEST_NUMBER = 6;

  /**
   * Packs numbers, and the side on which a word behind them puts the version. The order trims zeros
   * before a word, and where it meets a number that the other version lacks, it skips words: so
   * versions whose numbers differ have the order of those.
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
        break;
      }
      numbers = PackedKey.append(numbers, number);
      count++;
      if (i == length) {
        return PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (ResolverWord.isSeparator(text.charAt(i))) {
        i++;
      } else if (Digits.isDigit(text.charAt(i))) {
        return PackedKey.NONE;
      }
    }
    return count == 0 || numbers < 0
        ? PackedKey.NONE
        : PackedKey.finish(numbers, count, ResolverWord.side(text, i));
  }

  @Override
  public long tail(String text) {
    int word = 0;
    while (Digits.isDigit(text.charAt(word)) || ResolverWord.isSeparator(text.charAt(word))) {
      word++;
    }
    return ResolverWord.packed(text, word);
  }

  @Override
  public Parts parts(String text) {
    return new ResolverParser(text).parse();
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    return new BracketParser(scheme, text).parse();
  }
}
