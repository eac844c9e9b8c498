package dev.penstock.spec.batch;

import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Timer;
import dev.penstock.spec.batch.BatchState.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a batch: read the plan; start what waits for nothing; skip what waits in vain; on a
 * failure that counts, stop the rest if the batch fails fast; combine; end.
 */
final class BatchDecider implements Decider<BatchState, BatchCommand, BatchEvent, BatchEffect> {

  @Override
  public BatchState initial() {
    return new BatchState();
  }

  @Override
  public Decision<BatchEvent> decide(BatchState state, BatchCommand command) {
    return BatchReports.decide(state, command);
  }

  @Override
  public Decision<BatchEvent> advance(BatchState state, Instant at) {
    if (!state.exists() || state.isEnded()) {
      return Decision.unchanged();
    }
    if (state.phase == BatchPhase.SUBMITTED) {
      return Decision.accepted(
          state.stop == null
              ? new BatchEvent.PlanRequested(at)
              : new BatchEvent.BatchEnded(BatchPhase.STOPPED, state.stop.reason(), at));
    }
    if (state.phase == BatchPhase.DOWNLOAD_BATCHSPEC) {
      return beforeBuilds(state, at);
    }
    if (state.phase == BatchPhase.COMBINE_ARTIFACTS) {
      return afterCombining(state, at);
    }
    return inProgress(state, at);
  }

  private static Decision<BatchEvent> beforeBuilds(BatchState state, Instant at) {
    if (state.planFault != null) {
      return Decision.accepted(new BatchEvent.BatchEnded(BatchPhase.FAILED, state.planFault, at));
    }
    return state.stop == null
        ? Decision.unchanged()
        : Decision.accepted(new BatchEvent.BatchEnded(BatchPhase.STOPPED, state.stop.reason(), at));
  }

  private static Decision<BatchEvent> inProgress(BatchState state, Instant at) {
    if (state.stop == null
        && !state.firstFailure.isEmpty()
        && state.plan().fastFail()
        && state.unended > 0) {
      return Decision.accepted(
          new BatchEvent.StopOrdered(false, "build " + state.firstFailure + " failed", at));
    }
    if (state.stop != null) {
      return windDown(state, state.stop, at);
    }
    if (!state.ready.isEmpty()) {
      Task next = state.tasks.get(state.ready.first());
      String identifier = next.build.identifier();
      return Decision.accepted(
          next.lost == null
              ? new BatchEvent.BuildStarted(identifier, at)
              : new BatchEvent.BuildSkipped(
                  identifier, "build " + next.lost + " did not succeed", at));
    }
    if (state.unended > 0) {
      return Decision.unchanged();
    }
    if (!state.firstFailure.isEmpty()) {
      return Decision.accepted(
          new BatchEvent.BatchEnded(
              BatchPhase.FAILED, "build " + state.firstFailure + " failed", at));
    }
    boolean combines = state.restrictions != null && state.restrictions.combinesArtifacts();
    return Decision.accepted(
        combines
            ? new BatchEvent.CombineStarted(at)
            : new BatchEvent.BatchEnded(BatchPhase.SUCCEEDED, "", at));
  }

  private static Decision<BatchEvent> windDown(
      BatchState state, BatchEvent.StopOrdered stop, Instant at) {
    if (state.unended > state.running) {
      return Decision.accepted(
          state.tasks.stream()
              .filter(task -> task.status == BatchBuildStatus.WAITING)
              .<BatchEvent>map(
                  task ->
                      new BatchEvent.BuildSkipped(
                          task.build.identifier(), "the batch was stopped: " + stop.reason(), at))
              .toList());
    }
    return state.running > 0
        ? Decision.unchanged()
        : Decision.accepted(
            new BatchEvent.BatchEnded(
                stop.isOrdered() ? BatchPhase.STOPPED : BatchPhase.FAILED, stop.reason(), at));
  }

  private static Decision<BatchEvent> afterCombining(BatchState state, Instant at) {
    if (state.combineFault != null) {
      return Decision.accepted(
          new BatchEvent.BatchEnded(BatchPhase.FAILED, state.combineFault, at));
    }
    if (state.isCombined) {
      return Decision.accepted(new BatchEvent.BatchEnded(BatchPhase.SUCCEEDED, "", at));
    }
    return state.stop == null
        ? Decision.unchanged()
        : Decision.accepted(new BatchEvent.BatchEnded(BatchPhase.STOPPED, state.stop.reason(), at));
  }

