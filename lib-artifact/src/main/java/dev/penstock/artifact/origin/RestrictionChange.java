package dev.penstock.artifact.origin;

import dev.penstock.artifact.origin.Restriction.Mode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to change about the restriction of one way.
 *
 * <pre>{@code
 * RestrictionChange.to(Restriction.Mode.ALLOW_SPECIFIC_REPOSITORIES).adding("npm-store")
 * }</pre>
 *
 * @param mode the new mode; empty to keep it
 * @param add repositories to be listed
 * @param remove repositories to be listed no longer; none that is in {@code add}
 */
public record RestrictionChange(Optional<Mode> mode, Set<String> add, Set<String> remove) {

  /** Copies both sets. */
  public RestrictionChange {
    Objects.requireNonNull(mode, "mode");
    add = Set.copyOf(add);
    remove = Set.copyOf(remove);
    for (String repository : add) {
      if (remove.contains(repository)) {
        throw new IllegalArgumentException(
            repository + " is to be added and removed; allowed: one of both");
      }
    }
  }

  /**
   * A change of the mode.
   *
   * @param mode the new mode
   * @return the change
   */
  public static RestrictionChange to(Mode mode) {
    return new RestrictionChange(Optional.of(mode), Set.of(), Set.of());
  }

  /**
   * A change that keeps the mode.
   *
   * @return a change of nothing yet
   */
  public static RestrictionChange keepingMode() {
    return new RestrictionChange(Optional.empty(), Set.of(), Set.of());
  }

  /**
   * The same change, with repositories to be listed.
   *
   * @param repositories their names
   * @return a copy
   */
  public RestrictionChange adding(String... repositories) {
    return new RestrictionChange(mode, Set.of(repositories), remove);
  }

  /**
   * The same change, with repositories to be listed no longer.
   *
   * @param repositories their names
   * @return a copy
   */
  public RestrictionChange removing(String... repositories) {
    return new RestrictionChange(mode, add, Set.of(repositories));
  }

  /** What became of a list of repositories. */
  public enum Outcome {
    /** It is listed now and was not. */
    ADDED,
    /** It was listed and is no longer. */
    REMOVED
  }

  Restriction applyTo(Restriction before) {
    SortedSet<String> repositories = new TreeSet<>(before.repositories());
    repositories.addAll(add);
    repositories.removeAll(remove);
    return new Restriction(mode.orElse(before.mode()), repositories);
  }

  /** The repositories that were really added and removed. */
  Map<Outcome, SortedSet<String>> outcome(Restriction before) {
    SortedSet<String> added = new TreeSet<>(add);
    added.removeAll(before.repositories());
    SortedSet<String> removed = new TreeSet<>(remove);
    removed.retainAll(before.repositories());
    Map<Outcome, SortedSet<String>> outcome = new EnumMap<>(Outcome.class);
    outcome.put(Outcome.ADDED, added);
    outcome.put(Outcome.REMOVED, removed);
    return outcome;
  }
}
