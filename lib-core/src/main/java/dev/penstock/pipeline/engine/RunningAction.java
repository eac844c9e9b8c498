package dev.penstock.pipeline.engine;

import dev.penstock.engine.EffectContext;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.SecretReference;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt while its executor is at work. */
final class RunningAction implements ActionContext {
  private final ActionEffects effects;
  private final RunAction order;
  private final EffectContext<PipelineCommand> effect;
  private volatile @Nullable Memory memory; // most attempts need none

  /** Not volatile: who is told that the result has settled the attempt comes after the report. */
  private boolean hasReported;

  private volatile boolean isGivenUp;

  RunningAction(ActionEffects effects, RunAction order, EffectContext<PipelineCommand> effect) {
    this.effects = effects;
    this.order = order;
    this.effect = effect;
  }

  /** What the attempt noted last, and how many notes it has made. */
  record Note(Optional<String> text, int number) {}

  /** What few attempts have to remember. */
  private static final class Memory {
    @Nullable Note note; // guarded by its attempt
    volatile @Nullable CompletableFuture<Void> cancellation; // written once, guarded by its attempt
    volatile @Nullable SecretMask mask; // once the attempt has hidden something
  }

  private Memory memory() {
    Memory known = memory;
    if (known == null) {
      synchronized (this) {
        known = memory == null ? new Memory() : memory;
        memory = known;
      }
    }
    return known;
  }

  private @Nullable SecretMask ownMask() {
    Memory known = memory;
    return known == null ? null : known.mask;
  }

  @Override
  public Action definition() {
    return order.action();
  }

  @Override
  public List<String> commands() {
    return order.commands();
  }

  @Override
  public List<EnvironmentVariable> environmentVariables() {
    return order.environmentVariables();
  }

  ActionKey actionKey() {
    return order.key();
  }

  synchronized void recall(Note noted) {
    memory().note = noted;
  }

  void report(ActionResult result) {
    hasReported = true;
    ActionResult shown = mayHide() ? masked(result) : result;
    effect.report(new PipelineCommand.ReportResult(order.key(), shown, effect.now()));
  }

  /** A quick test: most pipelines have no secret. */
  private boolean mayHide() {
    return memory != null || !effects.secrets().isEmpty();
  }

  private ActionResult masked(ActionResult result) {
    SecretMask known = knownMask();
    return known == null ? result : ExecutionSecrets.masked(result, known);
  }

  ExecutionSecrets secrets() {
    return effects.secrets();
  }

  /** The execution's mask, also after the execution has ended if this attempt needed it before. */
  private @Nullable SecretMask knownMask() {
    SecretMask own = ownMask();
    return own == null ? effects.secrets().knownMask(execution()) : own;
  }

  @Override
  public String secret(String key) throws IOException {
    if (!configuration().containsKey(key)) {
      for (EnvironmentVariable variable : order.environmentVariables()) {
        if (variable.name().equals(key)
            && variable.type() == EnvironmentVariable.Type.SECRETS_MANAGER) {
          return secret(new SecretReference(SecretReference.SECRETS_MANAGER, variable.value()));
        }
      }
    }
    return ActionContext.super.secret(key);
  }

  @Override
  public String secret(SecretReference reference) throws IOException {
    String value = effects.secrets().resolve(reference);
    conceal(value);
    return value;
  }

  @Override
  public void conceal(String value) {
    SecretMask known = ownMask();
    if (known == null) {
      known = effects.maskOf(execution());
      memory().mask = known;
    }
    known.hide(value);
  }

  @Override
  public String masked(String text) {
    SecretMask known = knownMask();
    return known == null ? text : known.mask(text);
  }

  void cancel() {
    future().complete(null);
  }

  /** Signals are asked for only once somebody looks: most actions never do. */
  private CompletableFuture<Void> future() {
    Memory kept = memory();
    CompletableFuture<Void> known = kept.cancellation;
    if (known == null) {
      synchronized (this) {
        known = kept.cancellation == null ? new CompletableFuture<>() : kept.cancellation;
        kept.cancellation = known;
      }
      effect.attach(this); // passes those on that came before
      var unused = effect.settled().thenRun(this::settled);
    }
    return known;
  }

