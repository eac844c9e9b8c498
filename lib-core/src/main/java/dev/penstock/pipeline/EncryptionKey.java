package dev.penstock.pipeline;

import java.util.Objects;

/**
 * The name of a key that the cloud service encrypts artifacts with (P-123); never the key itself.
 *
 * @param id the key's id, ARN or alias
 * @param type the kind of key, {@link #KMS} for the service
 */
public record EncryptionKey(String id, String type) {

  /** The one kind of key that the service knows. */
  public static final String KMS = "KMS";

  /** Both parts are required. */
  public EncryptionKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
  }
}