  @Override
  public BatchState evolve(BatchState state, BatchEvent event) {
    if (event instanceof BatchEvent.BatchSubmitted submitted) {
      state.restrictions = submitted.restrictions();
      state.enter(BatchPhase.SUBMITTED, submitted.at());
    } else if (event instanceof BatchEvent.PlanRequested requested) {
      state.enter(BatchPhase.DOWNLOAD_BATCHSPEC, requested.at());
    } else if (event instanceof BatchEvent.PlanAccepted accepted) {
      state.accept(accepted.plan(), accepted.kept());
      state.enter(BatchPhase.IN_PROGRESS, accepted.at());
    } else if (event instanceof BatchEvent.PlanRefused refused) {
      state.planFault = refused.message();
    } else if (event instanceof BatchEvent.BuildStarted started) {
      state.start(state.known(started.identifier()));
    } else if (event instanceof BatchEvent.BuildSkipped skipped) {
      state.end(
          state.known(skipped.identifier()), BatchBuildStatus.SKIPPED, skipped.reason(), Map.of());
    } else if (event instanceof BatchEvent.BuildEnded ended) {
      state.end(
          state.known(ended.identifier()),
          ended.status(),
          ended.message(),
          ended.exportedVariables());
    } else if (event instanceof BatchEvent.StopOrdered ordered) {
      state.stop = ordered;
    } else if (event instanceof BatchEvent.CombineStarted started) {
      state.enter(BatchPhase.COMBINE_ARTIFACTS, started.at());
    } else if (event instanceof BatchEvent.ArtifactsCombined) {
      state.isCombined = true;
    } else if (event instanceof BatchEvent.CombiningFailed failed) {
      state.combineFault = failed.message();
    } else if (event instanceof BatchEvent.BatchEnded ended) {
      state.reason = ended.reason();
      state.enter(ended.phase(), ended.at());
    }
    return state;
  }

  @Override
  public void effects(BatchState after, BatchEvent event, Effects<? super BatchEffect> out) {
    if (event instanceof BatchEvent.PlanRequested) {
      out.emit(new BatchEffect.ReadPlan());
    } else if (event instanceof BatchEvent.PlanAccepted
        || event instanceof BatchEvent.PlanRefused) {
      if (after.begun.containsKey(BatchPhase.DOWNLOAD_BATCHSPEC)) {
        out.settle(BatchKey.PLAN);
      }
    } else if (event instanceof BatchEvent.BuildStarted started) {
      out.emit(new BatchEffect.RunBuild(after.known(started.identifier()).build));
    } else if (event instanceof BatchEvent.BuildEnded ended) {
      out.settle(BatchKey.build(ended.identifier()));
      if (after.stop != null) {
        out.settle(BatchKey.stop(ended.identifier()));
      }
    } else if (event instanceof BatchEvent.StopOrdered) {
      running(after).forEach(task -> out.emit(stopping(task)));
    } else if (event instanceof BatchEvent.CombineStarted) {
      out.emit(combining(after));
    } else if (event instanceof BatchEvent.ArtifactsCombined
        || event instanceof BatchEvent.CombiningFailed) {
      out.settle(BatchKey.COMBINE);
    } else if (event instanceof BatchEvent.BatchEnded ended) {
      settleRest(after, ended, out);
    }
  }

  /** A stop ends a batch that waits for its plan or for its artifacts without waiting longer. */
  private static void settleRest(
      BatchState after, BatchEvent.BatchEnded ended, Effects<? super BatchEffect> out) {
    if (ended.phase() != BatchPhase.STOPPED) {
      return;
    }
    if (after.begun.containsKey(BatchPhase.COMBINE_ARTIFACTS)) {
      out.settle(BatchKey.COMBINE);
    } else if (after.plan == null && after.begun.containsKey(BatchPhase.DOWNLOAD_BATCHSPEC)) {
      out.settle(BatchKey.PLAN);
    }
  }

  private static List<Task> running(BatchState state) {
    return state.tasks.stream()
        .filter(task -> task.status == BatchBuildStatus.IN_PROGRESS)
        .toList();
  }

  private static BatchEffect stopping(Task task) {
    return new BatchEffect.StopBuild(task.build.identifier());
  }

  private static BatchEffect combining(BatchState state) {
    return new BatchEffect.CombineArtifacts(
        state.tasks.stream()
            .filter(task -> task.status == BatchBuildStatus.SUCCEEDED)
            .map(task -> task.build.identifier())
            .toList());
  }

  @Override
  public void pending(BatchState state, Consumer<? super BatchEffect> out) {
    if (!state.exists() || state.isEnded()) {
      return;
    }
    if (state.phase == BatchPhase.DOWNLOAD_BATCHSPEC) {
      if (state.planFault == null) {
        out.accept(new BatchEffect.ReadPlan());
      }
    } else if (state.phase == BatchPhase.COMBINE_ARTIFACTS) {
      out.accept(combining(state));
    } else if (state.running > 0) {
      for (Task task : running(state)) {
        out.accept(new BatchEffect.RunBuild(task.build));
        if (state.stop != null) {
          out.accept(stopping(task));
        }
      }
    }
  }

  @Override
  public BatchCommand wake(Timer timer, Instant at) {
    return new BatchCommand.TimerFired(at);
  }

  @Override
  public boolean terminal(BatchState state) {
    return state.isEnded();
  }

  @Override
  public @Nullable String awaited(BatchState state) {
    return state.exists() ? null : "the host: to submit the batch";
  }
}
