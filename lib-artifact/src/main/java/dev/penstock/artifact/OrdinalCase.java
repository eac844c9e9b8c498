package dev.penstock.artifact;

/**
 * NuGet's comparison of ids: character by character and in either case, by no language's rules
 * (W-154). As .NET has it, no character outside ASCII is the other case of one within.
 */
final class OrdinalCase {
  private static final int ASCII = 0x80;

  private OrdinalCase() {}

  /** A text that is equal for all texts that differ in case only; ASCII in lower case. */
  static String folded(String text) {
    return text.codePoints()
        .map(OrdinalCase::folded)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int folded(int point) {
    int upper = Character.toUpperCase(point);
    int lower = Character.toLowerCase(upper);
    boolean isPair = Character.toUpperCase(lower) == upper;
    boolean isWithin = point < ASCII == lower < ASCII && point < ASCII == upper < ASCII;
    return isPair && isWithin ? lower : point;
  }
}
