package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.EncryptionKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What only the host can give to a worker: where its outputs are to go, and how it gets at the
 * store.
 *
 * @param outputs where each output artifact is to be written, by its name
 * @param credentials how the store is reached
 * @param key what artifacts are encrypted with, if they are
 */
public record JobResources(
    Map<String, String> outputs, JobCredentials credentials, Optional<EncryptionKey> key) {

  /** Nothing: for stores that workers reach by themselves. */
  public static final JobResources NONE =
      new JobResources(Map.of(), JobCredentials.NONE, Optional.empty());

  /** Copies the map. */
  public JobResources {
    outputs = Map.copyOf(outputs);
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(key, "key");
  }
}
