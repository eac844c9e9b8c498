package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineEffect.RunExecution;
import dev.penstock.pipeline.execution.PipelineEffect.StopKey;
import dev.penstock.pipeline.execution.PipelineEffect.StopRun;
import dev.penstock.pipeline.execution.PipelineEffect.TellTransitions;
import dev.penstock.pipeline.execution.PipelineEffect.TransitionsKey;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import dev.penstock.process.Effects;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline knows of an execution that a process of its own carries. */
final class ParallelExecution {
  /** How often one action is thought to be tried, where nobody remembers it. */
  private static final int ATTEMPTS = 16;

  private final PipelineDefined defined;
  final ExecutionStarted started;
  ExecutionStatus status = ExecutionStatus.IN_PROGRESS;
  @Nullable String retryable; // the stage, once it has ended
  private @Nullable StopRequested stop; // what this run was asked last
  private boolean isEscalated; // it was asked to wait for its actions before
  private @Nullable StageRetried retry; // what began this run
  private int run = 1;
  private long told; // the number of the newest notice about gates in this run; 0 if none
  private long toldBefore; // that of the one before

  ParallelExecution(PipelineDefined defined, ExecutionStarted started) {
    this.defined = defined;
    this.started = started;
  }

  PipelineDefined defined() {
    return defined;
  }

  ExecutionKey key() {
    return new ExecutionKey(started.execution(), run);
  }

  int nextRun() {
    return run + 1;
  }

  /** Whether it can have asked for an approval with this token, at its first attempts. */
  boolean mayHaveAsked(String token) {
    for (Stage stage : defined.definition().stages()) {
      for (Action action : stage.actions()) {
        for (int i = 1; i <= ATTEMPTS && action.type().equals(Action.MANUAL_APPROVAL); i++) {
          ActionKey key = new ActionKey(started.execution(), stage.name(), action.name(), i);
          if (DerivedIds.approvalToken(key).equals(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  void retry(StageRetried retried) {
    retry = retried;
    run = retried.run();
    status = ExecutionStatus.IN_PROGRESS;
    retryable = null;
    stop = null;
    isEscalated = false;
    told = 0;
    toldBefore = 0;
  }

  /** A stop after a stop gives actions up that were waited for. */
  void askToStop(StopRequested asked) {
    status = ExecutionStatus.STOPPING;
    isEscalated = stop != null;
    stop = asked;
  }

  boolean isAbandoning() {
    return stop != null && stop.isAbandoning();
  }

  void tell(long number) {
    toldBefore = told;
    told = number;
  }

  void emitRun(Effects<? super PipelineEffect> out) {
    out.emit(order());
  }

  void emitStop(Effects<? super PipelineEffect> out) {
    StopRequested asked = stop;
    if (asked != null) {
      if (isEscalated) {
        out.settle(new StopKey(key(), false));
      }
      out.emit(stopOf(asked));
    }
  }

  void emitTransitions(List<StageTransition> transitions, Effects<? super PipelineEffect> out) {
    if (toldBefore > 0) {
      out.settle(new TransitionsKey(key(), toldBefore));
    }
    out.emit(new TellTransitions(new TransitionsKey(key(), told), transitions));
  }

  void settle(Effects<?> out) {
    out.settle(key());
    StopRequested asked = stop;
    if (asked != null) {
      out.settle(new StopKey(key(), asked.isAbandoning()));
    }
    if (told > 0) {
      out.settle(new TransitionsKey(key(), told));
    }
  }

  void pending(List<StageTransition> transitions, Consumer<? super PipelineEffect> out) {
    out.accept(order());
    StopRequested asked = stop;
    if (asked != null) {
      out.accept(stopOf(asked));
    }
    if (told > 0) {
      out.accept(new TellTransitions(new TransitionsKey(key(), told), transitions));
    }
  }

  private RunExecution order() {
    return new RunExecution(key(), defined, started, Optional.ofNullable(retry));
  }

  private StopRun stopOf(StopRequested asked) {
    return new StopRun(new StopKey(key(), asked.isAbandoning()), asked.reason(), asked.by());
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return key()
        + " "
        + defined.version()
        + " "
        + status
        + " "
        + retryable
        + " "
        + stop
        + isEscalated
        + " "
        + retry
        + " "
        + told
        + "/"
        + toldBefore;
  }
}
