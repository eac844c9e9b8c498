package dev.penstock.deploy.agent;

/**
 * An idle agent asks what to do.
 *
 * @param instance the instance that it looks after, 1 to {@link AgentMessage#LONGEST_KEY}
 *     characters
 */
public record AgentPoll(String instance) implements AgentMessage {

  /** Refuses ids that are empty, too long, or hold control characters. */
  public AgentPoll {
    DeploymentSpecification.requireText("instance", instance, 1, LONGEST_KEY);
  }
}
