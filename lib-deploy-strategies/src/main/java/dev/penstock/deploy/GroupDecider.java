package dev.penstock.deploy;

import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Timer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one group: one deployment at a time (D-366), which side is live, what is known to be
 * good, and whether a deployment that did not succeed is rolled back by a new one (D-357).
 */
final class GroupDecider implements Decider<GroupState, GroupCommand, GroupEvent, GroupEffect> {
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
    if (command instanceof GroupCommand.RequestDeployment request) {
      return request(state, request);
    }
    return command instanceof GroupCommand.ReportEnd report
        ? reportEnd(state, report)
        : Decision.unchanged();
  }

  private Decision<GroupEvent> request(GroupState state, GroupCommand.RequestDeployment request) {
    if (state.tokens.containsKey(request.token())) {
      return Decision.unchanged();
    }
    if (state.active != null) {
      return Decision.rejected(
          "group.busy",
          "deployment "
              + state.active.id()
              + " of group "
              + group.name()
              + " has not ended; a group has one deployment at a time");
    }
    DeploymentPlan plan = new PlanMaker(group, state).requested(request.revision());
    return Decision.accepted(
        new GroupEvent.DeploymentRequested(request.token(), plan, request.at()));
  }

  private static Decision<GroupEvent> reportEnd(GroupState state, GroupCommand.ReportEnd report) {
    return state.active != null && state.active.id().equals(report.id())
        ? Decision.accepted(
            new GroupEvent.DeploymentRecorded(report.id(), report.outcome(), report.at()))
        : Decision.unchanged();
  }

  @Override
  public Decision<GroupEvent> advance(GroupState state, Instant at) {
    GroupState.Past past = state.undecided;
    if (past == null) {
      return Decision.unchanged();
    }
    String of = past.plan.id();
    Optional<String> against = reasonAgainst(state, past);
    if (against.isPresent()) {
      return Decision.accepted(new GroupEvent.RollbackDeclined(of, against.get(), at));
    }
    DeploymentPlan plan = new PlanMaker(group, state).rollback(of);
    String message = "bringing back revision " + plan.revision().id() + ", the last known good one";
    return Decision.accepted(new GroupEvent.RollbackRequested(of, message, plan, at));
  }

  private Optional<String> reasonAgainst(GroupState state, GroupState.Past past) {
    DeploymentOutcome outcome = Objects.requireNonNull(past.outcome, "it has ended");
    if (past.plan.creator() == DeploymentCreator.ROLLBACK) {
      return Optional.of("a rollback is not rolled back itself");
    }
    if (isWanted(outcome) && outcome.noRollback().isPresent()) {
      return outcome.noRollback();
    }
    if (!isWanted(outcome)) {
      return Optional.of("the group does not roll back after this");
    }
    if (state.lastKnownGood == null) {
      return Optional.of("no revision is known to be good: no deployment has succeeded yet");
    }
    return outcome.touchedAny()
        ? Optional.empty()
        : Optional.of("no instance was touched, so there is nothing to roll back");
  }

  private boolean isWanted(DeploymentOutcome outcome) {
    EndCause cause = outcome.cause().orElse(EndCause.FAILURE);
    if (outcome.rollback() != RollbackChoice.AS_THE_GROUP_SAYS) {
      return outcome.rollback() == RollbackChoice.ROLL_BACK;
    }
    return switch (cause) {
      case FAILURE -> group.autoRollback().contains(RollbackEvent.DEPLOYMENT_FAILURE);
      case ALARM -> group.autoRollback().contains(RollbackEvent.DEPLOYMENT_STOP_ON_ALARM);
      case REQUEST -> group.autoRollback().contains(RollbackEvent.DEPLOYMENT_STOP_ON_REQUEST);
      case READY_TIMEOUT -> false; // users never saw the revision, and nobody calls it bad
    };
  }

  @Override
  public GroupState evolve(GroupState state, GroupEvent event) {
    if (event instanceof GroupEvent.DeploymentRequested requested) {
      state.tokens.put(requested.token(), requested.plan().id());
      state.begin(requested.plan());
    } else if (event instanceof GroupEvent.DeploymentRecorded recorded) {
      state.end(recorded);
    } else if (event instanceof GroupEvent.RollbackRequested rollback) {
      state.decideRollback(rollback.of(), rollback.plan().id(), rollback.message());
      state.begin(rollback.plan());
    } else if (event instanceof GroupEvent.RollbackDeclined declined) {
      state.decideRollback(declined.of(), null, declined.message());
    }
    return state;
  }

  @Override
  public void effects(GroupState after, GroupEvent event, Effects<? super GroupEffect> out) {
    if (event instanceof GroupEvent.DeploymentRequested requested) {
      out.emit(new GroupEffect.StartDeployment(requested.plan()));
    } else if (event instanceof GroupEvent.RollbackRequested rollback) {
      out.emit(new GroupEffect.StartDeployment(rollback.plan()));
    } else if (event instanceof GroupEvent.DeploymentRecorded recorded) {
      out.settle(DeploymentKey.child(recorded.id()));
    }
  }

  @Override
  public void pending(GroupState state, Consumer<? super GroupEffect> out) {
    if (state.active != null) {
      out.accept(new GroupEffect.StartDeployment(state.active));
    }
  }

  @Override
  public GroupCommand wake(Timer timer, Instant at) {
    throw new IllegalStateException("a group asks for no timer, yet " + timer + " fired");
  }

  @Override
  public boolean terminal(GroupState state) {
    return false;
  }

  @Override
  public @Nullable String awaited(GroupState state) {
    return state.active == null ? "somebody: to request a deployment" : null;
  }
}
