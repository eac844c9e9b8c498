package dev.penstock.spec.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant (B-024). */
final class Spelling {

  private static final double NEAR = 0.7;
  private static final double SURE = 0.85;
  private static final int LONGEST = 64;

  private Spelling() {}

  /** The nearest word that differs only in case, hyphens and underscores, or by few letters. */
  static Optional<String> nearest(String written, Collection<String> words) {
    return nearest(written, words, NEAR);
  }

  /** The word that was meant beyond doubt: a machine may write it. */
  static Optional<String> slip(String written, Collection<String> words) {
    return nearest(written, words, SURE);
  }

  private static Optional<String> nearest(String written, Collection<String> words, double near) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(written);
    String best = "";
    double bestLikeness = 0;
    for (String word : words) {
      String candidate = plain(word);
      double most = 2.0 * Math.min(plain.length(), candidate.length());
      if (most < near * (plain.length() + candidate.length())) {
        continue;
      }
      double likeness = candidate.equals(plain) ? 1 : likeness(plain, candidate);
      if (likeness > bestLikeness) {
        bestLikeness = likeness;
        best = word;
      }
    }
    return bestLikeness >= near ? Optional.of(best) : Optional.empty();
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Twice the length of the longest common subsequence, as a share of both lengths. */
  private static double likeness(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int i = 0; i < a.length(); i++) {
      int diagonal = 0;
      for (int j = 0; j < b.length(); j++) {
        int above = row[j + 1];
        row[j + 1] = a.charAt(i) == b.charAt(j) ? diagonal + 1 : Math.max(above, row[j]);
        diagonal = above;
      }
    }
    return 2.0 * row[b.length()] / Math.max(1, a.length() + b.length());
  }
}
