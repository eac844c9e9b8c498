package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleResult;
import java.util.Objects;

/**
 * How a command ended.
 *
 * @param key the command's key, 1 to {@link AgentMessage#LONGEST_KEY} characters
 * @param instance the instance, 1 to {@link AgentMessage#LONGEST_KEY} characters
 * @param result the result with its diagnostics: code, message, and the last lines of the log
 */
public record AgentReport(String key, String instance, LifecycleResult result)
    implements AgentMessage {

  /** Refuses texts that are empty, too long, or hold control characters. */
  public AgentReport {
    DeploymentSpecification.requireText("key", key, 1, LONGEST_KEY);
    DeploymentSpecification.requireText("instance", instance, 1, LONGEST_KEY);
    Objects.requireNonNull(result, "result");
  }
}
