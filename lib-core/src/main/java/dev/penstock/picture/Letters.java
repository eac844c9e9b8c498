package dev.penstock.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts of people on their way into pictures: made visible, measured, broken into lines. */
final class Letters {
  private static final double ELLIPSIS = 1.1;

  private Letters() {}

  /**
   * The text with every character shown that would be invisible, turn the reading direction or be
   * unknown to XML: such as {@code ⟨U+202E⟩}. Line breaks and tabs become spaces.
   */
  static String visible(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || point == '\t') {
                shown.append(' ');
              } else if (isHidden(point)) {
                shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (point & 0xFFFE) == 0xFFFE;
    };
  }

  /** About how wide a text is, in units of its font's size; rather too wide than too narrow. */
  static double width(String text) {
    return text.codePoints().mapToDouble(Letters::width).sum();
  }

  private static double width(int point) {
    if (point >= 0x1100) {
      return isNarrow(Character.UnicodeScript.of(point)) ? 0.65 : 1.1;
    }
    if ("ilj.,:;|!'`()[]{}/ ft".indexOf(point) >= 0) {
      return 0.4;
    }
    if (Character.isUpperCase(point) || "mw@%&#+=<>~".indexOf(point) >= 0) {
      return point == 'W' || point == 'M' || point == '@' ? 1.0 : 0.78;
    }
    return Character.getType(point) == Character.NON_SPACING_MARK ? 0.2 : 0.62;
  }

  private static boolean isNarrow(Character.UnicodeScript script) {
    return script == Character.UnicodeScript.LATIN || script == Character.UnicodeScript.GREEK;
  }

  /**
   * Breaks a visible text into at most so many lines of at most so much width. What does not fit
   * into the last line loses its middle, because names differ at their ends.
   */
  static List<String> lines(String text, double width, int most) {
    String rest = text.strip();
    List<String> lines = new ArrayList<>();
    while (lines.size() < most - 1 && width(rest) > width) {
      int end = breakOf(rest, width);
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    lines.add(shortened(rest, width));
    return lines;
  }

  /** Where a line ends: behind the last sign between words that fits, or where the width ends. */
  private static int breakOf(String text, double width) {
    int fits = fitting(text, width);
    for (int end = fits; end > fits / 2; end--) {
      if (" -_./,;:@".indexOf(text.charAt(end - 1)) >= 0) {
        return end;
      }
    }
    return fits;
  }

  /** How many chars fit, at least one whole code point. */
  private static int fitting(String text, double width) {
    double used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += width(point);
      if (used > width && end > 0) {
        return end;
      }
      end += Character.charCount(point);
    }
    return end;
  }

  /** A visible text that loses its middle if it is too wide. */
  static String shortened(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    double half = Math.max(1, (width - ELLIPSIS) / 2);
    String end = reversed(text);
    end = reversed(end.substring(0, fitting(end, half)));
    return text.substring(0, fitting(text, half)) + "…" + end;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** A visible text that loses its end if it is too wide: for sentences. */
  static String cut(String text, double width) {
    return width(text) <= width
        ? text
        : text.substring(0, fitting(text, Math.max(1, width - ELLIPSIS))).strip() + "…";
  }
}
