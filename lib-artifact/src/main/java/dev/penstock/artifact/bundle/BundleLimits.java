package dev.penstock.artifact.bundle;

import dev.penstock.archive.ExtractionLimits;
import java.util.Objects;

/**
 * How large bundles may be.
 *
 * @param archiveBytes the most bytes of an archive, packed; at least 1
 * @param extraction how much an archive may unpack to
 */
public record BundleLimits(long archiveBytes, ExtractionLimits extraction) {

  /** For what one's own builds make: archives of 16 GiB. */
  public static final BundleLimits OWN = new BundleLimits(16L << 30, ExtractionLimits.OWN);

  /** Refuses archives of less than a byte. */
  public BundleLimits {
    Objects.requireNonNull(extraction, "extraction");
    if (archiveBytes < 1) {
      throw new IllegalArgumentException(
          "archives of " + archiveBytes + " bytes; allowed: 1 or more");
    }
  }
}
