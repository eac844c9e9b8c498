package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ranges in brackets: intervals of which one must contain a version.
 *
 * @param recommendation what a model asks for without insisting
 */
record IntervalRange(
    VersionScheme scheme, List<Interval> intervals, @Nullable Version recommendation)
    implements VersionRange {

  IntervalRange {
    intervals = List.copyOf(intervals);
  }

  @Override
  public boolean contains(Version version) {
    Candidates.check(this, version);
    for (Interval interval : intervals) {
      if (interval.contains(version)) {
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
    return this;
  }

  @Override
  public Optional<Version> recommended() {
    return Optional.ofNullable(recommendation);
  }

  @Override
  public String toString() {
    return recommendation != null
        ? recommendation.toString()
        : intervals.stream().map(Interval::toString).collect(Collectors.joining(","));
  }
}
