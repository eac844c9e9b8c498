package dev.penstock.diagnostic;

import java.util.Collection;
import java.util.Locale;

/** Guesses which word was meant, for the hint of a {@link Diagnostic}. */
public final class Spelling {
  private static final int MOST_CHANGES = 2;

  private Spelling() {}

  /**
   * Asks whether the nearest of some words was meant. Letter case does not count.
   *
   * @param written the word that was found
   * @param words those that are allowed
   * @return such as {@code did you mean "post_build"?}; empty if no word is within two letters, or
   *     within a third of a short one
   */
  public static String hint(String written, Collection<String> words) {
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
