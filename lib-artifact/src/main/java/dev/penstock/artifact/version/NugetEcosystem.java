package dev.penstock.artifact.version;

/** Versions and ranges of NuGet. */
final class NugetEcosystem implements Ecosystem {
  private static final int LONGEST_NUMBER = 6;

  private final boolean isStrict;

  NugetEcosystem(boolean isStrict) {
    this.isStrict = isStrict;
  }

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
      if (i == start || (isStrict && i - start > 1 && text.charAt(start) == '0')) {
        return PackedKey.NONE;
      }
      numbers = PackedKey.append(numbers, number);
      count++;
      if (i == length) {
        return isStrict && count != 3
            ? PackedKey.NONE
            : PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (text.charAt(i++) != '.') {
        return PackedKey.NONE;
      }
    }
    return PackedKey.NONE;
  }

  @Override
  public Parts parts(String text) {
    return new NugetParser(text, isStrict).parse();
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    return new NugetRangeParser(scheme, text).parse();
  }
}
