package dev.penstock.pipeline;

import static dev.penstock.pipeline.ActionType.AWS;
import static dev.penstock.pipeline.ActionType.CUSTOM;

import java.time.Duration;
import java.util.Map;

/** How long the cloud service lets actions run. */
final class ServiceTimeouts {
  /** The time of whatever the table does not name (P-471). */
  static final Duration OTHERS = Duration.ofHours(1);

  /** The time of the host's own providers (P-468). */
  static final Duration CUSTOM_ACTIONS = Duration.ofHours(24);

  private static final Map<String, Duration> BY_TYPE =
      Map.ofEntries(
          Map.entry("DEPLOY/CloudFormation", Duration.ofDays(3)),
          Map.entry("DEPLOY/CodeDeploy", Duration.ofDays(5)),
          Map.entry("DEPLOY/CodeDeployToECS", Duration.ofDays(5)),
          Map.entry("BUILD/CodeBuild", Duration.ofHours(36)),
          Map.entry("TEST/CodeBuild", Duration.ofHours(8)),
          Map.entry("INVOKE/Lambda", Duration.ofHours(24)),
          Map.entry("DEPLOY/S3", Duration.ofMinutes(90)),
          Map.entry("INVOKE/StepFunctions", Duration.ofDays(7)),
          Map.entry("COMPUTE/Commands", Duration.ofMinutes(55)),
          Map.entry("APPROVAL/Manual", Duration.ofDays(7)));

  private ServiceTimeouts() {}

  static Duration of(ActionType type) {
    if (type.owner().equals(CUSTOM)) {
      return CUSTOM_ACTIONS;
    }
    return type.owner().equals(AWS) ? BY_TYPE.getOrDefault(type.toString(), OTHERS) : OTHERS;
  }
}
