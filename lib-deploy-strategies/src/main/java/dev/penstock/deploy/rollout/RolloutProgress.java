package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AnalysisRun;
import dev.penstock.deploy.strategy.CircuitBreaker;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows from the state of a rollout: the next operation, the end of one, the way back. */
final class RolloutProgress {
  private final RolloutState state;
  private final String service;
  private final Instant at;

  RolloutProgress(RolloutState state, String service, Instant at) {
    this.state = state;
    this.service = service;
    this.at = at;
  }

  Decision<RolloutEvent> next() {
    Run run = state.run;
    if (run == null) {
      RolloutState.Waiting first = state.waiting.peekFirst();
      return first == null
          ? Decision.unchanged()
          : Decision.accepted(start(first.token(), first.release(), first.plan()));
    }
    return switch (run.phase) {
      case BROKEN -> Decision.unchanged();
      case BACK_ORDERED -> Decision.accepted(wayBack(run));
      case FORWARD, BACK, LAST -> goOn(run);
    };
  }

  /** The beginning of a rollout, with all that it will do. */
  RolloutEvent start(String token, Release release, RolloutPlan plan) {
    int number = state.runs + 1;
    String stable = release.replaces().orElse(state.stable());
    String shortcut = shortcut(release, plan, stable);
    List<Operation> script =
        ForwardScript.of(
            plan, release, ForwardScript.runName(service, number), stable, !shortcut.isEmpty());
    return new RolloutEvent.RolloutStarted(
        number, token, release, plan, Optional.ofNullable(stable), shortcut, script, at);
  }

  private String shortcut(Release release, RolloutPlan plan, @Nullable String stable) {
    if (release.bypass().isPresent()) {
      return "an emergency, by " + release.bypass().get();
    }
    if (release.followsEveryStep()) {
      return "";
    }
    if (stable == null) {
      return "the first rollout, nobody is served yet";
    }
    int last = state.revisions.size() - 1;
    int found = state.revisions.indexOf(release.revision());
    boolean isRecent = found >= 0 && found < last && last - found <= plan.rollbackWindow();
    return isRecent
        ? "back to " + release.revision() + ", which is within the rollback window"
        : "";
  }

  private RolloutEvent wayBack(Run run) {
    boolean isGradual = !run.isAtOnce;
    return new RolloutEvent.RollbackStarted(
        BackScript.of(run),
        run.isAtOnce,
        isGradual ? Optional.of(at.plus(run.plan.rollback().deadline())) : Optional.empty(),
        run.isDraining() ? Optional.of(at.plus(run.plan.deadline().time())) : Optional.empty(),
        at);
  }

  private Decision<RolloutEvent> goOn(Run run) {
    if (run.isForward()) {
      for (AnalysisSlot slot : run.analyses) {
        if (!slot.isSettled && slot.run.isFinal()) {
          return judged(run, slot);
        }
      }
      if (run.plan.breaker().isPresent() && isTripped(run, run.plan.breaker().get())) {
        return back(
            RollbackCause.CIRCUIT_BREAKER, "circuit breaker", run.breakerCount + " starts failed");
      }
    }
    if (run.isOpen) {
      return inOperation(run);
    }
    if (run.isForward() && run.paused != null) {
      return Decision.unchanged();
    }
    int next = run.index + 1;
    boolean isGivenUp = run.phase == Run.Phase.BACK && isEssential(run);
    return next < run.operations.size() && !isGivenUp ? begin(run, next) : atTheEnd(run);
  }

  /** Whether what did not work makes the rest of the way back unsafe. */
  private static boolean isEssential(Run run) {
    return run.failure != null
        && run.index >= 0
        && !(run.operation().work() instanceof Operation.MoveHosts)
        && !run.operation().isSkippable();
  }

  private static boolean isTripped(Run run, CircuitBreaker breaker) {
    int wanted = Math.max(run.release.replicas(), run.release.hosts().size());
    return run.breakerCount >= breaker.threshold(wanted);
  }

