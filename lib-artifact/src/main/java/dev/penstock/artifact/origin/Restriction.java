package dev.penstock.artifact.origin;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a package group says about one way into a repository.
 *
 * @param mode what it says
 * @param repositories those allowed by {@link Mode#ALLOW_SPECIFIC_REPOSITORIES}; kept, but of no
 *     meaning, in another mode; at most 1,000
 */
public record Restriction(Mode mode, SortedSet<String> repositories) {

  /** Leaves it to the next wider group: how new groups begin. */
  public static final Restriction INHERITED = of(Mode.INHERIT);

  private static final int MOST_REPOSITORIES = 1_000;

  /** Copies the repositories. */
  public Restriction {
    Objects.requireNonNull(mode, "mode");
    repositories = Collections.unmodifiableSortedSet(new TreeSet<>(repositories));
    if (repositories.size() > MOST_REPOSITORIES) {
      throw new IllegalArgumentException(
          repositories.size() + " repositories; allowed: at most " + MOST_REPOSITORIES);
    }
  }

  /** What a group may say. */
  public enum Mode {
    /** Every repository may. */
    ALLOW,
    /** Only the listed repositories may. */
    ALLOW_SPECIFIC_REPOSITORIES,
    /** No repository may. */
    BLOCK,
    /** As the next wider group says. */
    INHERIT
  }

  /**
   * A mode without a list of repositories.
   *
   * @param mode the mode
   * @return the restriction
   */
  public static Restriction of(Mode mode) {
    return new Restriction(mode, new TreeSet<>());
  }

  boolean allows(String repository) {
    return mode == Mode.ALLOW
        || (mode == Mode.ALLOW_SPECIFIC_REPOSITORIES && repositories.contains(repository));
  }
}
