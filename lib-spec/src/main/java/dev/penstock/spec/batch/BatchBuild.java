package dev.penstock.spec.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How one build of a batch stands.
 *
 * @param identifier its name within the batch
 * @param status how it stands
 * @param isFailureIgnored whether the batch may succeed although it failed
 * @param message what it tells about its end; why it was skipped
 * @param exportedVariables the variables that it hands on
 */
public record BatchBuild(
    String identifier,
    BatchBuildStatus status,
    boolean isFailureIgnored,
    String message,
    Map<String, String> exportedVariables) {

  /** Copies the variables. */
  public BatchBuild {
    Objects.requireNonNull(identifier, "identifier");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(message, "message");
    exportedVariables = Collections.unmodifiableMap(new LinkedHashMap<>(exportedVariables));
  }
}
