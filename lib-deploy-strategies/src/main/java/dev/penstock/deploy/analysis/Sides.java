package dev.penstock.deploy.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By which labels a metric provider tells the canary from the baseline, such as {@code revision}.
 *
 * @param canary the canary's labels, at most {@value #MOST} of at most {@value #LONGEST} characters
 * @param baseline the baseline's labels; empty if there is none
 */
public record Sides(Map<String, String> canary, Map<String, String> baseline) {

  /** The most labels of a side. */
  public static final int MOST = 50;

  /** The longest name or value of a label, in characters. */
  public static final int LONGEST = 1000;

  /** No labels: the provider knows by itself. */
  public static final Sides NONE = new Sides(Map.of(), Map.of());

  /** Copies the labels in their order, and refuses too many and too long ones. */
  public Sides {
    canary = checked("canary", canary);
    baseline = checked("baseline", baseline);
  }

  private static Map<String, String> checked(String side, Map<String, String> labels) {
    if (labels.size() > MOST) {
      throw new IllegalArgumentException(
          side + ": " + labels.size() + " labels are too many; allowed: at most " + MOST);
    }
    labels.forEach(
        (name, value) -> {
          if (name.length() > LONGEST || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                side + ": a label is longer than allowed: at most " + LONGEST + " characters");
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
