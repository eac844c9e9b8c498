package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.AnalysisRun;
import dev.penstock.deploy.analysis.Sides;
import dev.penstock.deploy.strategy.CircuitBreaker;
import dev.penstock.deploy.traffic.TrafficSide;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What each event makes of the state. Nothing is decided here. */
final class RolloutFold {
  private final RolloutState state;
  private final String service;

  RolloutFold(RolloutState state, String service) {
    this.state = state;
    this.service = service;
  }

  void apply(RolloutEvent event) {
    if (event instanceof RolloutEvent.ReleaseQueued queued) {
      state.remember(queued.token(), 0);
      state.waiting.add(new RolloutState.Waiting(queued.token(), queued.release(), queued.plan()));
    } else if (event instanceof RolloutEvent.ReleaseDropped dropped) {
      state.waiting.removeIf(waiting -> waiting.token().equals(dropped.token()));
      state.remember(dropped.token(), RolloutState.DROPPED);
    } else if (event instanceof RolloutEvent.RolloutStarted started) {
      state.runs = started.run();
      state.remember(started.token(), started.run());
      state.waiting.removeIf(waiting -> waiting.token().equals(started.token()));
      state.run = new Run(started, service);
    } else if (event instanceof RolloutEvent.Checkpointed checkpoint) {
      RolloutDigest.restore(state, checkpoint, service);
    } else if (state.run != null) {
      run(state.run, event);
    }
  }

  private void run(Run run, RolloutEvent event) {
    if (event instanceof RolloutEvent.OperationStarted started) {
      start(run, started);
    } else if (event instanceof RolloutEvent.OperationEnded ended) {
      end(run, ended);
    } else if (event instanceof RolloutEvent.AttemptFailed failed) {
      run.again = failed.again();
    } else if (event instanceof RolloutEvent.HookDeferred deferred) {
      run.again = deferred.again();
    } else if (event instanceof RolloutEvent.AttemptStarted again) {
      run.attempt = again.attempt();
      run.again = null;
    } else if (event instanceof RolloutEvent.HookAnswered answered) {
      run.answer = answered.decision();
    } else if (event instanceof RolloutEvent.ReplicasProgressed progressed) {
      replicas(run, progressed);
    } else if (event instanceof RolloutEvent.Paused paused) {
      run.pause(paused.by(), paused.at());
    } else if (event instanceof RolloutEvent.Resumed resumed) {
      run.resume(resumed.at());
    } else if (event instanceof RolloutEvent.PromotedFull promoted) {
      promoteFull(run, promoted);
    } else if (event instanceof RolloutEvent.DeadlinePassed) {
      run.deadline = null;
    } else if (event instanceof RolloutEvent.AlarmIgnored ignored) {
      run.ignoredAlarms.add(ignored.alarm());
    } else if (event instanceof RolloutEvent.RolloutEnded ended) {
      endRun(run, ended);
    } else {
      hostsAndAnalyses(run, event);
      wayBack(run, event);
    }
  }

  private void hostsAndAnalyses(Run run, RolloutEvent event) {
    if (event instanceof RolloutEvent.WaveStarted wave) {
      run.wave = wave.wave();
      run.waveHold = wave.hold();
      run.hosts.startWave(wave.hosts(), run.position());
      run.renewDeadline(wave.at());
    } else if (event instanceof RolloutEvent.WaveHeld held) {
      run.waveHold = null;
      run.waveUntil = held.until();
      run.deadline = null;
      run.deadlineLeft = null;
    } else if (event instanceof RolloutEvent.WaveHoldElapsed) {
      run.waveUntil = null;
    } else if (event instanceof RolloutEvent.HostMoved moved) {
      host(run, moved.host(), true, moved.at());
    } else if (event instanceof RolloutEvent.HostFailed failed) {
      host(run, failed.host(), false, failed.at());
    } else if (event instanceof RolloutEvent.HostsLost) {
      run.hosts.lose(state.dropped::add);
      run.drainUntil = null;
    } else if (event instanceof RolloutEvent.AnalysisLooked looked) {
      slot(run, looked.analysis()).look(looked.at());
    } else if (event instanceof RolloutEvent.AnalysisAdvanced advanced) {
      AnalysisSlot slot = slot(run, advanced.analysis());
      slot.advance(advanced);
      if (slot.isInline && run.until == null && run.isOpen) {
        run.renewDeadline(slot.run.nextAt().orElse(advanced.at()));
      }
    } else if (event instanceof RolloutEvent.AnalysisSettled settled) {
      slot(run, settled.analysis()).isSettled = true;
    }
  }

