package dev.penstock.artifact.version;

/** Semantic versions and ranges of npm. */
final class NpmEcosystem implements Ecosystem {
  private static final int LONGEST_NUMBER = 6;
  private static final int NUMBERS = 3;

  /** The first label is packed by its characters; a number of fewer digits is less. */
  private static final int LONGEST_LABEL = 6;

  private static final int CHARACTER_BITS = 7;
  private static final int SECOND_BITS = 20;
  private static final long GREATEST = (1L << SECOND_BITS) - 2;
  private static final long WORD = 1L << (LONGEST_LABEL * CHARACTER_BITS + SECOND_BITS);

  private final boolean isLoose;

  NpmEcosystem(boolean isLoose) {
    this.isLoose = isLoose;
  }

  /** Packs the numbers; all pre-releases of them share a key, and builds do not count. */
  @Override
  public long key(String text) {
    int length = text.length();
    long numbers = 0;
    int i = 0;
    for (int count = 0; count < NUMBERS; count++) {
      int start = i;
      int number = 0;
      while (i < length && i - start < LONGEST_NUMBER && Digits.isDigit(text.charAt(i))) {
        number = number * 10 + text.charAt(i++) - '0';
      }
      if (i == start || (i - start > 1 && text.charAt(start) == '0')) {
        return PackedKey.NONE;
      }
      numbers = PackedKey.append(numbers, number);
      boolean isLast = count == NUMBERS - 1;
      if (!isLast && (i >= length || text.charAt(i++) != '.')) {
        return PackedKey.NONE;
      }
    }
    if (i == length) {
      return PackedKey.finish(numbers, NUMBERS, PackedKey.PLAIN);
    }
    return text.charAt(i) == '-' && areLabels(text, i + 1)
        ? PackedKey.finish(numbers, NUMBERS, PackedKey.BEFORE)
        : PackedKey.NONE;
  }

  /** Packs one short label, and a number as the second one. */
  @Override
  public long tail(String text) {
    int start = text.indexOf('-') + 1;
    int dot = text.indexOf('.', start);
    int end = dot < 0 ? text.length() : dot;
    long second = dot < 0 ? 0 : PackedKey.lastNumber(text, dot + 1, GREATEST) + 1;
    if ((dot >= 0 && second == 0) || end - start > LONGEST_LABEL) {
      return PackedKey.NONE;
    }
    long label = 0;
    for (int i = start; i < end; i++) {
      label = (label << CHARACTER_BITS) | text.charAt(i);
    }
    int missing = LONGEST_LABEL - (end - start);
    boolean isNumber = Digits.end(text, start) >= end;
    long first = isNumber ? label : label << (CHARACTER_BITS * missing);
    return (isNumber ? 0 : WORD) | (first << SECOND_BITS) | second;
  }

  /** Whether these are pre-release identifiers, for sure. */
  private static boolean areLabels(String text, int from) {
    int start = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (i == start) {
          return false;
        }
        start = i + 1;
      } else if (!SemVerParser.isIdentifier(c)
          || (i == start && c == '0' && i + 1 < text.length())) {
        return false;
      }
    }
    return start < text.length();
  }

  @Override
  public Parts parts(String text) {
    return new SemVerParser(text, isLoose).parse();
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    return new NpmRangeParser(scheme, text, isLoose).parse();
  }
}
