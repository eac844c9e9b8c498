package dev.penstock.deploy.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A wire between an agent and its service: every message goes over as text, and is lost, doubled or
 * repeated much later, as chance has it.
 */
final class UnreliableWire implements AgentService {
  private final AgentService service;
  private final Random random;
  private final List<String> sent = new ArrayList<>();
  int losses;

  UnreliableWire(AgentService service, Random random) {
    this.service = service;
    this.random = random;
  }

  @Override
  public Optional<AgentCommand> poll(AgentPoll poll) throws IOException {
    AgentPoll arrived = (AgentPoll) arrived(poll);
    Optional<AgentCommand> answer = service.poll(arrived);
    loseAnswer();
    return answer.isEmpty()
        ? answer
        : Optional.of(
            (AgentCommand) AgentMessageCodec.decode(AgentMessageCodec.encode(answer.get())));
  }

  @Override
  public boolean start(AgentStart start) throws IOException {
    boolean answer = service.start((AgentStart) arrived(start));
    loseAnswer();
    return answer;
  }

  @Override
  public void report(AgentReport report) throws IOException {
    service.report((AgentReport) arrived(report));
    loseAnswer();
  }

  private AgentMessage arrived(AgentMessage message) throws IOException {
    String text = AgentMessageCodec.encode(message);
    sent.add(text);
    repeatOld();
    lose();
    return AgentMessageCodec.decode(text);
  }

  /** A message of long ago arrives again. */
  private void repeatOld() throws IOException {
    if (random.nextInt(4) != 0) {
      return;
    }
    AgentMessage old = AgentMessageCodec.decode(sent.get(random.nextInt(sent.size())));
    if (old instanceof AgentStart start) {
      service.start(start);
    } else if (old instanceof AgentPoll poll) {
      service.poll(poll);
    } else if (old instanceof AgentReport report) {
      service.report(report);
    }
  }

  private void lose() throws IOException {
    if (random.nextInt(6) == 0) {
      losses++;
      throw new IOException("the message was lost");
    }
  }

  private void loseAnswer() throws IOException {
    if (random.nextInt(6) == 0) {
      losses++;
      throw new IOException("the answer was lost");
    }
  }
}