  private Decision<RolloutEvent> judged(Run run, AnalysisSlot slot) {
    List<RolloutEvent> events = new ArrayList<>();
    events.add(new RolloutEvent.AnalysisSettled(slot.number, at));
    AnalysisRun verdict = slot.run;
    String name = "analysis " + verdict.analysis().name();
    boolean isOpen = slot.isInline && run.isOpen && slot == run.inline();
    switch (verdict.status()) {
      case FAILED, ERROR -> {
        if (isOpen) {
          events.add(ended(run.index, OperationResult.FAILED, verdict.reason()));
        }
        events.add(
            ordered(RollbackCause.ANALYSIS, name, verdict.status() + ", " + verdict.reason()));
      }
      case INCONCLUSIVE -> {
        if (isOpen) {
          events.add(ended(run.index, OperationResult.INCONCLUSIVE, verdict.reason()));
        }
        if (run.paused == null) {
          events.add(new RolloutEvent.Paused(new OrderedBy(name, verdict.reason()), at));
        }
      }
      case SUCCESSFUL, RUNNING -> {
        Instant end = verdict.endedAt().orElse(at);
        if (isOpen && (run.until == null || !end.isBefore(run.until))) {
          events.add(ended(run.index, OperationResult.DONE, verdict.reason()));
        }
      }
    }
    return Decision.accepted(events);
  }

  private Decision<RolloutEvent> inOperation(Run run) {
    Operation.Work work = run.operation().work();
    if (work instanceof Operation.Scale scale && run.ready >= scale.needed() && run.ready > 0) {
      return Decision.accepted(
          ended(run.index, OperationResult.DONE, run.ready + " of " + scale.replicas() + " ready"));
    }
    if (work instanceof Operation.MoveHosts hosts) {
      return new HostWaves(run, hosts, at).next();
    }
    return run.answer != null && work instanceof Operation.CallHook call
        ? answered(run, call.hook())
        : Decision.unchanged();
  }

  private Decision<RolloutEvent> answered(Run run, RolloutHook hook) {
    String reason = run.answer == null ? "" : run.answer.reason();
    String name = "hook " + hook.name();
    boolean isBinding = run.isForward() && !hook.isAdvisory();
    RolloutEvent good = ended(run.index, OperationResult.DONE, reason);
    return switch (run.answer == null
        ? dev.penstock.deploy.analysis.MonitorDecision.Directive.CONTINUE
        : run.answer.directive()) {
      case CONTINUE, WAIT -> Decision.accepted(good);
      case COMPLETE ->
          isBinding && promotion(run) > run.index
              ? Decision.accepted(
                  List.of(
                      good,
                      new RolloutEvent.PromotedFull(
                          new OrderedBy(name, reason), promotion(run), at)))
              : Decision.accepted(good);
      case PAUSE ->
          isBinding && run.paused == null
              ? Decision.accepted(
                  List.of(good, new RolloutEvent.Paused(new OrderedBy(name, reason), at)))
              : Decision.accepted(good);
      case ABORT -> {
        RolloutEvent bad = ended(run.index, OperationResult.FAILED, reason);
        yield isBinding
            ? Decision.accepted(List.of(bad, ordered(RollbackCause.HOOK, name, reason)))
            : Decision.accepted(bad);
      }
    };
  }

  /** The first operation after the steps. */
  static int promotion(Run run) {
    int steps = run.plan.steps().size();
    for (int i = 0; i < run.operations.size(); i++) {
      if (run.operations.get(i).step() == steps) {
        return i;
      }
    }
    return run.operations.size();
  }

  private Decision<RolloutEvent> begin(Run run, int next) {
    Operation operation = run.operations.get(next);
    Operation.Work work = operation.work();
    if (run.isPromotedFull
        && (work instanceof Operation.Analyse || work instanceof Operation.StartBackground)) {
      return Decision.accepted(ended(next, OperationResult.SKIPPED, "promoted in full"));
    }
    if (isSo(run, work)) {
      return Decision.accepted(ended(next, OperationResult.NOTHING_TO_DO, "it is so already"));
    }
    if (work instanceof Operation.MoveHosts && run.isDraining()) {
      return Decision.unchanged();
    }
    if (work instanceof Operation.AwaitWindow window) {
      return window(next, window);
    }
    if (work instanceof Operation.StartBackground) {
      return Decision.accepted(
          List.of(started(next, null, null), ended(next, OperationResult.DONE, "begun")));
    }
    if (work instanceof Operation.EndBackground) {
      return endBackground(run, next);
    }
    return Decision.accepted(started(next, work));
  }

