package dev.penstock.pipeline.engine;

import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEffect;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Hands a pipeline's actions to their executors, and their results back. */
final class ActionEffects implements EffectHandler<PipelineEffect, PipelineCommand> {
  /** What is said of an executor that returns null. */
  static final String NO_STAGE =
      "the executor returned no stage; allowed: one that completes with the result";

  private final String pipeline;
  private final String process;
  private final ProcessEngine processes;
  private final Map<ActionType, ActionExecutor> executors;
  private final Map<RuleType, RuleExecutor> rules;
  private final @Nullable ArtifactTransfer artifacts;
  private final ExecutionSecrets secrets;
  private final OwnProcesses ownProcesses;
  private final AtomicLong starts = new AtomicLong();
  private @Nullable Known last; // immutable, so that a race costs a look-up and nothing else

  ActionEffects(
      String pipeline,
      ProcessEngine processes,
      Map<ActionType, ActionExecutor> executors,
      Map<RuleType, RuleExecutor> rules,
      @Nullable ArtifactTransfer artifacts,
      @Nullable SecretResolver resolver) {
    this(
        pipeline, pipeline, processes, executors, rules, artifacts, new ExecutionSecrets(resolver));
  }

  private ActionEffects(
      String pipeline,
      String process,
      ProcessEngine processes,
      Map<ActionType, ActionExecutor> executors,
      Map<RuleType, RuleExecutor> rules,
      @Nullable ArtifactTransfer artifacts,
      ExecutionSecrets secrets) {
    this.pipeline = pipeline;
    this.process = process;
    this.processes = processes;
    this.executors = executors;
    this.rules = rules;
    this.artifacts = artifacts;
    this.secrets = secrets;
    this.ownProcesses = new OwnProcesses(this, processes);
  }

  String pipeline() {
    return pipeline;
  }

  @Nullable ArtifactTransfer artifacts() {
    return artifacts;
  }

  ExecutionSecrets secrets() {
    return secrets;
  }

  /** The mask of an execution, which is forgotten when the execution ends. */
  SecretMask maskOf(String execution) {
    return secrets.maskOf(
        execution,
        id -> {
          var unused =
              open()
                  .until(
                      state ->
                          (state.ended(id).isPresent() || !state.isHeld(id)) ? Boolean.TRUE : null)
                  .whenComplete((isOver, closed) -> secrets.forget(id));
        });
  }

  /** Counts the starts that were ordered since the process was opened, whoever holds it. */
  AtomicLong starts() {
    return starts;
  }

  OwnProcesses ownProcesses() {
    return ownProcesses;
  }

  /** Opens the process whose effects these are, or finds it open. */
  OpenProcess<PipelineState, PipelineCommand> open() {
    return open(state -> {});
  }

  /** The same, but a state from which it would go on is looked at first. */
  OpenProcess<PipelineState, PipelineCommand> open(Consumer<PipelineState> check) {
    return processes.open(PipelineEngine.PROCESS_PREFIX + process, type(), check);
  }

  /**
   * Which executors these effects would be carried out by, and those others would not.
   *
   * @return what differs, for people; empty if nothing does
   */
  Set<String> differences(ActionEffects others) {
    Set<String> differences = new TreeSet<>();
    addDifferences(executors, others.executors, differences);
    addDifferences(rules, others.rules, differences);
    if (!Objects.equals(artifacts, others.artifacts)) {
      differences.add("artifacts");
    }
    if (!secrets.isOf(others.secrets)) {
      differences.add("secrets");
    }
    return differences;
  }

  private static <T> void addDifferences(Map<T, ?> here, Map<T, ?> there, Set<String> differences) {
    Set<T> types = new HashSet<>(here.keySet());
    types.addAll(there.keySet());
    for (T type : types) {
      if (!Objects.equals(here.get(type), there.get(type))) {
        differences.add(type.toString());
      }
    }
  }

  /** Removes the journal of the process whose effects these are, if nothing of it is under way. */
  CompletionStage<Boolean> remove() {
    return processes.remove(
        PipelineEngine.PROCESS_PREFIX + process, type(), PipelineState::isResting);
  }

  @Override
  public CompletionStage<Boolean> compacting(
      OpenProcess<?, PipelineCommand> of,
      RetentionPolicy policy,
      Supplier<CompletionStage<Boolean>> compaction) {
    return process.equals(pipeline)
        ? new PipelineCompaction(processes, of, ownProcesses).run(compaction)
        : compaction.get();
  }

  private ProcessType<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect> type() {
    return new ProcessType<>(new PipelineDecider(), PipelineDecider.CODEC, this);
  }

  /** The effects of the process that carries one execution. */
  ActionEffects of(String execution) {
    return new ActionEffects(
        pipeline, pipeline + "/" + execution, processes, executors, rules, artifacts, secrets);
  }

