package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AnalysisRun;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.ProgressDeadline;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.TimeoutAction;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.process.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What reports mean to a rollout. */
final class RolloutReports {

  /** How often routing and scaling are tried. */
  static final int MOST_ATTEMPTS = 5;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Run run;

  RolloutReports(Run run) {
    this.run = run;
  }

  Decision<RolloutEvent> decide(RolloutCommand command) {
    if (command instanceof RolloutCommand.Done done) {
      return done(done);
    }
    if (command instanceof RolloutCommand.Failed failed) {
      return failed(failed);
    }
    if (command instanceof RolloutCommand.ReplicasReported report) {
      boolean isNew = report.ready() > run.ready || report.failed() > run.failedStarts;
      return isOpen(report.position()) && isNew && run.operation().work() instanceof Operation.Scale
          ? Decision.accepted(
              new RolloutEvent.ReplicasProgressed(
                  Math.max(run.ready, report.ready()),
                  Math.max(run.failedStarts, report.failed()),
                  report.at()))
          : Decision.unchanged();
    }
    if (command instanceof RolloutCommand.HostReported report) {
      return host(report);
    }
    if (command instanceof RolloutCommand.HookAnswered answer) {
      return answered(answer);
    }
    if (command instanceof RolloutCommand.Measured measured) {
      return measured(measured);
    }
    if (command instanceof RolloutCommand.AlarmReported report) {
      return alarm(report);
    }
    return command instanceof RolloutCommand.TimerFired timer
        ? fired(timer.key(), timer.at())
        : Decision.unchanged();
  }

  /** Whether this is the attempt whose result is waited for. */
  private boolean isOpen(Position position) {
    return run.isOpen && run.again == null && position.equals(run.position());
  }

  private Decision<RolloutEvent> done(RolloutCommand.Done report) {
    if (!isOpen(report.position())) {
      return Decision.unchanged();
    }
    if (run.operation().work() instanceof Operation.Scale scale) {
      return Decision.accepted(
          List.of(
              new RolloutEvent.ReplicasProgressed(
                  Math.max(run.ready, scale.replicas()), run.failedStarts, report.at()),
              ended(
                  OperationResult.DONE, "all of " + scale.replicas() + " are ready", report.at())));
    }
    return run.operation().work() instanceof Operation.Route route
        ? Decision.accepted(
            ended(
                OperationResult.DONE,
                route.table().newShare() + " of the users on the new side",
                report.at()))
        : Decision.unchanged();
  }

  private Decision<RolloutEvent> failed(RolloutCommand.Failed report) {
    if (!isOpen(report.position())) {
      return Decision.unchanged();
    }
    String message = OrderedBy.cut(report.message(), OrderedBy.LONGEST_REASON);
    if (run.operation().work() instanceof Operation.CallHook call) {
      return hookFailed(call.hook(), OperationResult.FAILED, message, report.at());
    }
    if (run.attempt < MOST_ATTEMPTS) {
      Instant again = report.at().plus(FIRST_RETRY.multipliedBy(1L << (run.attempt - 1)));
      return Decision.accepted(
          new RolloutEvent.AttemptFailed(run.attempt, message, again, report.at()));
    }
    return givenUp(
        OperationResult.FAILED,
        RollbackCause.FAILURE,
        message + ", " + MOST_ATTEMPTS + " times",
        report.at());
  }

  /** An operation that cannot be done ends the way there; on the way back it is noted. */
  private Decision<RolloutEvent> givenUp(
      OperationResult result, RollbackCause cause, String why, Instant at) {
    List<RolloutEvent> events = new ArrayList<>();
    if (run.isOpen && run.operation().work() instanceof Operation.MoveHosts && !run.isForward()) {
      events.add(new RolloutEvent.HostsLost(at));
    }
    events.add(ended(result, why, at));
    if (run.isForward()) {
      events.add(ordered(cause, run.operation().text(), why, at));
    }
    return Decision.accepted(events);
  }

  private Decision<RolloutEvent> hookFailed(
      RolloutHook hook, OperationResult result, String why, Instant at) {
    boolean isBinding = run.isForward() && !hook.isAdvisory();
    RolloutEvent end = ended(result, why, at);
    RollbackCause cause =
        result == OperationResult.TIMED_OUT ? RollbackCause.TIMEOUT : RollbackCause.HOOK;
    return isBinding
        ? Decision.accepted(List.of(end, ordered(cause, "hook " + hook.name(), why, at)))
        : Decision.accepted(end);
  }

  private Decision<RolloutEvent> host(RolloutCommand.HostReported report) {
    if (!report.position().equals(run.hosts.asked(report.host()))) {
      return Decision.unchanged();
    }
    return Decision.accepted(
        report.isMoved()
            ? new RolloutEvent.HostMoved(report.host(), report.at())
            : new RolloutEvent.HostFailed(
                report.host(),
                OrderedBy.cut(report.message(), OrderedBy.LONGEST_REASON),
                report.at()));
  }

  private Decision<RolloutEvent> answered(RolloutCommand.HookAnswered answer) {
    if (!isOpen(answer.position())
        || !(run.operation().work() instanceof Operation.CallHook call)
        || run.operation().isForPerson()) {
      return Decision.unchanged();
    }
    if (answer.decision().directive() == MonitorDecision.Directive.WAIT) {
      Instant again = answer.at().plus(call.hook().askAgainAfter());
      return Decision.accepted(
          new RolloutEvent.HookDeferred(run.attempt, answer.decision(), again, answer.at()));
    }
    return Decision.accepted(new RolloutEvent.HookAnswered(answer.decision(), answer.at()));
  }

