package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What npm installs for a package and a range, which is not always the highest version (W-137).
 *
 * <pre>{@code
 * NpmChoice choice = new NpmChoice(VersionScheme.NPM.parse("1.4.0"), Set.of());
 * Optional<Version> installed = choice.of(VersionScheme.NPM.range("^1.0.0"), published); // 1.4.0
 * }</pre>
 *
 * @param latest what the tag {@code latest} names; null if nothing carries it
 * @param deprecated versions that are taken only if nothing else satisfies
 */
public record NpmChoice(@Nullable Version latest, Set<Version> deprecated) {

  /** Copies the set. */
  public NpmChoice {
    deprecated = Set.copyOf(deprecated);
  }

  /**
   * Chooses a version.
   *
   * @param range a range of npm; {@code *} accepts the latest version even if that is a pre-release
   * @param published the versions that there are, of the range's scheme, in any order
   * @return the latest version if it is published, satisfies the range and is not deprecated; else
   *     the highest that satisfies it, deprecated ones last; empty if none does
   */
  public Optional<Version> of(VersionRange range, Collection<Version> published) {
    Objects.requireNonNull(range, "range");
    if (latest != null && accepts(range, latest) && published.contains(latest)) {
      return Optional.of(latest);
    }
    Predicate<Version> satisfying = range::contains;
    Optional<Version> current =
        Candidates.highest(published, satisfying.and(version -> !deprecated.contains(version)));
    return current.isPresent() ? current : range.best(published);
  }

  private boolean accepts(VersionRange range, Version version) {
    boolean isAnything = range.toString().isEmpty();
    return (isAnything || range.contains(version)) && !deprecated.contains(version);
  }
}
