package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a review has said last about a version of a repository.
 *
 * @param version which version
 * @param state whether it is held or released
 * @param by who said so
 * @param reason why, for people
 * @param revision the revision that was released; empty if it is held
 * @param assets a digest of the names and digests of the assets that were released; with other
 *     assets the version is not released. Empty if it is held
 * @param time when
 */
public record Review(
    VersionCoordinates version,
    State state,
    String by,
    String reason,
    String revision,
    Optional<Digest> assets,
    Instant time) {
  private static final int LONGEST = 1_000;

  /** All parts are required. */
  public Review {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(assets, "assets");
    Objects.requireNonNull(time, "time");
    Faults faults = new Faults();
    faults.name("by", by);
    faults.length("reason", reason, LONGEST);
    faults.throwIfAny("review");
  }

  /** What a review says. */
  public enum State {
    /** Readers do not get it. */
    HELD,
    /** Readers may get it, with the assets that were released. */
    RELEASED
  }
}
