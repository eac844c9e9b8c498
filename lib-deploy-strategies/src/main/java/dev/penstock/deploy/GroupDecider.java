package dev.penstock.deploy;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one group: one deployment at a time (D-366), which side is live, what is known to be
 * good, whether a deployment that did not succeed is rolled back by a new one (D-357), whose turn
 * is next, and what becomes of instances that join and go.
 *
 * <p>What a command means is decided in {@link GroupOrders} and {@link InstanceOrders}; this class
 * holds what follows.
 */
final class GroupDecider
    implements Decider<GroupState, GroupCommand, GroupEvent, GroupEffect>,
        Checkpointing<GroupEvent> {
  private final DeploymentGroup group;

  GroupDecider(DeploymentGroup group) {
    this.group = group;
  }

  @Override
  public GroupState initial() {
    return new GroupState();
  }

  @Override
  public Decision<GroupEvent> decide(GroupState state, GroupCommand command) {
    return new GroupOrders(group, state).decide(command);
  }

  @Override
  public Decision<GroupEvent> advance(GroupState state, Instant at) {
    if (state.undecided != null) {
      return Decision.accepted(rollback(state, state.undecided, at));
    }
    Decision<GroupEvent> next = GroupOrders.nextInTurn(group, state, at);
    return next instanceof Decision.Accepted || !state.waiting.isEmpty() ? next : update(state, at);
  }

  /** Instances that missed a deployment, once nothing else is under way or waits (D-361). */
  private Decision<GroupEvent> update(GroupState state, Instant at) {
    RecordedRevision good = state.lastKnownGood;
    if (state.active != null || good == null || state.joined.isEmpty()) {
      return Decision.unchanged();
    }
    List<String> outdated =
        state.joined.keySet().stream()
            .filter(instance -> !state.beside.containsKey(instance))
            .filter(instance -> !state.heldInstances.containsKey(instance))
            .limit(GroupRules.most(group.limits(), DeploymentLimit.INSTANCES))
            .toList();
    if (outdated.isEmpty()) {
      return Decision.unchanged();
    }
    String of = Objects.requireNonNull(state.joined.get(outdated.get(0)), "it has joined");
    return Decision.accepted(
        new GroupEvent.UpdateRequested(of, new PlanMaker(group, state).update(outdated, good), at));
  }

  private GroupEvent rollback(GroupState state, GroupState.Past past, Instant at) {
    Optional<String> against = reasonAgainst(state, past);
    if (against.isPresent()) {
      return new GroupEvent.RollbackDeclined(past.id, against.get(), at);
    }
    DeploymentPlan plan = new PlanMaker(group, state).rollback(past);
    if (plan.targets().isEmpty()) {
      String message = "its instances are launched or ended just now";
      return new GroupEvent.RollbackDeclined(past.id, message, at);
    }
    String message = "bringing back revision " + plan.revision().id() + ", the last known good one";
    return new GroupEvent.RollbackRequested(past.id, message, plan, at);
  }

  private Optional<String> reasonAgainst(GroupState state, GroupState.Past past) {
    DeploymentOutcome outcome = Objects.requireNonNull(past.outcome, "it has ended");
    if (past.creator == DeploymentCreator.ROLLBACK) {
      return Optional.of("a rollback is not rolled back itself");
    }
    if (past.creator == DeploymentCreator.AUTO_UPDATE) {
      return Optional.of("it was to bring the last known good revision");
    }
    if (isWanted(past, outcome) && outcome.noRollback().isPresent()) {
      return outcome.noRollback();
    }
    if (!isWanted(past, outcome)) {
      return Optional.of("the group does not roll back after this");
    }
    if (state.lastKnownGood == null) {
      return Optional.of("no revision is known to be good: no deployment has succeeded yet");
    }
    return outcome.touchedAny()
        ? Optional.empty()
        : Optional.of("no instance was touched, so there is nothing to roll back");
  }

  private boolean isWanted(GroupState.Past past, DeploymentOutcome outcome) {
    EndCause cause = outcome.cause().orElse(EndCause.FAILURE);
    if (outcome.rollback() != RollbackChoice.AS_THE_GROUP_SAYS) {
      return outcome.rollback() == RollbackChoice.ROLL_BACK;
    }
    AutoRollback rollback = past.options.autoRollback().orElse(group.rollbackSettings());
    return switch (cause) {
      case FAILURE -> rollback.isOn(RollbackEvent.DEPLOYMENT_FAILURE);
      case ALARM -> rollback.isOn(RollbackEvent.DEPLOYMENT_STOP_ON_ALARM);
      case REQUEST -> rollback.isOn(RollbackEvent.DEPLOYMENT_STOP_ON_REQUEST);
      case READY_TIMEOUT -> false; // users never saw the revision, and nobody calls it bad
    };
  }

  @Override
  public GroupState evolve(GroupState state, GroupEvent event) {
    GroupEvolution.evolve(state, event);
    return state;
  }

  @Override
  public void effects(GroupState after, GroupEvent event, Effects<? super GroupEffect> out) {
    GroupRequests.follow(after, event, out);
  }

  @Override
  public Digest<GroupEvent> digest(Retention retention) {
    return new GroupDigest();
  }

  @Override
  public void pending(GroupState state, Consumer<? super GroupEffect> out) {
    GroupRequests.pending(state, out);
  }

  @Override
  public GroupCommand wake(Timer timer, Instant at) {
    return new GroupCommand.TimerFired(new GroupKey(timer.key().text()), at);
  }

  @Override
  public boolean terminal(GroupState state) {
    return false;
  }

  @Override
  public @Nullable String awaited(GroupState state) {
    return state.live.isEmpty() && state.held.isEmpty()
        ? "somebody: to request a deployment"
        : null;
  }
}
