package dev.penstock.pipeline;

import java.util.Objects;
import java.util.Optional;

/**
 * Where the cloud service keeps artifacts (P-121). Carried for it; the engine hands artifacts on by
 * the host's own artifact transfer.
 *
 * @param type the kind of store, {@link #S3} for the service
 * @param location the store's name, such as a bucket
 * @param encryptionKey the key that artifacts are encrypted with; empty for the store's own
 */
public record ArtifactStore(String type, String location, Optional<EncryptionKey> encryptionKey) {

  /** The one kind of store that the service knows. */
  public static final String S3 = "S3";

  /** All parts are required, though the key may be empty. */
  public ArtifactStore {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(encryptionKey, "encryptionKey");
  }

  /**
   * A bucket with its own encryption.
   *
   * @param bucket its name
   * @return the store
   */
  public static ArtifactStore bucket(String bucket) {
    return new ArtifactStore(S3, bucket, Optional.empty());
  }

  /**
   * The same store with a key of its own.
   *
   * @param key the key
   * @return a copy
   */
  public ArtifactStore withEncryptionKey(EncryptionKey key) {
    return new ArtifactStore(type, location, Optional.of(key));
  }
}
