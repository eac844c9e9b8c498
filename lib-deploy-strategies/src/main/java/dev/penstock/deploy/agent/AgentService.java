package dev.penstock.deploy.agent;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The service that agents ask for work: an SPI. {@link CommandQueue} is one within the same
 * process; a host whose agents run elsewhere implements it with the wire that it has, and {@link
 * AgentMessageCodec} for the messages.
 *
 * <p>Called by one agent at a time for each instance, concurrently for different ones; may block.
 * Every call may be repeated.
 */
public interface AgentService {

  /**
   * Gives out the next command for an instance.
   *
   * @param poll who asks
   * @return the command, or empty if there is nothing to do
   * @throws IOException if the service cannot be asked; the agent asks again later
   */
  Optional<AgentCommand> poll(AgentPoll poll) throws IOException;

  /**
   * Learns that an agent begins with a command.
   *
   * @param start which command
   * @return whether it is still wanted; if not, the agent drops it
   * @throws IOException if the service cannot be told; the agent does not begin
   */
  boolean start(AgentStart start) throws IOException;

  /**
   * Learns how a command ended. One that nobody waits for is ignored.
   *
   * @param report the end
   * @throws IOException if the service cannot be told; the agent keeps the report and tells it
   *     again
   */
  void report(AgentReport report) throws IOException;

  /**
   * Tells when nobody waits for a command any more, so that the agent can end what still runs.
   *
   * @param command a command that the agent has
   * @return completes then; a service that cannot tell leaves the default, which never completes
   */
  default CompletionStage<Void> abandoned(AgentCommand command) {
    return new CompletableFuture<>();
  }
}
