package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's versions and version specifiers. */
final class PypiEcosystem implements Ecosystem {
  private static final int LONGEST_NUMBER = 6;
  private static final int LETTER_SHIFT = 40;
  private static final long GREATEST = (1L << LETTER_SHIFT) - 1;
  private static final String WHAT = "pypi range";
  private static final String OPERATORS = "an operator: ==, ===, !=, ~=, <=, >=, < or >";

  /**
   * Packs releases, and those with the letters of a pre-release and a number right behind them, all
   * of which share a key.
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
        return PackedKey.NONE;
      }
      numbers = PackedKey.append(numbers, number);
      count++;
      if (i == length) {
        return PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (text.charAt(i) != '.') {
        return isPre(text, i) ? PackedKey.finish(numbers, count, PackedKey.BEFORE) : PackedKey.NONE;
      }
      i++;
    }
    return PackedKey.NONE;
  }

  /** Packs the letter and the number of a pre-release. */
  @Override
  public long tail(String text) {
    int i = 0;
    while (!isLetter(text.charAt(i))) {
      i++;
    }
    char letter = text.charAt(i);
    long number = PackedKey.lastNumber(text, letter == 'r' ? i + 2 : i + 1, GREATEST);
    return number < 0 ? PackedKey.NONE : ((long) letter << LETTER_SHIFT) | number;
  }

  private static boolean isLetter(char c) {
    return c >= 'a';
  }

  private static boolean isPre(String text, int from) {
    char c = text.charAt(from);
    int word = c == 'a' || c == 'b' ? 1 : text.startsWith("rc", from) ? 2 : 0;
    int end = Digits.end(text, from + word);
    return word > 0 && end > from + word && end == text.length();
  }

  @Override
  public Parts parts(String text) {
    return Pep440Parser.parse(text);
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    List<PypiSpecifier> specifiers = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      int from = Blanks.PYTHON.skip(text, start);
      if (from < end) {
        specifiers.add(specifier(text, from, end(text, from, end)));
      }
      start = end + 1;
    }
    return new PypiRange(scheme, specifiers, false);
  }

  private static int end(String text, int from, int end) {
    return from + Blanks.PYTHON.trimmedEnd(text.substring(from, end), 0);
  }

  private static PypiSpecifier specifier(String text, int from, int end) {
    PypiSpecifier.Operator operator = PypiSpecifier.Operator.of(text, from);
    if (operator == null) {
      throw VersionSyntaxException.of(WHAT, text, from, text.substring(from, end), OPERATORS);
    }
    int start = Math.min(Blanks.PYTHON.skip(text, from + operator.sign().length()), end);
    String written = text.substring(start, end);
    if (operator == PypiSpecifier.Operator.ARBITRARY) {
      checkArbitrary(text, start, end);
      return new PypiSpecifier(operator, written, version(written), false);
    }
    if (operator.isEquality() && written.endsWith(".*")) {
      Pep440 version = new Pep440Parser(WHAT, text, start, end - 2).version();
      if (version.preLetter() != null
          || version.dev() != null
          || version.isPostrelease()
          || version.hasLocal()) {
        throw VersionSyntaxException.of(WHAT, text, start, written, "a release before .*");
      }
      return new PypiSpecifier(operator, written, version, true);
    }
    Pep440 version = new Pep440Parser(WHAT, text, start, end).version();
    if (version.hasLocal() && !operator.isEquality()) {
      throw VersionSyntaxException.at(
          WHAT, text, text.indexOf('+', start), "a local part only behind == and !=");
    }
    if (operator == PypiSpecifier.Operator.COMPATIBLE && version.release().size() < 2) {
      throw VersionSyntaxException.of(WHAT, text, start, written, "two numbers or more behind ~=");
    }
    return new PypiSpecifier(operator, written, version, false);
  }

  private static void checkArbitrary(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ';' || c == ')' || Blanks.PYTHON.contains(c)) {
        throw VersionSyntaxException.at(WHAT, text, i, "a text without blanks, \";\" and \")\"");
      }
    }
  }

  /** What is compared as text may be no version at all. */
  private static @Nullable Pep440 version(String written) {
    return VersionScheme.PYPI
        .tryParse(written)
        .map(version -> (Pep440) version.parts())
        .orElse(null);
  }
}
