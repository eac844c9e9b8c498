package dev.penstock.deploy.rollout;

import dev.penstock.deploy.rollout.RolloutCommand.Intervene;
import dev.penstock.deploy.strategy.OnNewerRevision;
import dev.penstock.process.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What orders mean to the rollouts of a service. */
final class RolloutOrders {
  private final RolloutState state;
  private final String service;

  RolloutOrders(RolloutState state, String service) {
    this.state = state;
    this.service = service;
  }

  Decision<RolloutEvent> request(RolloutCommand.RequestRelease order, boolean isOnce) {
    if (state.tokens.containsKey(order.token())) {
      return Decision.unchanged();
    }
    String fault = ReleaseRules.fault(order.plan(), order.release(), service, isOnce);
    if (!fault.isEmpty()) {
      return Decision.rejected("rollout.release", fault);
    }
    Run run = state.run;
    if (run == null) {
      return Decision.accepted(
          new RolloutProgress(state, service, order.at())
              .start(order.token(), order.release(), order.plan()));
    }
    OnNewerRevision policy = run.plan.onNewer();
    boolean replaces = policy == OnNewerRevision.SUPERSEDE || policy == OnNewerRevision.RESTART;
    boolean endsFailure = run.phase == Run.Phase.BROKEN && order.release().bypass().isPresent();
    if (policy == OnNewerRevision.REFUSE && !endsFailure) {
      return busy(run);
    }
    if (!replaces && state.waiting.size() >= ServiceView.MOST_WAITING) {
      return Decision.rejected(
          "rollout.queue-full",
          state.waiting.size() + " releases wait; allowed: up to " + ServiceView.MOST_WAITING);
    }
    List<RolloutEvent> events = new ArrayList<>();
    if (replaces || endsFailure) {
      String why = "release " + order.release().revision() + " is newer";
      state.waiting.forEach(
          waiting -> events.add(new RolloutEvent.ReleaseDropped(waiting.token(), why, order.at())));
    }
    events.add(
        new RolloutEvent.ReleaseQueued(order.token(), order.release(), order.plan(), order.at()));
    if (endsFailure) {
      events.add(
          new RolloutEvent.RolloutEnded(
              RolloutStatus.ROLLBACK_FAILED, String.valueOf(run.failure), order.at()));
    } else if (policy == OnNewerRevision.RESTART && isGoingBackSlowly(run)) {
      OrderedBy by = new OrderedBy("release " + order.release().revision(), "RESTART by the plan");
      RollbackCause cause = Objects.requireNonNull(run.cause, "it goes back");
      events.add(new RolloutEvent.RollbackOrdered(cause, by, true, order.at()));
    } else if (replaces && (run.isForward() || run.phase == Run.Phase.BROKEN)) {
      boolean atOnce = policy == OnNewerRevision.RESTART || run.phase == Run.Phase.BROKEN;
      OrderedBy by =
          new OrderedBy("release " + order.release().revision(), policy + " by the plan");
      events.add(
          new RolloutEvent.RollbackOrdered(RollbackCause.NEWER_REVISION, by, atOnce, order.at()));
    }
    return Decision.accepted(events);
  }

  private static boolean isGoingBackSlowly(Run run) {
    boolean isGoingBack = run.phase == Run.Phase.BACK || run.phase == Run.Phase.BACK_ORDERED;
    return isGoingBack && !run.isAtOnce;
  }

  private Decision<RolloutEvent> busy(Run run) {
    return run.phase == Run.Phase.BROKEN
        ? Decision.rejected(
            "rollout.rollback-failed",
            "the rollback of "
                + run.release.revision()
                + " failed; abort it again, or release an emergency")
        : Decision.rejected(
            "rollout.busy",
            "the rollout of "
                + run.release.revision()
                + " has not ended, and its plan refuses newer revisions");
  }

  Decision<RolloutEvent> retry(RolloutCommand.Retry order) {
    if (state.tokens.containsKey(order.token())) {
      return Decision.unchanged();
    }
    if (state.run != null) {
      return busy(state.run);
    }
    RolloutState.Waiting last = state.unsuccessful;
    return last == null
        ? Decision.rejected("rollout.nothing-to-retry", "the last rollout did not go back")
        : Decision.accepted(
            new RolloutProgress(state, service, order.at())
                .start(order.token(), last.release(), last.plan()));
  }

