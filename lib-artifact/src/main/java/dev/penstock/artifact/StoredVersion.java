package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.util.Map;
import java.util.Objects;

/**
 * A version as it is stored, whoever may read it.
 *
 * @param description what is known about it
 * @param contents the contents that it refers to, by digest, with their sizes: its assets unless it
 *     is disposed, and whatever else goes with it
 */
public record StoredVersion(VersionDescription description, Map<Digest, Long> contents) {

  /** Copies the map. */
  public StoredVersion {
    Objects.requireNonNull(description, "description");
    contents = Map.copyOf(Objects.requireNonNull(contents, "contents"));
  }

  /**
   * How much the version refers to.
   *
   * @return the sizes of its contents together
   */
  public long bytes() {
    return contents.values().stream().mapToLong(Long::longValue).sum();
  }
}
