package dev.penstock.pipeline.worker;

import java.util.Map;

/**
 * What a worker may reach artifacts with, as the host's store understands it. Never journalled, and
 * never in a text that people read.
 *
 * @param values name to value, such as {@code accessKeyId}, {@code secretAccessKey} and {@code
 *     sessionToken}
 */
public record JobCredentials(Map<String, String> values) {

  /** None. */
  public static final JobCredentials NONE = new JobCredentials(Map.of());

  /** Copies the map. */
  public JobCredentials {
    values = Map.copyOf(values);
  }

  /** The names without the values. */
  @Override
  public String toString() {
    return "JobCredentials" + values.keySet().stream().sorted().toList();
  }
}
