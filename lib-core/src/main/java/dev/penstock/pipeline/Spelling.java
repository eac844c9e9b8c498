package dev.penstock.pipeline;

import java.util.Collection;
import java.util.Locale;

/** Guesses which word was meant. */
final class Spelling {
  private static final int MOST_CHANGES = 2;

  private Spelling() {}

  /** A question with the nearest word, or an empty text if none is near. */
  static String hint(String written, Collection<String> words) {
    String best = "";
    int fewest = Math.min(MOST_CHANGES, written.length() / 3) + 1;
    for (String word : words) {
      int changes =
          word.equalsIgnoreCase(written)
              ? 0
              : changes(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
      if (changes < fewest) {
        fewest = changes;
        best = word;
      }
    }
    return best.isEmpty() ? "" : "did you mean \"" + best + "\"?";
  }

  /** How many letters to change, add or leave out (Levenshtein). */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 0; i < a.length(); i++) {
      int diagonal = row[0];
      row[0] = i + 1;
      for (int j = 0; j < b.length(); j++) {
        int above = row[j + 1];
        int replaced = diagonal + (a.charAt(i) == b.charAt(j) ? 0 : 1);
        row[j + 1] = Math.min(replaced, Math.min(above, row[j]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