  private Decision<RolloutEvent> measured(RolloutCommand.Measured report) {
    AnalysisSlot slot = report.run() == run.number ? run.slot(report.analysis()) : null;
    if (slot == null || !slot.isOpen()) {
      return Decision.unchanged();
    }
    AnalysisRun after =
        slot.run.measured(report.metric(), report.number(), report.measurement(), report.at());
    return after.equals(slot.run)
        ? Decision.unchanged()
        : Decision.accepted(slot.advanced(after, report.at()));
  }

  private Decision<RolloutEvent> alarm(RolloutCommand.AlarmReported report) {
    if (report.run() != run.number
        || !run.isForward()
        || report.state() == AlarmState.OK
        || (report.state() == AlarmState.UNREADABLE && run.plan.ignoresUnreadableAlarms())
        || !run.plan.alarms().contains(report.alarm())) {
      return Decision.unchanged();
    }
    String why =
        (report.state() == AlarmState.ALARM ? "it fires" : "it cannot be read")
            + (report.reason().isEmpty() ? "" : ": " + report.reason());
    if (run.release.bypass().isPresent()) {
      return run.ignoredAlarms.contains(report.alarm())
          ? Decision.unchanged()
          : Decision.accepted(
              new RolloutEvent.AlarmIgnored(
                  report.alarm(), OrderedBy.cut(why, OrderedBy.LONGEST_REASON), report.at()));
    }
    return Decision.accepted(
        ordered(RollbackCause.ALARM, "alarm " + report.alarm(), why, report.at()));
  }

  private Decision<RolloutEvent> fired(RolloutKey key, Instant at) {
    for (AnalysisSlot slot : run.analyses) {
      if (slot.isOpen() && key.equals(RolloutKey.look(run.number, slot.number, slot.looks))) {
        return Decision.accepted(new RolloutEvent.AnalysisLooked(slot.number, at));
      }
    }
    if (run.backDeadline != null && key.equals(RolloutKey.wayBack(run.number, run.script))) {
      return Decision.accepted(
          new RolloutEvent.RollbackOrdered(
              java.util.Objects.requireNonNull(run.cause),
              new OrderedBy("rollback deadline", "the way back took too long"),
              true,
              at));
    }
    if (run.drainUntil != null && key.equals(RolloutKey.drain(run.number, run.script))) {
      RolloutEvent lost = new RolloutEvent.HostsLost(at);
      return run.isForward()
          ? Decision.accepted(
              List.of(
                  lost,
                  ordered(RollbackCause.TIMEOUT, "progress deadline", "hosts did not report", at)))
          : Decision.accepted(lost);
    }
    return run.isOpen ? ofOperation(key, at) : Decision.unchanged();
  }

  private Decision<RolloutEvent> ofOperation(RolloutKey key, Instant at) {
    Position position = run.position();
    if (run.again != null && key.equals(RolloutKey.timer("again", position))) {
      return Decision.accepted(new RolloutEvent.AttemptStarted(run.attempt + 1, at));
    }
    if (run.waveUntil != null && key.equals(RolloutKey.wave(position, run.wave))) {
      return Decision.accepted(new RolloutEvent.WaveHoldElapsed(run.wave, at));
    }
    if (run.until != null && key.equals(RolloutKey.timer("until", position))) {
      return timeIsUp(at);
    }
    if (run.limit != null && key.equals(RolloutKey.timer("limit", position))) {
      return limitReached(at);
    }
    return run.deadline != null && key.equals(RolloutKey.deadline(position, run.progress))
        ? deadline(at)
        : Decision.unchanged();
  }

  private Decision<RolloutEvent> timeIsUp(Instant at) {
    AnalysisSlot slot = run.inline();
    if (run.operation().work() instanceof Operation.Analyse && slot != null && slot.isOpen()) {
      return Decision.accepted(slot.advanced(slot.run.terminate(at), at));
    }
    return Decision.accepted(ended(OperationResult.DONE, "the time is over", at));
  }

  private Decision<RolloutEvent> limitReached(Instant at) {
    WaitLimit limit =
        run.operation().work() instanceof Operation.CallHook call
            ? call.hook().limit()
            : ((Operation.Pause) run.operation().work()).limit().orElse(WaitLimit.ONE_DAY);
    String why = "nobody answered within " + limit.after();
    if (limit.then() == TimeoutAction.CONTINUE) {
      return Decision.accepted(ended(OperationResult.TIMED_OUT, why + ", going on", at));
    }
    if (run.operation().work() instanceof Operation.CallHook call) {
      return hookFailed(call.hook(), OperationResult.TIMED_OUT, why, at);
    }
    return givenUp(OperationResult.TIMED_OUT, RollbackCause.TIMEOUT, why, at);
  }

  private Decision<RolloutEvent> deadline(Instant at) {
    ProgressDeadline deadline = run.plan.deadline();
    boolean isOnlyTold = deadline.then() == ProgressDeadline.Then.REPORT;
    return run.isForward() && isOnlyTold
        ? Decision.accepted(new RolloutEvent.DeadlinePassed(at))
        : givenUp(
            OperationResult.TIMED_OUT,
            RollbackCause.TIMEOUT,
            "no progress within " + deadline.time(),
            at);
  }

  private RolloutEvent ended(OperationResult result, String detail, Instant at) {
    return new RolloutEvent.OperationEnded(run.index, result, detail, at);
  }

  private static RolloutEvent ordered(RollbackCause cause, String who, String why, Instant at) {
    return new RolloutEvent.RollbackOrdered(cause, new OrderedBy(who, why), false, at);
  }
}
