package dev.penstock.artifact.version;

import java.util.List;

/** Reads NuGet's versions (W-148). */
final class NugetParser {
  private static final String LABELS = "labels of letters, digits and hyphens";
  private static final int STRICT_COUNT = 3;

  private final String what;
  private final String text;
  private final boolean isStrict;

  NugetParser(String text, boolean isStrict) {
    this.what = isStrict ? "nuget-strict version" : "nuget version";
    this.text = text;
    this.isStrict = isStrict;
  }

  NugetParts parse() {
    int start = isStrict ? 0 : Blanks.DOTNET.skip(text, 0);
    int end = isStrict ? text.length() : Blanks.DOTNET.trimmedEnd(text, start);
    int plus = text.indexOf('+', start);
    int labelsEnd = plus < 0 || plus > end ? end : plus;
    int minus = text.indexOf('-', start);
    int numbersEnd = minus < 0 || minus > labelsEnd ? labelsEnd : minus;
    int[] numbers = numbers(start, numbersEnd);
    List<String> labels =
        numbersEnd < labelsEnd ? identifiers(numbersEnd + 1, labelsEnd) : List.of();
    checkLeadingZeros(labels, numbersEnd + 1);
    if (labelsEnd < end) {
      identifiers(labelsEnd + 1, end);
    }
    return new NugetParts(numbers, labels);
  }

  private List<String> identifiers(int from, int end) {
    int fault = SemVerParser.faultOfIdentifiers(text, from, end);
    if (fault >= 0) {
      throw VersionSyntaxException.at(what, text, fault, LABELS);
    }
    return List.of(text.substring(from, end).split("\\.", -1));
  }

  private void checkLeadingZeros(List<String> labels, int from) {
    int start = from;
    for (String label : labels) {
      if (label.length() > 1 && label.charAt(0) == '0' && Digits.are(label)) {
        throw VersionSyntaxException.of(
            what, text, start, label, "a numeric label without leading zeros");
      }
      start += label.length() + 1;
    }
  }

  private int[] numbers(int from, int end) {
    int[] numbers = new int[PackedKey.NUMBERS];
    int count = 0;
    int start = from;
    while (true) {
      int dot = text.indexOf('.', start);
      int partEnd = dot < 0 || dot > end ? end : dot;
      if (count == numbers.length || (isStrict && count == STRICT_COUNT)) {
        throw VersionSyntaxException.at(
            what, text, start - 1, isStrict ? "three numbers" : "up to four numbers");
      }
      numbers[count++] = number(start, partEnd);
      if (partEnd == end) {
        break;
      }
      start = partEnd + 1;
    }
    if (isStrict && count < STRICT_COUNT) {
      throw VersionSyntaxException.at(what, text, end, "three numbers");
    }
    return numbers;
  }

  /** A number, with white space around it; strictly, there must be none. */
  private int number(int from, int end) {
    int start = isStrict ? from : Math.min(Blanks.DOTNET.skip(text, from), end);
    int digitsEnd = Math.min(Digits.end(text, start), end);
    int behind = isStrict ? digitsEnd : Math.min(Blanks.DOTNET.skip(text, digitsEnd), end);
    if (digitsEnd == start || behind < end) {
      throw VersionSyntaxException.at(
          what, text, digitsEnd == start ? start : behind, "a number of digits");
    }
    String written = text.substring(start, digitsEnd);
    String digits = Digits.canonical(written);
    if (isStrict && digits.length() < written.length()) {
      throw VersionSyntaxException.of(what, text, start, written, "a number without leading zeros");
    }
    if (!Digits.isAtMost(digits, NugetParts.GREATEST)) {
      throw VersionSyntaxException.of(
          what, text, start, written, "a number up to " + NugetParts.GREATEST);
    }
    return Integer.parseInt(digits);
  }
}