  /** The attempt is over; if not by its own result, then because nobody waits for it any more. */
  private void settled() {
    if (!hasReported) {
      isGivenUp = true;
      cancel();
    }
  }

  @Override
  public String key() {
    return order.key().text();
  }

  @Override
  public String pipeline() {
    return effects.pipeline();
  }

  @Override
  public String execution() {
    return order.key().execution();
  }

  @Override
  public String stage() {
    return order.key().stage();
  }

  @Override
  public String action() {
    return order.key().action();
  }

  @Override
  public int attempt() {
    return order.key().attempt();
  }

  @Override
  public boolean isRepeat() {
    return effect.isRepeat();
  }

  @Override
  public Map<String, String> configuration() {
    return order.configuration();
  }

  @Override
  public String configuration(String key) {
    String value = order.configuration().get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "action "
              + stage()
              + "/"
              + action()
              + " needs configuration \""
              + key
              + "\"; it has "
              + order.configuration().keySet());
    }
    return value;
  }

  @Override
  public Map<String, String> variables() {
    return order.variables();
  }

  @Override
  public Map<RevisionType, String> revisions() {
    return order.revisions();
  }

  @Override
  public int nesting() {
    return order.execution().nesting();
  }

  @Override
  public Map<String, ArtifactReference> inputs() {
    return order.inputs();
  }

  @Override
  public List<String> outputs() {
    return order.action().outputArtifacts();
  }

  @Override
  public void fetch(String input, Path directory) throws IOException {
    ArtifactReference artifact = order.inputs().get(input);
    if (artifact == null) {
      throw new IllegalArgumentException(
          "action "
              + stage()
              + "/"
              + action()
              + " has no input \""
              + input
              + "\"; it has "
              + order.inputs().keySet());
    }
    transfer().fetch(artifact, directory);
  }

  @Override
  public ArtifactReference store(String output, Path directory) throws IOException {
    if (!outputs().contains(output)) {
      throw new IllegalArgumentException(
          "action "
              + stage()
              + "/"
              + action()
              + " has no output \""
              + output
              + "\"; it has "
              + outputs());
    }
    return transfer().store(key() + "/" + output, directory);
  }

  private ArtifactTransfer transfer() {
    ArtifactTransfer artifacts = effects.artifacts();
    if (artifacts == null) {
      throw new IllegalStateException(
          "the engine has no artifact transfer; give it one with artifacts(...)");
    }
    return artifacts;
  }

  @Override
  public synchronized Optional<String> checkpoint() {
    Note note = memory().note;
    return note == null ? Optional.empty() : note.text();
  }

  @Override
  public CompletionStage<Void> checkpoint(String text) {
    String shown = masked(text);
    Note next;
    synchronized (this) {
      Note last = memory().note;
      next = new Note(Optional.of(shown), last == null ? 1 : last.number() + 1);
      memory().note = next;
    }
    return effect
        .tell(new PipelineCommand.ReportCheckpoint(order.key(), next.number(), shown, effect.now()))
        .thenCompose(
            result ->
                result instanceof CommandResult.Rejected rejected
                    ? CompletableFuture.failedStage(
                        new RejectedCommandException(rejected.rejection()))
                    : result instanceof CommandResult.Unchanged
                        ? CompletableFuture.failedStage(isOver())
                        : CompletableFuture.completedStage(null));
  }

  private IllegalStateException isOver() {
    return new IllegalStateException(
        "nothing is noted: attempt "
            + key()
            + " has ended, or was given up, and nobody waits for it; allowed: while it is in"
            + " progress");
  }

  @Override
  public CompletionStage<Void> cancellation() {
    return future();
  }

  @Override
  public boolean isCancelled() {
    return future().isDone();
  }

  @Override
  public boolean isGivenUp() {
    return future().isDone() && isGivenUp;
  }
}
