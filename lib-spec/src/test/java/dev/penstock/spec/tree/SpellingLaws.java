package dev.penstock.spec.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("The word that was meant")
class SpellingLaws {

  private static final String LETTERS = "abcdepqrst-_AP0\u0130\u00e9";

  @Property(tries = 2_000)
  @Label("is the one that is found by comparing it with every word from end to end")
  void shortcutsLeadToTheSameWord(@ForAll long seed) {
    Random random = new Random(seed);
    int letters = 2 + random.nextInt(LETTERS.length() - 1);
    Map<String, String> byPlain = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      String word = word(random, letters, 1 + random.nextInt(20));
      byPlain.putIfAbsent(plain(word), word);
    }
    Set<String> words = Set.copyOf(byPlain.values());
    String written =
        random.nextInt(3) == 0
            ? word(random, letters, random.nextInt(20))
            : slip(random, letters, byPlain.values().iterator().next());
    assertEquals(expected(written, words, 0.7), Spelling.nearest(written, words));
    assertEquals(expected(written, words, 0.85), Spelling.slip(written, words));
  }

  private static Optional<String> expected(String written, Set<String> words, double near) {
    Optional<String> best = Optional.empty();
    double most = 0;
    for (String word : words) {
      boolean isSame = plain(written).equals(plain(word));
      double likeness = isSame ? 1 : likeness(plain(written), plain(word));
      if (likeness >= near && likeness > most) {
        most = likeness;
        best = Optional.of(word);
      }
    }
    return best;
  }

  private static double likeness(String one, String other) {
    int[][] common = new int[one.length() + 1][other.length() + 1];
    for (int i = 1; i <= one.length(); i++) {
      for (int j = 1; j <= other.length(); j++) {
        common[i][j] =
            one.charAt(i - 1) == other.charAt(j - 1)
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return 2.0 * common[one.length()][other.length()] / Math.max(1, one.length() + other.length());
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static String slip(Random random, int letters, String word) {
    StringBuilder slip = new StringBuilder(word);
    for (int i = random.nextInt(4); i > 0 && slip.length() > 0; i--) {
      int at = random.nextInt(slip.length());
      if (random.nextBoolean()) {
        slip.deleteCharAt(at);
      } else {
        slip.insert(at, word(random, letters, 1));
      }
    }
    return slip.toString();
  }

  private static String word(Random random, int letters, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(LETTERS.charAt(random.nextInt(letters)));
    }
    return word.toString();
  }
}
