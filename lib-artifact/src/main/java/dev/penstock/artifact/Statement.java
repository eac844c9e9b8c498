package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What somebody states about an asset: an attestation, an in-toto statement, an SBOM. Its bytes are
 * opaque here.
 *
 * @param mediaType what the bytes are, such as {@code application/vnd.in-toto+json}
 * @param subject the digest of the asset that it is about
 * @param revision the version's revision when it was attached
 * @param digest the digest of its own bytes
 * @param size how many bytes it has
 * @param time when it was attached
 */
public record Statement(
    String mediaType, Digest subject, String revision, Digest digest, long size, Instant time) {

  /** The most bytes of a statement: 16 MiB. */
  public static final int MOST_BYTES = 16 << 20;

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+\\-]*/[a-z0-9][a-z0-9!#$&^_.+\\-]*");
  private static final String MEDIA_TYPE_TEXT =
      "type/subtype in lower case, up to 255 characters, without parameters";

  /** Checks the media type and the size. */
  public Statement {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(time, "time");
    requireMediaType(mediaType);
    if (size < 0 || size > MOST_BYTES) {
      throw new IllegalArgumentException(
          "statement of " + size + " bytes; allowed: 0 to " + MOST_BYTES);
    }
  }

  static void requireMediaType(String mediaType) {
    Faults faults = new Faults();
    faults.text("mediaType", mediaType, MEDIA_TYPE, 255, MEDIA_TYPE_TEXT);
    faults.throwIfAny("statement");
  }
}
