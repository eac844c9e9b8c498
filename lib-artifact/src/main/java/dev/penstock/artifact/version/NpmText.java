package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A piece of an npm range that knows where each of its characters was written. */
final class NpmText {
  private final String text;

  /** Where each character was, and one more: where the piece ended. */
  private final int[] places;

  private NpmText(String text, int[] places) {
    this.text = text;
    this.places = places;
  }

  /** Without blanks around it, and with single ones within. */
  static NpmText of(String written) {
    Builder builder = new Builder();
    int i = Blanks.SCRIPT.skip(written, 0);
    int end = Blanks.SCRIPT.trimmedEnd(written, i);
    while (i < end) {
      int next = Blanks.SCRIPT.skip(written, i);
      if (next > i) {
        builder.add(' ', i);
        i = next;
      } else {
        builder.add(written.charAt(i), i);
        i++;
      }
    }
    return builder.end(end);
  }

  String text() {
    return text;
  }

  private int length() {
    return text.length();
  }

  private char at(int index) {
    return text.charAt(index);
  }

  /** Where the piece starts. */
  int place() {
    return places[0];
  }

  private NpmText part(int from, int to) {
    return new NpmText(text.substring(from, to), Arrays.copyOfRange(places, from, to + 1));
  }

  /** Another text in the place of this one. */
  NpmText replacedBy(String other) {
    int[] same = new int[other.length() + 1];
    Arrays.fill(same, place());
    return new NpmText(other, same);
  }

  /** The pieces between separators, without blanks around them. */
  List<NpmText> split(String separator) {
    List<NpmText> pieces = new ArrayList<>();
    int start = 0;
    int end = text.indexOf(separator);
    while (end >= 0) {
      pieces.add(part(start, end).stripped());
      start = end + separator.length();
      end = text.indexOf(separator, start);
    }
    pieces.add(part(start, length()).stripped());
    return pieces;
  }

  private NpmText stripped() {
    int from = length() > 0 && at(0) == ' ' ? 1 : 0;
    int to = length() > from && at(length() - 1) == ' ' ? length() - 1 : length();
    return part(from, to);
  }

  /** Without build metadata (W-136). */
  NpmText withoutBuilds() {
    if (text.indexOf('+') < 0) {
      return this;
    }
    Builder builder = new Builder();
    int i = 0;
    while (i < length()) {
      int end = at(i) == '+' ? identifiersEnd(i + 1) : i;
      if (end > i + 1) {
        i = end;
      } else {
        builder.add(at(i), places[i]);
        i++;
      }
    }
    return builder.end(places[length()]);
  }

  private int identifiersEnd(int from) {
    int end = from;
    for (int i = from; i < length(); i++) {
      if (SemVerParser.isIdentifier(at(i))) {
        end = i + 1;
      } else if (at(i) != '.' || i == from || end < i) {
        break;
      }
    }
    return end;
  }

  /** Without the blank between an operator and what it is about. */
  NpmText joined() {
    return withoutBlanksBeforeVersions().withoutBlanksBehindSigns();
  }

  private NpmText withoutBlanksBeforeVersions() {
    Builder builder = new Builder();
    int i = 0;
    while (i < length()) {
      int operator = at(i) == ' ' ? i + 1 : i;
      int behind = operatorEnd(operator);
      int version = SemVerParser.skipLoosePrefix(text, behind);
      int end = i + 1;
      if (version < length() && isStartOfVersion(at(version))) {
        end = version + 1;
      } else {
        behind = length();
      }
      for (; i < end; i++) {
        if (i != behind || behind == operator || at(i) != ' ') {
          builder.add(at(i), places[i]);
        }
      }
    }
    return builder.end(places[length()]);
  }

  private int operatorEnd(int from) {
    int end = from;
    if (end < length() && (at(end) == '<' || at(end) == '>')) {
      end++;
    }
    return end < length() && at(end) == '=' ? end + 1 : end;
  }

  private static boolean isStartOfVersion(char c) {
    return Digits.isDigit(c) || NpmPartial.isX(String.valueOf(c));
  }

  private NpmText withoutBlanksBehindSigns() {
    Builder builder = new Builder();
    for (int i = 0; i < length(); i++) {
      boolean isBehindSign =
          i > 0
              && (at(i - 1) == '~'
                  || at(i - 1) == '^'
                  || (at(i - 1) == '>' && i > 1 && at(i - 2) == '~'));
      if (at(i) != ' ' || !isBehindSign) {
        builder.add(at(i), places[i]);
      }
    }
    return builder.end(places[length()]);
  }

  private static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> places = new ArrayList<>();

    void add(char c, int place) {
      text.append(c);
      places.add(place);
    }

    NpmText end(int place) {
      places.add(place);
      return new NpmText(text.toString(), places.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
