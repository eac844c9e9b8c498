package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;

/** The natural order of generic packages (W-155). */
final class NaturalEcosystem implements Ecosystem {
  private static final int LONGEST_NUMBER = 6;

  /** Packs numbers alone, one greater than they are: a number that is missing is less than zero. */
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
      numbers = PackedKey.append(numbers, number + 1L);
      count++;
      if (i == length) {
        return PackedKey.finish(numbers, count, PackedKey.PLAIN);
      }
      if (!isSeparator(text.charAt(i++))) {
        return PackedKey.NONE;
      }
    }
    return PackedKey.NONE;
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '-' || c == '_' || c == '+';
  }

  @Override
  public Parts parts(String text) {
    Unicode.check("generic version", text);
    List<NaturalParts.Part> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSeparator(c)) {
        parts.add(NaturalParts.Part.of(text.substring(start, i)));
        start = i + 1;
      } else if (i > start && Digits.isDigit(c) != Digits.isDigit(text.charAt(i - 1))) {
        parts.add(NaturalParts.Part.of(text.substring(start, i)));
        start = i;
      }
    }
    if (start < text.length()) {
      parts.add(NaturalParts.Part.of(text.substring(start)));
    }
    return new NaturalParts(text, parts);
  }

  @Override
  public VersionRange range(VersionScheme scheme, String text) {
    return new BracketParser(scheme, text).parse();
  }
}