  private void wayBack(Run run, RolloutEvent event) {
    if (event instanceof RolloutEvent.RollbackOrdered ordered) {
      run.monitor = run.monitorAfter(ordered.cause() == RollbackCause.ALARM);
      run.phase = Run.Phase.BACK_ORDERED;
      run.cause = ordered.cause();
      run.backBy = ordered.by();
      run.isAtOnce = ordered.atOnce();
      run.failure = null;
      run.backDeadline = null;
      run.paused = null;
      run.deadlineLeft = null;
      run.analyses.forEach(slot -> slot.isSettled = true);
      run.close();
    } else if (event instanceof RolloutEvent.RollbackStarted back) {
      run.phase = Run.Phase.BACK;
      run.isAtOnce = back.atOnce();
      run.backDeadline = back.deadline().orElse(null);
      run.drainUntil = back.drain().orElse(null);
      run.begin(back.script());
    } else if (event instanceof RolloutEvent.LastHooksStarted last) {
      run.monitor = run.monitorAfter(false);
      run.phase = Run.Phase.LAST;
      run.backDeadline = null;
      run.begin(last.script());
    } else if (event instanceof RolloutEvent.RollbackFailed) {
      run.phase = Run.Phase.BROKEN;
      run.backDeadline = null;
      run.close();
    }
  }

  private static void start(Run run, RolloutEvent.OperationStarted event) {
    run.close();
    run.index = event.index();
    run.isOpen = true;
    run.attempt = 1;
    run.progress = 0;
    run.ready = 0;
    run.failedStarts = 0;
    run.wave = 0;
    run.until = event.until().orElse(null);
    run.limit = event.limit().orElse(null);
    Operation operation = run.operation();
    Operation.Work work = operation.work();
    if (run.phase == Run.Phase.BACK && run.movesUsers(operation)) {
      run.usersMoveBack = true;
    }
    if (work instanceof Operation.Route route) {
      run.wanted = route.table();
      run.renewDeadline(event.at());
    } else if (work instanceof Operation.Scale scale) {
      run.scale.put(scale.side(), scale.replicas());
      run.unsure.add(scale.side());
      run.renewDeadline(event.at());
    } else if (work instanceof Operation.MoveHosts hosts) {
      run.drainUntil = null;
      run.hosts.begin(hosts.cohort(), hosts.isBack());
      run.renewDeadline(event.at());
    } else if (work instanceof Operation.Analyse analyse) {
      Instant first = judge(run, analyse.analysis(), true, analyse.isExperiment(), event.at());
      if (analyse.time().isEmpty()) {
        run.renewDeadline(first);
      }
    } else if (work instanceof Operation.StartBackground begin) {
      judge(run, begin.analysis(), false, false, event.at());
    } else if (work instanceof Operation.CallHook) {
      hook(run, operation.isForPerson() ? HookStatus.AWAITING_ACTION : HookStatus.IN_PROGRESS);
    }
  }

  private static Instant judge(
      Run run, Analysis analysis, boolean isInline, boolean isExperiment, Instant at) {
    Map<String, String> fresh = new LinkedHashMap<>(Map.of("revision", run.release.revision()));
    Map<String, String> old = new LinkedHashMap<>();
    if (run.stable != null) {
      old.put("revision", run.stable);
    }
    if (isExperiment) {
      fresh.put("side", TrafficSide.TRIAL.name());
      old.put("side", TrafficSide.BASELINE.name());
    }
    AnalysisRun begun = AnalysisRun.start(analysis, new Sides(fresh, old), at);
    run.analyses.add(new AnalysisSlot(run.analyses.size(), isInline, begun));
    return begun.nextAt().orElse(at);
  }

