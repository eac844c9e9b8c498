package dev.penstock.artifact.version;

/** The versions of Maven's resolver. */
final class ResolverEcosystem implements Ecosystem {
  private static final int LONGEST_NUMBER = 6;

  /** Packs numbers alone. */
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
        return PackedKey.NONE;
      }
      numbers = PackedKey.append(numbers, number);
      count++;
      if (i == length) {
        return PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (!ResolverParser.isSeparator(text.charAt(i++))) {
        return PackedKey.NONE;
      }
    }
    return PackedKey.NONE;
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
