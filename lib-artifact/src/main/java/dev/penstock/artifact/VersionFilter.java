package dev.penstock.artifact;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides which versions readers get: an SPI of one method. {@link
 * dev.penstock.artifact.quarantine.VersionRules} is one with rules about age, names, licences and
 * reviews.
 *
 * <p>Asked for each version when lists are made, and again when a version is described, read or
 * copied. Must be a function of its argument, so that all of them agree; the time in it is that of
 * the domain's clock. Called on the reader's thread, concurrently; must be quick. What it throws
 * fails the call, and nothing is given out.
 */
@FunctionalInterface
public interface VersionFilter {

  /** Lets readers have everything that no review holds. */
  VersionFilter NONE = subject -> VersionVerdict.ALLOW;

  /**
   * Judges a version. One that is held is not asked about: readers do not get it.
   *
   * @param subject the version, and what is known about it now
   * @return what readers get, and why
   */
  VersionVerdict judge(Subject subject);

  /**
   * What a filter judges.
   *
   * @param repository the repository that is asked
   * @param version the version
   * @param review its release by a review, if it is just as it was released; else empty
   * @param now the time
   * @param isDescribed whether all is known that the version says about itself; not for versions of
   *     an external source that were listed and not looked at yet
   */
  record Subject(
      String repository,
      VersionDescription version,
      Optional<Review> review,
      Instant now,
      boolean isDescribed) {

    /**
     * A version of which all is known.
     *
     * @param repository the repository that is asked
     * @param version the version
     * @param review its release by a review, or empty
     * @param now the time
     */
    public Subject(
        String repository, VersionDescription version, Optional<Review> review, Instant now) {
      this(repository, version, review, now, true);
    }

    /** All parts are required. */
    public Subject {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(review, "review");
      Objects.requireNonNull(now, "now");
    }
  }
}
