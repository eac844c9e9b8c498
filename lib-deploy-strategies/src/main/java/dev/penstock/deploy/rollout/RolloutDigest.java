package dev.penstock.deploy.rollout;

import dev.penstock.process.Checkpointing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the checkpoint of a service: what is under way and what waits, and of what has ended no
 * more than the few rollouts that a {@link ServiceView} shows, which are kept whatever the
 * retention.
 */
final class RolloutDigest implements Checkpointing.Digest<RolloutEvent> {
  private final RolloutState state = new RolloutState();
  private final RolloutFold fold;
  private Instant at = Instant.EPOCH;

  RolloutDigest(String service) {
    this.fold = new RolloutFold(state, service);
  }

  @Override
  public void add(RolloutEvent event) {
    state.dropped = new ArrayList<>();
    fold.apply(event);
    RolloutHistory.note(state, event);
    at = event.at();
  }

  @Override
  public RolloutEvent checkpoint() {
    List<RolloutEvent.Checkpointed.Token> tokens = new ArrayList<>(state.tokens.size());
    state.tokens.forEach(
        (token, run) -> tokens.add(new RolloutEvent.Checkpointed.Token(token, run)));
    return new RolloutEvent.Checkpointed(
        state.runs,
        Optional.ofNullable(state.run).map(RunRemnant::of),
        List.copyOf(state.waiting),
        tokens,
        List.copyOf(state.past),
        List.copyOf(state.revisions),
        Optional.ofNullable(state.unsuccessful),
        at);
  }

  /** What a checkpoint makes of an empty state. */
  static void restore(RolloutState state, RolloutEvent.Checkpointed event, String service) {
    state.runs = event.runs();
    state.run = event.run().map(run -> run.toRun(service)).orElse(null);
    state.waiting.addAll(event.waiting());
    event.tokens().forEach(token -> state.tokens.put(token.token(), token.run()));
    state.past.addAll(event.past());
    state.revisions.addAll(event.revisions());
    state.unsuccessful = event.unsuccessful().orElse(null);
  }
}
