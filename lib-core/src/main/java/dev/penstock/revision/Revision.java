package dev.penstock.revision;

import java.util.Objects;

/**
 * One version of what is deployed: who it is, and where its bundle lies.
 *
 * @param id the name that people know it by, such as a commit id or a version; 1 to 200 characters
 * @param bundle where its bundle of files lies, in the words of the host's artifact transfer
 * @param digest the digest of the bundle; what is installed is checked against it
 * @param description one line for people, such as the commit's subject; may be empty
 */
public record Revision(String id, String bundle, Digest digest, String description) {

  /** Refuses an empty or overlong id. */
  public Revision {
    if (id.isEmpty() || id.length() > 200) {
      throw new IllegalArgumentException(
          "revision id of " + id.length() + " characters; allowed: 1 to 200");
    }
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(description, "description");
  }
}
