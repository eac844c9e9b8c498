package dev.penstock.deploy.rollout;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the rollouts of one service: one at a time, each a script that is made before its
 * first effect, and a second script for the way back.
 *
 * <p>What orders and reports mean is decided in {@link RolloutOrders} and {@link RolloutReports},
 * what follows in {@link RolloutProgress}; {@link RolloutFold} changes the state and decides
 * nothing.
 */
final class RolloutDecider
    implements Decider<RolloutState, RolloutCommand, RolloutEvent, RolloutEffect>,
        Checkpointing<RolloutEvent> {
  private static final int FEW = 6; // up to here comparing them is cheaper than a set

  private final String service;
  private final boolean isOnce;

  RolloutDecider(String service) {
    this(service, false);
  }

  /**
   * Rules of a service.
   *
   * @param isOnce whether it has one rollout only and ends with it
   */
  RolloutDecider(String service, boolean isOnce) {
    this.service = Objects.requireNonNull(service, "service");
    this.isOnce = isOnce;
  }

  @Override
  public RolloutState initial() {
    return new RolloutState();
  }

  @Override
  public Decision<RolloutEvent> decide(RolloutState state, RolloutCommand command) {
    if (command instanceof RolloutCommand.RequestRelease order) {
      return isOnce && isAnother(state, order.token())
          ? once()
          : new RolloutOrders(state, service).request(order, isOnce);
    }
    if (command instanceof RolloutCommand.Retry order) {
      return isOnce && isAnother(state, order.token())
          ? once()
          : new RolloutOrders(state, service).retry(order);
    }
    if (command instanceof RolloutCommand.Intervene order) {
      return new RolloutOrders(state, service).intervene(order);
    }
    return state.run == null ? Decision.unchanged() : new RolloutReports(state.run).decide(command);
  }

  private static boolean isAnother(RolloutState state, String token) {
    return state.runs > 0 && !state.tokens.containsKey(token);
  }

  private Decision<RolloutEvent> once() {
    return Decision.rejected("rollout.once", service + " was opened for one rollout, which it had");
  }

  @Override
  public Decision<RolloutEvent> advance(RolloutState state, Instant at) {
    Run run = state.run;
    return isOnce && run != null && run.phase == Run.Phase.BROKEN
        ? Decision.accepted(
            new RolloutEvent.RolloutEnded(
                RolloutStatus.ROLLBACK_FAILED, RolloutHistory.text(run.failure), at))
        : new RolloutProgress(state, service, at).next();
  }

  @Override
  public RolloutState evolve(RolloutState state, RolloutEvent event) {
    List<RolloutEffect> before = state.few;
    state.dropped = new ArrayList<>();
    new RolloutFold(state, service).apply(event);
    RolloutHistory.note(state, event);
    List<RolloutEffect> after = RolloutRequests.few(state);
    missing(before, after, effect -> state.dropped.add(effect.key()));
    List<RolloutEffect> added = new ArrayList<>();
    missing(after, before, added::add);
    state.added = added;
    state.few = after;
    return state;
  }

  /** Those whose keys are not among the keys of others. */
  private static void missing(
      List<RolloutEffect> of, List<RolloutEffect> others, Consumer<RolloutEffect> out) {
    if (of.size() <= FEW && others.size() <= FEW) {
      for (RolloutEffect effect : of) {
        if (!contains(others, effect.key())) {
          out.accept(effect);
        }
      }
      return;
    }
    Set<RolloutKey> keys = new HashSet<>();
    others.forEach(effect -> keys.add(effect.key()));
    of.stream().filter(effect -> !keys.contains(effect.key())).forEach(out);
  }

  private static boolean contains(List<RolloutEffect> effects, RolloutKey key) {
    for (RolloutEffect effect : effects) {
      if (effect.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void effects(RolloutState after, RolloutEvent event, Effects<? super RolloutEffect> out) {
    after.dropped.forEach(out::settle);
    after.added.forEach(out::emit);
    if (event instanceof RolloutEvent.WaveStarted wave && after.run != null) {
      Run run = after.run;
      boolean isBack =
          run.operation().work() instanceof Operation.MoveHosts hosts && hosts.isBack();
      for (String host : wave.hosts()) {
        out.emit(RolloutRequests.move(run, host, run.position(), isBack));
      }
    }
  }

  @Override
  public Digest<RolloutEvent> digest(Retention retention) {
    return new RolloutDigest(service);
  }

  @Override
  public void pending(RolloutState state, Consumer<? super RolloutEffect> out) {
    RolloutRequests.pending(state, out);
  }

  @Override
  public RolloutCommand wake(Timer timer, Instant at) {
    return new RolloutCommand.TimerFired(new RolloutKey(timer.key().text()), at);
  }

  @Override
  public boolean terminal(RolloutState state) {
    return isOnce && state.runs > 0 && state.run == null;
  }

  @Override
  public @Nullable String awaited(RolloutState state) {
    Run run = state.run;
    if (run == null) {
      return "somebody: to release a revision of " + service;
    }
    if (run.phase == Run.Phase.BROKEN) {
      return "somebody: to abort again, as the rollback failed: " + run.failure;
    }
    return run.status() == RolloutStatus.PAUSED
        ? "somebody: to resume the rollout of " + run.release.revision()
        : null;
  }
}