  Decision<RolloutEvent> intervene(Intervene order) {
    Run run = state.run;
    if (run == null) {
      return Decision.rejected("rollout.none", "no rollout of " + service + " is under way");
    }
    return switch (order.kind()) {
      case ROLL_BACK -> back(run, order, RollbackCause.ORDER, false);
      case ABORT -> back(run, order, RollbackCause.ABORT, true);
      case RESUME -> resume(run, order);
      case PAUSE, PROMOTE, PROMOTE_FULL, SKIP ->
          run.isForward()
              ? forward(run, order)
              : Decision.rejected(
                  "rollout.going-back",
                  "the rollout of " + run.release.revision() + " is " + run.status());
    };
  }

  /** An abort beats everything that came before it; so does a rollback what is not one. */
  private static Decision<RolloutEvent> back(
      Run run, Intervene order, RollbackCause cause, boolean atOnce) {
    boolean isGoingBack =
        run.cause != null && run.phase != Run.Phase.BROKEN && (run.isAtOnce || !atOnce);
    if (isGoingBack || (run.phase == Run.Phase.LAST && run.cause != null)) {
      return Decision.unchanged();
    }
    return run.phase == Run.Phase.LAST
        ? Decision.rejected("rollout.done", "all users have moved, and the old side is gone")
        : Decision.accepted(
            new RolloutEvent.RollbackOrdered(cause, order.by(), atOnce, order.at()));
  }

  private static Decision<RolloutEvent> resume(Run run, Intervene order) {
    if (run.paused != null) {
      return Decision.accepted(new RolloutEvent.Resumed(order.by(), order.at()));
    }
    return run.isOpen && run.operation().isForPerson()
        ? Decision.accepted(
            List.of(
                new RolloutEvent.Resumed(order.by(), order.at()),
                ended(run, OperationResult.DONE, order)))
        : Decision.rejected("rollout.not-paused", "the rollout is not paused");
  }

  private static Decision<RolloutEvent> forward(Run run, Intervene order) {
    Instant at = order.at();
    OrderedBy by = order.by();
    return switch (order.kind()) {
      case PAUSE ->
          run.paused != null
              ? Decision.unchanged()
              : Decision.accepted(new RolloutEvent.Paused(by, at));
      case PROMOTE -> promote(run, order);
      case PROMOTE_FULL -> promoteFull(run, order);
      default ->
          run.isOpen && run.operation().isSkippable()
              ? Decision.accepted(
                  List.of(
                      new RolloutEvent.Skipped(by, at), ended(run, OperationResult.SKIPPED, order)))
              : Decision.rejected(
                  "rollout.not-skippable",
                  (run.isOpen ? run.operation().text() : "what is under way")
                      + " cannot be skipped; allowed: waits, hooks and analyses");
    };
  }

  private static Decision<RolloutEvent> promote(Run run, Intervene order) {
    boolean isWait = run.isOpen && run.operation().isWait();
    if (run.paused == null && !isWait) {
      return Decision.rejected(
          "rollout.not-waiting", "the rollout waits for nobody; skip goes past hooks and analyses");
    }
    List<RolloutEvent> events = new ArrayList<>();
    events.add(new RolloutEvent.Promoted(order.by(), order.at()));
    if (run.paused != null) {
      events.add(new RolloutEvent.Resumed(order.by(), order.at()));
    }
    if (isWait) {
      events.add(ended(run, OperationResult.DONE, order));
    }
    return Decision.accepted(events);
  }

  private static Decision<RolloutEvent> promoteFull(Run run, Intervene order) {
    if (run.isPromotedFull && run.paused == null) {
      return Decision.unchanged();
    }
    int promotion = RolloutProgress.promotion(run);
    int next = promotion;
    if (run.index >= promotion) {
      next = run.isOpen && run.operation().isSkippable() ? run.index + 1 : run.index;
      next = run.isOpen ? next : run.index + 1;
    }
    return Decision.accepted(new RolloutEvent.PromotedFull(order.by(), next, order.at()));
  }

  private static RolloutEvent ended(Run run, OperationResult result, Intervene order) {
    return new RolloutEvent.OperationEnded(run.index, result, order.by().toString(), order.at());
  }
}
