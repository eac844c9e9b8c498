package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;

/** Reads semantic versions as npm does, strictly or loosely (W-131, W-132). */
final class SemVerParser {
  private static final String IDENTIFIER = "identifiers of letters, digits and hyphens";
  private static final String GREATEST = Long.toString(SemVer.GREATEST);

  private final String what;
  private final String text;
  private final boolean isLoose;
  private int index;

  SemVerParser(String text, boolean isLoose) {
    this.what = isLoose ? "npm-loose version" : "npm version";
    this.text = text;
    this.isLoose = isLoose;
  }

  SemVer parse() {
    int end = Blanks.SCRIPT.trimmedEnd(text, 0);
    index = Blanks.SCRIPT.skip(text, 0);
    if (isLoose) {
      index = skipLoosePrefix(text, index);
    } else if (index < end && text.charAt(index) == 'v') {
      index++;
    }
    long major = number(index);
    dot();
    long minor = number(index);
    dot();
    int patch = index;
    int patchEnd = Digits.end(text, patch);
    return isLoose ? looseRest(major, minor, patch, end) : rest(major, minor, patch, patchEnd, end);
  }

  /** Behind any number of {@code v}, {@code =} and blanks. */
  static int skipLoosePrefix(String text, int from) {
    int i = from;
    while (i < text.length()
        && (text.charAt(i) == 'v'
            || text.charAt(i) == '='
            || Blanks.SCRIPT.contains(text.charAt(i)))) {
      i++;
    }
    return i;
  }

  private long number(int from) {
    int end = Digits.end(text, from);
    if (end == from) {
      throw VersionSyntaxException.at(what, text, from, "a number");
    }
    long number = number(from, end);
    index = end;
    return number;
  }

  private long number(int from, int end) {
    String written = text.substring(from, end);
    String digits = Digits.canonical(written);
    if (!isLoose && digits.length() < written.length()) {
      throw VersionSyntaxException.of(what, text, from, written, "a number without leading zeros");
    }
    if (!Digits.isAtMost(digits, GREATEST)) {
      throw VersionSyntaxException.of(what, text, from, written, "a number up to " + GREATEST);
    }
    return Long.parseLong(digits);
  }

  private void dot() {
    if (index >= text.length() || text.charAt(index) != '.') {
      throw VersionSyntaxException.at(what, text, index, "\".\" and three numbers in all");
    }
    index++;
  }

  private SemVer rest(long major, long minor, int patch, int patchEnd, int end) {
    long number = number(patch);
    int plus = text.indexOf('+', patchEnd);
    int labelsEnd = plus < 0 || plus > end ? end : plus;
    List<SemVer.Identifier> labels = List.of();
    if (patchEnd < labelsEnd) {
      if (text.charAt(patchEnd) != '-') {
        throw VersionSyntaxException.at(what, text, patchEnd, "the end, \"-\" or \"+\"");
      }
      labels = labels(patchEnd + 1, labelsEnd);
    }
    if (labelsEnd < end) {
      checkIdentifiers(labelsEnd + 1, end);
    }
    return new SemVer(major, minor, number, labels);
  }

  private List<SemVer.Identifier> labels(int from, int end) {
    checkIdentifiers(from, end);
    List<SemVer.Identifier> labels = new ArrayList<>();
    int start = from;
    for (String label : text.substring(from, end).split("\\.", -1)) {
      if (!isLoose && label.length() > 1 && label.charAt(0) == '0' && Digits.are(label)) {
        throw VersionSyntaxException.of(what, text, start, label, "a number without leading zeros");
      }
      labels.add(SemVer.Identifier.of(label));
      start += label.length() + 1;
    }
    return labels;
  }

  private void checkIdentifiers(int from, int end) {
    int fault = faultOfIdentifiers(text, from, end);
    if (fault >= 0) {
      throw VersionSyntaxException.at(what, text, fault, IDENTIFIER);
    }
  }

  /** The first place where identifiers with dots between them are broken, or -1. */
  static int faultOfIdentifiers(String text, int from, int end) {
    int length = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.' ? length == 0 : !isIdentifier(c)) {
        return i;
      }
      length = c == '.' ? 0 : length + 1;
    }
    return length == 0 ? end : -1;
  }

  static boolean isIdentifier(char c) {
    return Digits.isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  }

  /**
   * Loosely, the hyphen before a pre-release may be missing, so that its last digits may be taken
   * from the patch number; as few as possible are, and a hyphen is one if that is possible.
   */
  private SemVer looseRest(long major, long minor, int patch, int end) {
    int patchEnd = Digits.end(text, patch);
    if (patch == patchEnd) {
      throw VersionSyntaxException.at(what, text, patch, "a number");
    }
    int plus = text.indexOf('+', patch);
    int labelsEnd = plus < 0 || plus > end ? end : plus;
    if (labelsEnd < end) {
      checkIdentifiers(labelsEnd + 1, end);
    }
    if (patchEnd == labelsEnd) {
      return new SemVer(major, minor, number(patch), List.of());
    }
    int labels = looseLabels(patchEnd, labelsEnd);
    int numberEnd = patchEnd;
    if (labels < 0 && patchEnd - 1 > patch && looseLabels(patchEnd - 1, labelsEnd) >= 0) {
      labels = patchEnd - 1;
      numberEnd = labels;
    }
    if (labels < 0) {
      throw VersionSyntaxException.at(what, text, patchEnd, "the end, \"+\" or a pre-release");
    }
    return new SemVer(major, minor, number(patch, numberEnd), labels(labels, labelsEnd));
  }

  private int looseLabels(int from, int end) {
    if (text.charAt(from) == '-' && faultOfIdentifiers(text, from + 1, end) < 0) {
      return from + 1;
    }
    return faultOfIdentifiers(text, from, end) < 0 ? from : -1;
  }
}
