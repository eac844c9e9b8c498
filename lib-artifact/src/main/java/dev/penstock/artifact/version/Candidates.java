package dev.penstock.artifact.version;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Choices among versions, in one pass. */
final class Candidates {

  private Candidates() {}

  static List<Version> all(Collection<Version> candidates, Predicate<Version> accepted) {
    return candidates.stream().filter(accepted).toList();
  }

  /** The highest accepted one; of equal ones the first. */
  static Optional<Version> highest(Collection<Version> candidates, Predicate<Version> accepted) {
    Version highest = null;
    for (Version candidate : candidates) {
      if (accepted.test(candidate) && isHigher(candidate, highest)) {
        highest = candidate;
      }
    }
    return Optional.ofNullable(highest);
  }

  private static boolean isHigher(Version candidate, @Nullable Version highest) {
    return highest == null || candidate.compareTo(highest) > 0;
  }

  /** Refuses a version of other rules. */
  static void check(VersionRange range, Version version) {
    if (range.scheme() != version.scheme()) {
      throw new IllegalArgumentException(
          "the %s range \"%s\" is asked about %s version \"%s\"; allowed: %s versions"
              .formatted(range.scheme(), range, version.scheme(), version, range.scheme()));
    }
  }
}
