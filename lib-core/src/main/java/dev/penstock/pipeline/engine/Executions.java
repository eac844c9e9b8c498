package dev.penstock.pipeline.engine;

import dev.penstock.diagnostic.Spelling;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.PipelineRejection;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.process.CommandResult;
import dev.penstock.process.EffectKey;
import dev.penstock.process.EventStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Finds a pipeline's executions: in its own process, or in those that carry one each. */
final class Executions {
  private final OpenProcess<PipelineState, PipelineCommand> pipeline;
  private final OwnProcesses own;

  Executions(OpenProcess<PipelineState, PipelineCommand> pipeline, OwnProcesses own) {
    this.pipeline = pipeline;
    this.own = own;
  }

  /** Asks the process that carries an execution; the pipeline's if no other does. */
  private <V> CompletionStage<V> ask(
      String execution,
      Function<OpenProcess<PipelineState, PipelineCommand>, CompletionStage<V>> question) {
    return pipeline
        .view(state -> state.hasOwnProcess(execution))
        .thenCompose(isOwn -> isOwn ? own.ask(execution, question) : question.apply(pipeline));
  }

  CompletionStage<Optional<ExecutionView>> look(String execution) {
    return ask(execution, process -> process.view(state -> state.execution(execution)));
  }

  CompletionStage<List<ExecutionView>> lookAtAll() {
    return pipeline
        .view(state -> new Everybody(state.executions(), state.parallelExecutions()))
        .thenCompose(
            everybody -> {
              CompletionStage<List<ExecutionView>> all =
                  CompletableFuture.completedStage(everybody.here());
              for (String execution : everybody.elsewhere()) {
                all = all.thenCombine(look(execution), Executions::with);
              }
              return all;
            });
  }

  /** The attempts at actions that no executor has been given yet. */
  CompletionStage<DeferredActions> deferred(ProcessEngine processes) {
    return deferred()
        .thenApply(
            actions ->
                new DeferredActions(
                    actions, processes.gauges().effectsInFlight(), processes.maxInFlight()));
  }

  private CompletionStage<Set<ActionKey>> deferred() {
    return pipeline
        .view(PipelineState::parallelExecutions)
        .thenCompose(
            elsewhere -> {
              CompletionStage<Set<ActionKey>> all =
                  pipeline.deferred().thenApply(Executions::actions);
              for (String execution : elsewhere) {
                all =
                    all.thenCombine(
                        own.ask(execution, OpenProcess::deferred),
                        (found, more) -> {
                          found.addAll(actions(more)); // nobody else has the set
                          return found;
                        });
              }
              return all;
            });
  }

  private static Set<ActionKey> actions(List<EffectKey> keys) {
    Set<ActionKey> actions = new HashSet<>();
    for (EffectKey key : keys) {
      if (key instanceof ActionKey action) {
        actions.add(action);
      }
    }
    return actions;
  }

  private record Everybody(List<ExecutionView> here, List<String> elsewhere) {}

  private static List<ExecutionView> with(
      List<ExecutionView> views, Optional<ExecutionView> another) {
    List<ExecutionView> all = new ArrayList<>(views);
    another.ifPresent(all::add);
    all.sort(Comparator.comparingLong(ExecutionView::number));
    return all;
  }

  CompletionStage<Optional<ActionView>> nextApproval(String execution) {
    return ask(
        execution,
        process ->
            process.until(
                state -> {
                  if (state.isAskingForApproval(execution)) { // views are made but then
                    return state.execution(execution).stream()
                        .flatMap(view -> view.actions().stream())
                        .filter(action -> action.approvalToken().isPresent())
                        .findFirst();
                  }
                  boolean isOver = state.ended(execution).isPresent();
                  if (!isOver && process.equals(pipeline)) {
                    requireKnown(state, execution);
                  }
                  return isOver ? Optional.<ActionView>empty() : null;
                }));
  }

  /** Fails if an execution is neither under way nor among those that ended lately. */
  static void requireKnown(PipelineState state, String execution) {
    if (!state.isHeld(execution)
        && !state.hasOwnProcess(execution)
        && state.ended(execution).isEmpty()) {
      throw new IllegalArgumentException(
          "no execution " + execution + " is under way or ended lately");
    }
  }

  /**
   * What is known of a request for an approval.
   *
   * @param open whose it is, while it is open
   * @param isAnswered whether it was answered lately
   */
  record Asked(Optional<ActionKey> open, boolean isAnswered) {
    boolean isKnown() {
      return open.isPresent() || isAnswered;
    }

    static Asked of(PipelineState state, String token) {
      return new Asked(state.openApproval(token), state.isAnswered(token));
    }
  }

  /** Looks for a request where it may have been made. */
  CompletionStage<Asked> approvalOf(String token) {
    return pipeline
        .view(state -> Asked.of(state, token))
        .thenCombine(
            pipeline.view(state -> mayHaveAsked(state, token)),
            (here, others) -> approvalOf(token, here, others))
        .thenCompose(found -> found);
  }

