package dev.penstock.artifact.store;

import java.time.Duration;
import java.util.Objects;

/**
 * What a garbage collection is to do.
 *
 * @param references what is referred to
 * @param grace for how long content is kept after it was put or refreshed last, whoever refers to
 *     it; longer than any publisher takes until its reference is recorded; 0 to 36,500 days
 * @param isDryRun true to remove nothing and only tell
 */
public record GarbageRequest(ContentReferences references, Duration grace, boolean isDryRun) {

  private static final Duration LONGEST_GRACE = Duration.ofDays(36_500);

  /** Refuses a negative grace period. */
  public GarbageRequest {
    Objects.requireNonNull(references, "references");
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException(
          "grace of " + grace + "; allowed: 0 to " + LONGEST_GRACE.toDays() + " days");
    }
  }
}
