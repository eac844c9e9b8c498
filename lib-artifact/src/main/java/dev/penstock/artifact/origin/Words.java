package dev.penstock.artifact.origin;

import java.util.ArrayList;
import java.util.List;

/** Where words end in a name: a word is {@code [\p{L}\p{N}][\p{L}\p{N}\p{M}]*}. */
final class Words {
  private static final int LETTERS =
      1 << Character.UPPERCASE_LETTER
          | 1 << Character.LOWERCASE_LETTER
          | 1 << Character.TITLECASE_LETTER
          | 1 << Character.MODIFIER_LETTER
          | 1 << Character.OTHER_LETTER;
  private static final int NUMBERS =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;
  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;

  private Words() {}

  /** The stretches from the start to the end of each word, the longest first. */
  static List<String> prefixes(String text) {
    List<String> found = new ArrayList<>();
    boolean isInWord = false;
    for (int at = 0; at < text.length(); ) {
      int next = text.codePointAt(at);
      boolean starts = is(next, LETTERS | NUMBERS);
      boolean goesOn = starts || is(next, MARKS);
      if (isInWord && !goesOn) {
        found.add(0, text.substring(0, at));
      }
      isInWord = starts || (isInWord && goesOn);
      at += Character.charCount(next);
    }
    if (isInWord) {
      found.add(0, text);
    }
    return found;
  }

  /** Whether a text ends with a word. */
  static boolean isEnd(String text) {
    List<String> found = prefixes(text);
    return !found.isEmpty() && found.get(0).equals(text);
  }

  private static boolean is(int codePoint, int types) {
    return (types >> Character.getType(codePoint) & 1) == 1;
  }
}
