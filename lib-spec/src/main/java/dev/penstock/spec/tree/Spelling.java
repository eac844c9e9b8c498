package dev.penstock.spec.tree;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Guesses which word was meant (B-024). */
final class Spelling {

  private static final double NEAR = 0.7;
  private static final double SURE = 0.85;
  private static final int LONGEST = 64;

  private Spelling() {}

  /** The nearest word that differs only in case, hyphens and underscores, or by few letters. */
  static Optional<String> nearest(String written, Set<String> words) {
    return nearest(written, words, NEAR);
  }

  /** The word that was meant beyond doubt: a machine may write it. */
  static Optional<String> slip(String written, Set<String> words) {
    return nearest(written, words, SURE);
  }

  private static Optional<String> nearest(String written, Set<String> words, double near) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    if (words.contains(written)) {
      return Optional.of(written);
    }
    String plain = plain(written);
    long letters = letters(plain);
    String best = "";
    double bestLikeness = 0;
    for (String word : words) {
      String candidate = plain(word);
      if (candidate.equals(plain)) {
        return Optional.of(word);
      }
      int shared = Math.min(count(plain, letters(candidate)), count(candidate, letters));
      if (2.0 * shared < near * (plain.length() + candidate.length())) {
        continue; // no order of what they share makes them near
      }
      double likeness = likeness(plain, candidate);
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

  /** Which characters it holds; several of them may share a bit. */
  private static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      letters |= 1L << word.charAt(i);
    }
    return letters;
  }

  /** How many of its characters may be among these. */
  private static int count(String word, long letters) {
    int count = 0;
    for (int i = 0; i < word.length(); i++) {
      count += (int) (letters >>> word.charAt(i)) & 1;
    }
    return count;
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