  private static boolean isSo(Run run, Operation.Work work) {
    if (work instanceof Operation.Route route) {
      return run.wanted == null && RoutingDraft.isAlike(run.table, route.table());
    }
    return work instanceof Operation.Scale scale
        && run.scaleOf(scale.side()) == scale.replicas()
        && !run.unsure.contains(scale.side())
        && run.sure.getOrDefault(scale.side(), 0) >= scale.needed();
  }

  private Decision<RolloutEvent> window(int next, Operation.AwaitWindow window) {
    Optional<Instant> opens = window.calendar().next(at);
    if (opens.isEmpty()) {
      return back(RollbackCause.TIMEOUT, "calendar", "it never opens again");
    }
    return opens.get().equals(at)
        ? Decision.accepted(ended(next, OperationResult.NOTHING_TO_DO, "it is open"))
        : Decision.accepted(started(next, opens.get(), null));
  }

  /** What is judged alongside counts as good if it has not failed (RP-107). */
  private Decision<RolloutEvent> endBackground(Run run, int next) {
    List<RolloutEvent> events = new ArrayList<>();
    for (AnalysisSlot slot : run.analyses) {
      if (!slot.isInline && slot.isOpen()) {
        events.add(slot.advanced(slot.run.terminate(at), at));
      }
    }
    if (events.isEmpty()) {
      events.add(ended(next, OperationResult.DONE, "they have ended"));
    }
    return Decision.accepted(events);
  }

  private RolloutEvent started(int next, Operation.Work work) {
    if (work instanceof Operation.Hold hold) {
      return started(next, at.plus(hold.time()), null);
    }
    if (work instanceof Operation.Analyse analyse) {
      Duration time = analyse.time().orElse(null);
      return started(next, time == null ? null : at.plus(time), null);
    }
    WaitLimit limit =
        work instanceof Operation.CallHook call
            ? call.hook().limit()
            : work instanceof Operation.Pause pause ? pause.limit().orElse(null) : null;
    return started(next, null, limit == null ? null : at.plus(limit.after()));
  }

  private RolloutEvent started(int next, @Nullable Instant until, @Nullable Instant limit) {
    return new RolloutEvent.OperationStarted(
        next, Optional.ofNullable(until), Optional.ofNullable(limit), at);
  }

  private Decision<RolloutEvent> atTheEnd(Run run) {
    if (run.phase != Run.Phase.LAST && !run.plan.finallyHooks().isEmpty()) {
      return Decision.accepted(new RolloutEvent.LastHooksStarted(BackScript.last(run), at));
    }
    if (run.cause == null) {
      return Decision.accepted(
          new RolloutEvent.RolloutEnded(RolloutStatus.SUCCESSFUL, run.shortcut, at));
    }
    return Decision.accepted(
        run.failure == null
            ? new RolloutEvent.RolloutEnded(run.endOfWayBack(), String.valueOf(run.backBy), at)
            : new RolloutEvent.RollbackFailed(run.failure, at));
  }

  private RolloutEvent ended(int index, OperationResult result, String detail) {
    return new RolloutEvent.OperationEnded(
        index, result, OrderedBy.cut(detail, OrderedBy.LONGEST_REASON), at);
  }

  private Decision<RolloutEvent> back(RollbackCause cause, String who, String why) {
    return Decision.accepted(ordered(cause, who, why));
  }

  private RolloutEvent ordered(RollbackCause cause, String who, String why) {
    return new RolloutEvent.RollbackOrdered(cause, new OrderedBy(who, why), false, at);
  }
}
