package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of NuGet: an interval, of which the lowest version is taken, or what a float prefers.
 *
 * @param floating null for a range that does not float
 */
record NugetRange(VersionScheme scheme, Interval interval, @Nullable NugetFloat floating)
    implements VersionRange {

  @Override
  public boolean contains(Version version) {
    Candidates.check(this, version);
    return interval.contains(version);
  }

  private boolean accepts(Version version) {
    return contains(version) && (!version.isPrerelease() || takesPrereleases());
  }

  private boolean takesPrereleases() {
    return isPrerelease(interval.lower())
        || isPrerelease(interval.upper())
        || (floating != null && floating.labels() != null);
  }

  private static boolean isPrerelease(@Nullable Version bound) {
    return bound != null && bound.isPrerelease();
  }

  @Override
  public List<Version> accepted(Collection<Version> candidates) {
    return Candidates.all(candidates, this::accepts);
  }

  @Override
  public Optional<Version> best(Collection<Version> candidates) {
    Version best = null;
    for (Version candidate : candidates) {
      if (accepts(candidate) && (best == null || prefers(candidate, best))) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean prefers(Version candidate, Version best) {
    return floating == null ? candidate.compareTo(best) < 0 : floating.prefers(candidate, best);
  }

  @Override
  public VersionRange includingPrereleases() {
    return this;
  }

  @Override
  public Optional<Version> recommended() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    String lower = interval.lower() == null ? "" : interval.lower().normalized();
    if (floating != null) {
      lower = floating.written();
    }
    if (floating != null && interval.upper() == null && interval.hasLower()) {
      return lower;
    }
    String upper = interval.upper() == null ? "" : interval.upper().normalized();
    return (interval.hasLower() && !lower.isEmpty() ? "[" : "(")
        + lower
        + ", "
        + upper
        + (interval.hasUpper() && !upper.isEmpty() ? "]" : ")");
  }
}
