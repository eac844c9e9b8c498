package dev.penstock.deploy.agent;

/**
 * An agent has a command and begins with it.
 *
 * @param key the command's key, 1 to {@link AgentMessage#LONGEST_KEY} characters
 * @param instance the instance, 1 to {@link AgentMessage#LONGEST_KEY} characters
 */
public record AgentStart(String key, String instance) implements AgentMessage {

  /** Refuses texts that are empty, too long, or hold control characters. */
  public AgentStart {
    DeploymentSpecification.requireText("key", key, 1, LONGEST_KEY);
    DeploymentSpecification.requireText("instance", instance, 1, LONGEST_KEY);
  }
}
