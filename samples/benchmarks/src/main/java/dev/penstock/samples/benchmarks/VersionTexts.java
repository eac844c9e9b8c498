package dev.penstock.samples.benchmarks;

import java.util.List;
import java.util.Random;

/** Versions as repositories have them: seven of ten are numbers alone. */
final class VersionTexts {
  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "SNAPSHOT");

  private VersionTexts() {}

  /** The same ones each time. */
  static String[] of(int count) {
    Random random = new Random(1);
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      String numbers = random.nextInt(20) + "." + random.nextInt(50) + "." + random.nextInt(200);
      texts[i] = random.nextInt(10) < 3 ? numbers + "-" + qualifier(random) : numbers;
    }
    return texts;
  }

  private static String qualifier(Random random) {
    String word = QUALIFIERS.get(random.nextInt(QUALIFIERS.size()));
    return word.equals("SNAPSHOT") ? word : word + "." + random.nextInt(20);
  }
}
