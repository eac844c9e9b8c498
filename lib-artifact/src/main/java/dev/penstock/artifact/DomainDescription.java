package dev.penstock.artifact;

import java.time.Instant;
import java.util.Objects;

/**
 * What is known about a domain.
 *
 * @param name its name
 * @param owner the account that owns it, 12 digits
 * @param arn its resource name
 * @param status whether it is there
 * @param createdTime when its first repository, tag or policy was made, or when it was first
 *     described
 * @param encryptionKey what the host says its content store encrypts with; an empty text if nothing
 *     was said
 * @param repositoryCount how many repositories it has
 * @param assetSizeBytes how many bytes its assets have, each distinct content counted once
 */
public record DomainDescription(
    String name,
    String owner,
    String arn,
    Status status,
    Instant createdTime,
    String encryptionKey,
    int repositoryCount,
    long assetSizeBytes) {

  /** All parts are required. */
  public DomainDescription {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(createdTime, "createdTime");
    Objects.requireNonNull(encryptionKey, "encryptionKey");
  }

  /** Whether a domain is there. */
  public enum Status {
    /** It is there. */
    ACTIVE("Active"),
    /** It was deleted. Stands only in the answer to a deletion. */
    DELETED("Deleted");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** The status as the service writes it, such as {@code Active}. */
    @Override
    public String toString() {
      return text;
    }
  }
}