  private CompletionStage<Asked> approvalOf(String token, Asked here, List<String> others) {
    CompletionStage<Asked> found = CompletableFuture.completedStage(here);
    for (String execution : here.isKnown() ? List.<String>of() : others) {
      found =
          found.thenCompose(
              soFar ->
                  soFar.isKnown()
                      ? CompletableFuture.completedStage(soFar)
                      : own.ask(execution, p -> p.view(state -> Asked.of(state, token))));
    }
    return found;
  }

  /** The executions under way, and of those that have ended the one that can have asked. */
  private static List<String> mayHaveAsked(PipelineState state, String token) {
    List<String> executions = new ArrayList<>(state.parallelExecutions());
    state.endedApproval(token).ifPresent(executions::add);
    return executions;
  }

  /** A token does not tell whose it is: those who may have asked are asked one after another. */
  CompletionStage<CommandResult> answer(AnswerApproval answer) {
    return pipeline
        .tell(answer)
        .thenCompose(
            result ->
                is(result, PipelineRejection.APPROVAL_INVALID_TOKEN)
                    ? pipeline
                        .view(state -> mayHaveAsked(state, answer.token()))
                        .thenCompose(others -> answer(answer, others, result))
                    : CompletableFuture.completedStage(result));
  }

  private CompletionStage<CommandResult> answer(
      AnswerApproval answer, List<String> others, CommandResult unknown) {
    CompletionStage<CommandResult> found = CompletableFuture.completedStage(unknown);
    for (String execution : others) {
      found =
          found.thenCompose(
              soFar ->
                  is(soFar, PipelineRejection.APPROVAL_INVALID_TOKEN)
                      ? own.ask(execution, process -> process.tell(answer))
                      : CompletableFuture.completedStage(soFar));
    }
    return found;
  }

  CompletionStage<CommandResult> retry(RetryStage retry) {
    return pipeline
        .tell(retry)
        .thenCompose(
            result ->
                is(result, PipelineRejection.RETRY_OWN_PROCESS)
                    ? own.ask(retry.execution(), process -> process.tell(retry))
                    : CompletableFuture.completedStage(result));
  }

  CompletionStage<CommandResult> override(OverrideCondition override) {
    return pipeline
        .tell(override)
        .thenCompose(
            result ->
                is(result, PipelineRejection.OVERRIDE_OWN_PROCESS)
                    ? own.ask(override.execution(), process -> process.tell(override))
                    : CompletableFuture.completedStage(result));
  }

  private static boolean is(CommandResult result, PipelineRejection rejection) {
    return result instanceof CommandResult.Rejected rejected
        && rejected.rejection().code().equals(rejection.code());
  }

  /** What the pipeline's own events tell, for a question about one of its stages or none. */
  PipelineHistory summaries(Optional<String> stage) {
    PipelineHistory.Reader reader = read();
    stage.ifPresent(each -> requireStage(reader.definition(), each));
    return reader.history();
  }

  /** Fails if the present definition has no such stage. */
  static void requireStage(Optional<Pipeline> definition, String stage) {
    List<String> names =
        definition.stream().flatMap(each -> each.stages().stream()).map(Stage::name).toList();
    if (!names.contains(stage)) {
      String hint = Spelling.hint(stage, names);
      throw new IllegalArgumentException(
          "the pipeline has no stage \""
              + stage
              + "\"; it has "
              + names
              + (hint.isEmpty() ? "" : "; " + hint));
    }
  }

  /** The same with all events of one execution. */
  PipelineHistory history(String execution) {
    PipelineHistory.Reader reader = read();
    if (reader.hasOwnProcess(execution)) {
      readOwn(reader, execution);
    }
    return reader.history();
  }

  /** The same with all events of all executions. */
  PipelineHistory history() {
    PipelineHistory.Reader reader = read();
    reader.ownProcesses().forEach(execution -> readOwn(reader, execution));
    return reader.history();
  }

  /** The events of one execution of mode PARALLEL. */
  void read(String execution, long from, EventStream.EventReader<PipelineEvent> reader) {
    if (!read().hasOwnProcess(execution)) {
      throw new IllegalArgumentException(
          "execution " + execution + " has no process of its own; read the pipeline's events");
    }
    OpenProcess<PipelineState, PipelineCommand> process = own.open(execution);
    process.read(from, (sequence, event) -> reader.read(sequence, (PipelineEvent) event));
    OwnProcesses.letGo(process);
  }

  private PipelineHistory.Reader read() {
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    pipeline.read(0, (sequence, event) -> reader.add((PipelineEvent) event));
    return reader;
  }

  private void readOwn(PipelineHistory.Reader reader, String execution) {
    PipelineHistory.Reader.Of one = reader.of(execution);
    OpenProcess<PipelineState, PipelineCommand> process = own.open(execution);
    process.read(0, (sequence, event) -> one.add((PipelineEvent) event));
    OwnProcesses.letGo(process);
  }
}
