package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.time.Instant;
import java.util.Objects;

/**
 * How an asset came into its version. The bytes that are there were published like this; publishing
 * the same bytes again changes nothing.
 *
 * @param asset the asset's name
 * @param digest the asset's digest
 * @param revision the version's revision just after
 * @param publisher who published it, and from what
 * @param time when
 */
public record Publication(
    String asset, Digest digest, String revision, Publisher publisher, Instant time) {

  /** All parts are required. */
  public Publication {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(publisher, "publisher");
    Objects.requireNonNull(time, "time");
  }
}