  @Override
  public void carryOut(PipelineEffect effect, EffectContext<PipelineCommand> context)
      throws Exception {
    if (effect instanceof PipelineEffect.RunAction run) {
      RunningAction action = new RunningAction(this, run, context);
      if (context.isRepeat()) {
        resume(action);
      } else {
        execute(action);
      }
    } else if (effect instanceof PipelineEffect.RunRule run) {
      new AskedRule(this, run, context).ask(rules.get(run.rule().type()));
    } else if (effect instanceof PipelineEffect.RunExecution run) {
      ownProcesses.carryOut(run, context);
    }
  }

  @Override
  public void signal(PipelineEffect signal, Object target) {
    if (target instanceof RunningAction action) {
      action.cancel(); // the one signal that actions know
    } else {
      ownProcesses.signal(signal, target);
    }
  }

  /** After a restart: what the attempt noted before is looked up first. */
  private void resume(RunningAction action) {
    OpenProcess<PipelineState, PipelineCommand> process = open(); // it is open already
    var unused =
        process
            .view(
                state ->
                    new RunningAction.Note(
                        state.checkpoint(action.actionKey()),
                        state.checkpoints(action.actionKey())))
            .thenAccept(
                note -> {
                  action.recall(note);
                  processes.execute(() -> executeOrFail(action));
                });
  }

  private void executeOrFail(RunningAction action) {
    try {
      execute(action);
    } catch (Throwable e) {
      finish(action, null, e);
    }
  }

  private void execute(RunningAction action) throws Exception {
    ActionExecutor executor = executorOf(action.definition().type());
    if (executor == null) {
      withoutExecutor(action);
      return;
    }
    CompletionStage<ActionResult> result = executor.execute(action);
    if (result == null) { // against its contract, and easily done
      finish(action, ActionResult.failed(NO_STAGE), null);
    } else if (result.getClass() == CompletableFuture.class // its subclasses may refuse to be asked
        && result.toCompletableFuture().isDone()
        && !result.toCompletableFuture().isCompletedExceptionally()) {
      finish(action, result.toCompletableFuture().join(), null);
    } else {
      var unused = result.whenComplete((done, failure) -> finish(action, done, failure));
    }
  }

  /**
   * Opening a pipeline refuses to begin without an executor, so this is no common case. What may be
   * at work outside is not failed: its result would be lost, and a retry would do it twice. It
   * stays in progress, to be stopped, abandoned, or asked for again by an engine that has the
   * executor.
   */
  private void withoutExecutor(RunningAction action) {
    ActionType type = action.definition().type();
    if (action.isRepeat()) {
      warn(
          "{} stays in progress, because no executor is registered for {}; registered: {}",
          action.key(),
          type,
          executors.keySet());
    } else {
      finish(
          action,
          ActionResult.failed(
              "no executor is registered for " + type + "; registered: " + executors.keySet()),
          null);
    }
  }

  /** Starts SLF4J, so not before there is something to say; that it is broken changes nothing. */
  private static void warn(String message, Object... arguments) {
    try {
      LoggerFactory.getLogger(ActionEffects.class).warn(message, arguments);
    } catch (RuntimeException | LinkageError e) {
      return; // there is nobody left to tell
    }
  }

  /** Remembers the last answer, because most stages ask for one type many times over. */
  @SuppressWarnings(
      "ReferenceEquality") // the very same object is the common case; any other is looked up
  private @Nullable ActionExecutor executorOf(ActionType type) {
    Known known = last;
    if (known == null || known.type() != type) {
      ActionExecutor executor = executors.get(type);
      if (executor == null) {
        return null;
      }
      known = new Known(type, executor);
      last = known;
    }
    return known.executor();
  }

  private void finish(
      RunningAction action, @Nullable ActionResult result, @Nullable Throwable failure) {
    action.report(result == null ? ActionResult.failed(messageOf(failure)) : result);
  }

  @Override
  public PipelineCommand failed(PipelineEffect effect, Throwable cause, Instant at) {
    if (effect instanceof PipelineEffect.RunAction run) {
      String message = masked(run.key().execution(), messageOf(cause));
      return new PipelineCommand.ReportResult(run.key(), ActionResult.failed(message), at);
    }
    if (effect instanceof PipelineEffect.RunRule run) {
      String message = masked(run.key().execution(), messageOf(cause));
      return new PipelineCommand.ReportRule(run.key(), RuleResult.errored(message), at);
    }
    return new PipelineCommand.TimerFired(
        effect.key(), at); // changes nothing: an execution is asked for again after a restart
  }

  /** A text without the secrets that actions of an execution have asked for. */
  String masked(String execution, String text) {
    SecretMask mask = secrets.knownMask(execution);
    return mask == null ? text : mask.mask(text);
  }

  static String messageOf(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      return "the executor returned no result";
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private record Known(ActionType type, ActionExecutor executor) {}
}
