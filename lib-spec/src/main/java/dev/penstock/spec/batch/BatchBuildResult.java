package dev.penstock.spec.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a host's build of a batch ended.
 *
 * @param status an end
 * @param message for people; holds no secret
 * @param exportedVariables the variables that it hands on; never secrets
 */
public record BatchBuildResult(
    BatchBuildStatus status, String message, Map<String, String> exportedVariables) {

  /** Refuses a status that is no end of a build that ran. */
  public BatchBuildResult {
    if (!status.isEnd() || status == BatchBuildStatus.SKIPPED) {
      throw new IllegalArgumentException(
          "status: " + status + "; allowed: SUCCEEDED, FAILED, FAULT, TIMED_OUT, STOPPED");
    }
    Objects.requireNonNull(message, "message");
    exportedVariables = Collections.unmodifiableMap(new LinkedHashMap<>(exportedVariables));
  }
}
