package dev.penstock.pipeline.engine;

import dev.penstock.engine.EffectContext;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineCommand.BeginExecution;
import dev.penstock.pipeline.execution.PipelineCommand.ResumeExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.pipeline.execution.PipelineEffect;
import dev.penstock.pipeline.execution.PipelineEffect.RunExecution;
import dev.penstock.pipeline.execution.PipelineEffect.StopRun;
import dev.penstock.pipeline.execution.PipelineEffect.TellTransitions;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.process.CommandResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Carries executions of mode PARALLEL in processes of their own.
 *
 * <p>A process's id is made of the execution's, so that beginning it twice finds the first one. All
 * that it is told is safe to repeat, and it tells its end whenever it is asked; so a crash between
 * any two steps is healed by asking again.
 */
final class OwnProcesses {
  private final ActionEffects effects;
  private final ProcessEngine processes;

  OwnProcesses(ActionEffects effects, ProcessEngine processes) {
    this.effects = effects;
    this.processes = processes;
  }

  /** The process of one execution, or a new one that waits to be told what it carries. */
  OpenProcess<PipelineState, PipelineCommand> open(String execution) {
    return effects.of(execution).open();
  }

  /**
   * Asks the process of one execution something, and lets go of it again if it rests. Somebody else
   * may let go of it in between; then it is opened and asked again, for which it must be safe to
   * ask twice.
   */
  <V> CompletionStage<V> ask(
      String execution,
      Function<OpenProcess<PipelineState, PipelineCommand>, CompletionStage<V>> question) {
    OpenProcess<PipelineState, PipelineCommand> process = open(execution);
    CompletableFuture<V> answer = new CompletableFuture<>();
    var unused =
        question
            .apply(process)
            .whenComplete(
                (value, failure) -> {
                  if (failure == null) {
                    letGo(process);
                    answer.complete(value);
                  } else {
                    askAgain(process, execution, question, failure, answer);
                  }
                });
    return answer;
  }

  private <V> void askAgain(
      OpenProcess<PipelineState, PipelineCommand> process,
      String execution,
      Function<OpenProcess<PipelineState, PipelineCommand>, CompletionStage<V>> question,
      Throwable failure,
      CompletableFuture<V> answer) {
    try {
      if (open(execution).equals(process)) {
        letGo(process);
        answer.completeExceptionally(failure);
        return;
      }
      var unused =
          ask(execution, question)
              .whenComplete(
                  (value, again) -> {
                    if (again == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(again);
                    }
                  });
    } catch (RuntimeException e) { // the engine is closed, or the journal cannot be read
      answer.completeExceptionally(failure);
    }
  }

  /** An execution that has ended costs no memory until somebody asks for it. */
  static void letGo(OpenProcess<PipelineState, PipelineCommand> process) {
    var unused = process.letGo(PipelineState::isResting);
  }

  /** Removes what the process of an execution has recorded, unless that is still under way. */
  CompletionStage<Boolean> remove(String execution) {
    return effects.of(execution).remove();
  }

  /**
   * The gates are looked at first, as they are by now: the execution must not pass one that was
   * closed since the effect was asked for.
   */
  void carryOut(RunExecution run, EffectContext<PipelineCommand> context) {
    var unused =
        effects
            .open()
            .view(state -> state.transitions(context.now()))
            .thenCompose(
                gates -> ask(run.key().execution(), process -> carry(run, process, context, gates)))
            .thenAccept(context::report)
            .whenComplete(
                (reported, failure) -> {
                  if (failure != null) { // else nobody would ever hear of the execution's end
                    context.giveUp(causeOf(failure));
                  }
                });
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static CompletionStage<PipelineCommand.ReportExecutionEnd> carry(
      RunExecution run,
      OpenProcess<PipelineState, PipelineCommand> process,
      EffectContext<PipelineCommand> context,
      PipelineCommand gates) {
    return process
        .tell(gates)
        .thenCompose(
            told -> process.tell(new BeginExecution(run.definition(), run.start(), context.now())))
        .thenCompose(begun -> resume(run, process, context, begun))
        .thenCompose(
            resumed -> {
              context.attach(process);
              return process.until(state -> state.endOf(run.key(), context.now()).orElse(null));
            });
  }

  private static CompletionStage<CommandResult> resume(
      RunExecution run,
      OpenProcess<PipelineState, PipelineCommand> process,
      EffectContext<PipelineCommand> context,
      CommandResult begun) {
    return run.retry()
        .map(
            retry ->
                process.tell(
                    new ResumeExecution(
                        run.key(), retry.stage(), retry.mode(), retry.by(), context.now())))
        .orElse(CompletableFuture.completedStage(begun));
  }

  @SuppressWarnings("unchecked") // what carryOut has attached
  void signal(PipelineEffect signal, Object target) {
    OpenProcess<PipelineState, PipelineCommand> process =
        (OpenProcess<PipelineState, PipelineCommand>) target;
    if (signal instanceof StopRun stop) {
      var unused =
          process.tell(
              new StopExecution(
                  stop.key().run().execution(),
                  stop.key().isAbandoning(),
                  stop.reason(),
                  stop.by(),
                  processes.now()));
    } else if (signal instanceof TellTransitions tell) {
      var unused =
          process.tell(
              new PipelineCommand.HandOnTransitions(
                  tell.key().number(), tell.transitions(), processes.now()));
    }
  }
}
