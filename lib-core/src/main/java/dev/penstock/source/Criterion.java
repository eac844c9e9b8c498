package dev.penstock.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Which branches, tags or file paths a filter takes: some include matches, and no exclude does
 * (P-733).
 *
 * <pre>{@code
 * Criterion.including("src/**").except("**.md")
 * Criterion.excluding("docs/**")                 // everything else (P-734)
 * }</pre>
 *
 * @param includes patterns of what is taken; empty takes everything that is not excluded
 * @param excludes patterns of what is not taken, even if it is included
 * @see Glob
 */
public record Criterion(List<String> includes, List<String> excludes) {

  /** Copies the lists; {@link TriggerRules} checks the patterns. */
  public Criterion {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /**
   * A criterion with includes.
   *
   * @param patterns at least one
   * @return the criterion
   * @throws IllegalArgumentException if there is no pattern
   */
  public static Criterion including(String... patterns) {
    return new Criterion(some(patterns), List.of());
  }

  /**
   * A criterion that takes everything but what is excluded.
   *
   * @param patterns at least one
   * @return the criterion
   * @throws IllegalArgumentException if there is no pattern
   */
  public static Criterion excluding(String... patterns) {
    return new Criterion(List.of(), some(patterns));
  }

  /**
   * The same criterion with further excludes.
   *
   * @param patterns at least one
   * @return a copy
   * @throws IllegalArgumentException if there is no pattern
   */
  public Criterion except(String... patterns) {
    List<String> all = new ArrayList<>(excludes);
    all.addAll(some(patterns));
    return new Criterion(includes, all);
  }

  private static List<String> some(String... patterns) {
    if (patterns.length == 0) {
      throw new IllegalArgumentException("a list without patterns; leave it out instead (P-719)");
    }
    return List.of(patterns);
  }
}