  private static void hook(Run run, HookStatus status) {
    Operation operation = run.operation();
    if (operation.work() instanceof Operation.CallHook call) {
      run.hookRuns.put(
          run.script + "." + run.index,
          new RolloutView.HookRun(call.hook().name(), operation.stage(), status));
      if (run.hookRuns.size() > RolloutView.MOST_HOOKS) {
        run.hookRuns.remove(run.hookRuns.keySet().iterator().next());
      }
    }
  }

  private static void end(Run run, RolloutEvent.OperationEnded event) {
    boolean wasOpen = run.isOpen;
    run.index = event.index();
    Operation operation = run.operation();
    OperationResult result = event.result();
    boolean isDone = result == OperationResult.DONE;
    if (operation.work() instanceof Operation.Route route && isDone) {
      run.table = route.table();
      run.wanted = null;
    } else if (operation.work() instanceof Operation.Scale scale && isDone) {
      run.unsure.remove(scale.side());
      run.sure.put(scale.side(), Math.max(scale.needed(), run.ready));
    } else if (operation.work() instanceof Operation.Analyse) {
      AnalysisSlot slot = run.inline();
      if (slot != null && wasOpen) {
        slot.isSettled = true;
      }
    } else if (wasOpen && operation.work() instanceof Operation.CallHook) {
      hook(
          run,
          result == OperationResult.FAILED
              ? HookStatus.FAILED
              : result == OperationResult.TIMED_OUT ? HookStatus.TIMED_OUT : HookStatus.SUCCEEDED);
    }
    boolean isBad = result == OperationResult.FAILED || result == OperationResult.TIMED_OUT;
    if (isBad && run.phase == Run.Phase.BACK && !operation.isSkippable() && run.failure == null) {
      run.failure = operation.text() + ": " + event.detail();
    }
    run.close();
  }

  private static void replicas(Run run, RolloutEvent.ReplicasProgressed event) {
    int failures = event.failed() - run.failedStarts;
    if (event.ready() > run.ready && resets(run)) {
      run.breakerCount = 0;
    }
    run.breakerCount += Math.max(0, failures);
    run.ready = Math.max(run.ready, event.ready());
    run.failedStarts = Math.max(run.failedStarts, event.failed());
    run.renewDeadline(event.at());
  }

  private static boolean resets(Run run) {
    return run.plan.breaker().map(CircuitBreaker::isResetByHealthy).orElse(false);
  }

  private void host(Run run, String host, boolean isGood, Instant at) {
    Position position = Objects.requireNonNull(run.hosts.asked(host), host);
    state.dropped.add(RolloutKey.host(position, host));
    boolean isBack = run.hosts.isReturning(host);
    run.hosts.end(host, isGood);
    if (!isBack) {
      run.breakerCount = isGood ? (resets(run) ? 0 : run.breakerCount) : run.breakerCount + 1;
    } else if (!isGood && run.failure == null) {
      run.failure = "host " + host + " could not be brought back";
    }
    if (run.isOpen && run.operation().work() instanceof Operation.MoveHosts) {
      run.renewDeadline(at);
    }
    if (run.hosts.inFlight() == 0) {
      run.drainUntil = null;
    }
  }

  private static void promoteFull(Run run, RolloutEvent.PromotedFull event) {
    run.paused = null;
    run.isPromotedFull = true;
    run.analyses.forEach(slot -> slot.isSettled = true);
    if (run.isDraining()) {
      run.drainUntil = event.at().plus(run.plan.deadline().time());
    }
    if (event.next() != run.index) {
      run.close();
      run.index = event.next() - 1;
    }
    run.resume(event.at());
  }

  private void endRun(Run run, RolloutEvent.RolloutEnded event) {
    run.monitor = run.monitorAfter(false);
    run.end = event.status();
    run.endReason = event.reason();
    run.endedAt = event.at();
    run.hosts.lose(state.dropped::add);
    boolean isGood = event.status() == RolloutStatus.SUCCESSFUL;
    if (isGood) {
      state.succeeded(run.release.revision());
    }
    state.unsuccessful = isGood ? null : new RolloutState.Waiting(run.token, run.release, run.plan);
    state.ended(RolloutViews.of(run));
    state.run = null;
  }

  private static AnalysisSlot slot(Run run, int analysis) {
    return Objects.requireNonNull(run.slot(analysis), "no such analysis");
  }
}
