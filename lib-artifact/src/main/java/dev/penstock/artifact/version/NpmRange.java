package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A range of npm: sets of comparisons, of which one must hold whole (W-133, W-135). */
final class NpmRange implements VersionRange {
  private final VersionScheme scheme;
  private final String written;
  private final List<List<NpmComparator>> sets;
  private final boolean includesPrereleases;

  NpmRange(
      VersionScheme scheme,
      String written,
      List<List<NpmComparator>> sets,
      boolean includesPrereleases) {
    this.scheme = scheme;
    this.written = written;
    this.sets = List.copyOf(sets);
    this.includesPrereleases = includesPrereleases;
  }

  @Override
  public VersionScheme scheme() {
    return scheme;
  }

  @Override
  public boolean contains(Version version) {
    Candidates.check(this, version);
    for (List<NpmComparator> set : sets) {
      if (holds(set, version)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(List<NpmComparator> set, Version version) {
    for (NpmComparator comparator : set) {
      if (!comparator.test(version)) {
        return false;
      }
    }
    return includesPrereleases || !version.isPrerelease() || admits(set, version);
  }

  private static boolean admits(List<NpmComparator> set, Version prerelease) {
    for (NpmComparator comparator : set) {
      if (comparator.admits(prerelease)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Version> accepted(Collection<Version> candidates) {
    return Candidates.all(candidates, this::contains);
  }

  @Override
  public Optional<Version> best(Collection<Version> candidates) {
    return Candidates.highest(candidates, this::contains);
  }

  @Override
  public VersionRange includingPrereleases() {
    boolean isLoose = scheme == VersionScheme.NPM_LOOSE;
    return new NpmRangeParser(scheme, written, isLoose, true).parse();
  }

  @Override
  public Optional<Version> recommended() {
    return Optional.empty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NpmRange range
        && scheme == range.scheme
        && includesPrereleases == range.includesPrereleases
        && sets.equals(range.sets);
  }

  @Override
  public int hashCode() {
    return sets.hashCode();
  }

  @Override
  public String toString() {
    return sets.stream()
        .map(set -> set.stream().map(NpmComparator::toString).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("||"));
  }
}
