package dev.penstock.deploy.agent;

import dev.penstock.deploy.RevisionSource;
import java.time.Instant;
import java.util.Objects;

/**
 * One lifecycle event that an agent shall run.
 *
 * @param key names this run and no other: {@code deployment/instance/event}; the same whenever it
 *     is given out again; 1 to {@link AgentMessage#LONGEST_KEY} characters
 * @param delivery counts from 1 how often it has been given out
 * @param instance the instance to run it on, 1 to {@link AgentMessage#LONGEST_KEY} characters
 * @param event the event's name, such as {@code BeforeInstall}; 1 to {@link
 *     AgentMessage#LONGEST_EVENT} characters
 * @param specification the deployment
 * @param revisionSource which of the revisions on the instance supplies the scripts
 * @param startBy when the service gives up unless the agent has said that it starts
 */
public record AgentCommand(
    String key,
    int delivery,
    String instance,
    String event,
    DeploymentSpecification specification,
    RevisionSource revisionSource,
    Instant startBy)
    implements AgentMessage {

  /** Refuses texts that are empty, too long or hold control characters, and a delivery below 1. */
  public AgentCommand {
    DeploymentSpecification.requireText("key", key, 1, LONGEST_KEY);
    if (delivery < 1) {
      throw new IllegalArgumentException("delivery: found " + delivery + "; allowed: 1 and above");
    }
    DeploymentSpecification.requireText("instance", instance, 1, LONGEST_KEY);
    DeploymentSpecification.requireText("event", event, 1, LONGEST_EVENT);
    Objects.requireNonNull(specification, "specification");
    Objects.requireNonNull(revisionSource, "revisionSource");
    Objects.requireNonNull(startBy, "startBy");
  }
}
