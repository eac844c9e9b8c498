package dev.penstock.deploy.agent;

/**
 * What agents and their service say to each other. All messages are values; {@link
 * AgentMessageCodec} writes them as JSON for a wire.
 *
 * <p>The order is: an agent {@link AgentPoll polls}, is given a {@link AgentCommand command}, says
 * that it {@link AgentStart starts}, and {@link AgentReport reports} how it ended. Every message
 * may be repeated, come late or get lost.
 */
public sealed interface AgentMessage permits AgentPoll, AgentCommand, AgentStart, AgentReport {

  /** How long keys and the ids of instances may be, in characters. */
  int LONGEST_KEY = 600;

  /** How long the name of an event may be, in characters. */
  int LONGEST_EVENT = 100;

  /**
   * The instance that it is about.
   *
   * @return its id
   */
  String instance();
}
