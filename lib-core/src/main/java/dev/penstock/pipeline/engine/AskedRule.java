package dev.penstock.pipeline.engine;

import dev.penstock.engine.EffectContext;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineEffect.RunRule;
import dev.penstock.pipeline.execution.RuleKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One question while its executor looks for the answer. */
final class AskedRule implements RuleContext {
  private final ActionEffects effects;
  private final RunRule order;
  private final EffectContext<PipelineCommand> effect;

  AskedRule(ActionEffects effects, RunRule order, EffectContext<PipelineCommand> effect) {
    this.effects = effects;
    this.order = order;
    this.effect = effect;
  }

  /** Asks, and reports the answer whenever it comes. */
  void ask(@Nullable RuleExecutor executor) throws Exception {
    if (executor == null) { // opening the pipeline refuses that; and a question harms nobody
      report(RuleResult.errored("no executor is registered for " + order.rule().type()), null);
      return;
    }
    CompletionStage<RuleResult> answer = executor.evaluate(this);
    if (answer == null) { // against its contract, and easily done
      report(RuleResult.errored(ActionEffects.NO_STAGE), null);
    } else {
      var unused = answer.whenComplete(this::report);
    }
  }

  private void report(@Nullable RuleResult result, @Nullable Throwable failure) {
    RuleResult answer =
        result == null ? RuleResult.errored(ActionEffects.messageOf(failure)) : result;
    RuleResult shown =
        new RuleResult(answer.outcome(), effects.masked(order.key().execution(), answer.summary()));
    effect.report(new PipelineCommand.ReportRule(order.key(), shown, effect.now()));
  }

  @Override
  public RuleKey key() {
    return order.key();
  }

  @Override
  public String pipeline() {
    return effects.pipeline();
  }

  @Override
  public Rule definition() {
    return order.rule();
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
  public List<String> commands() {
    return order.commands();
  }

  @Override
  public Map<String, String> variables() {
    return order.execution().variables();
  }

  @Override
  public Map<String, ArtifactReference> inputs() {
    return order.inputs();
  }

  @Override
  public void fetch(String input, Path directory) throws IOException {
    ArtifactReference artifact = order.inputs().get(input);
    if (artifact == null) {
      throw new IllegalArgumentException(
          "rule "
              + order.key().stage()
              + "/"
              + order.key().rule()
              + " has no input \""
              + input
              + "\"; it has "
              + order.inputs().keySet());
    }
    ArtifactTransfer artifacts = effects.artifacts();
    if (artifacts == null) {
      throw new IllegalStateException(
          "the engine has no artifact transfer; give it one with artifacts(...)");
    }
    artifacts.fetch(artifact, directory);
  }

  @Override
  public CompletionStage<Void> settled() {
    return effect.settled();
  }
}
