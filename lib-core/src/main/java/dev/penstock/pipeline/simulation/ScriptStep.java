package dev.penstock.pipeline.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor.BlockingAction;
import dev.penstock.revision.Digest;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt does.
 *
 * @param takes how long it takes; null if it never ends
 * @param work what it yields then
 * @param hasOutputs whether its result can be given outputs
 * @param isOnce whether the script goes on after it, even if it is the last step
 */
record ScriptStep(
    @Nullable Duration takes, BlockingAction work, boolean hasOutputs, boolean isOnce) {
  static final ScriptStep SUCCESS = succeeding(Duration.ZERO);

  ScriptStep {
    if (takes != null && takes.isNegative()) {
      throw new IllegalArgumentException(
          "takes: " + takes + " is negative; allowed: zero and above");
    }
  }

  static ScriptStep succeeding(Duration takes) {
    return new ScriptStep(takes, ScriptStep::success, true, false);
  }

  /** Success with every artifact that the action declares: a script has nothing to write. */
  private static ActionResult success(ActionContext context) {
    ActionResult whole = ActionResult.succeeded();
    for (String output : context.outputs()) {
      String location = context.key() + "/" + output;
      String digest = Hashing.sha256().hashString(location, UTF_8).toString();
      whole = whole.withArtifact(output, new ArtifactReference(location, new Digest(digest)));
    }
    return whole;
  }

  static ScriptStep failing(String reason, Duration takes, boolean isOnce) {
    ActionResult result = ActionResult.failed(reason);
    return new ScriptStep(takes, context -> result, false, isOnce);
  }

  static ScriptStep endless() {
    return new ScriptStep(null, context -> ActionResult.failed("never ends"), false, false);
  }

  ScriptStep with(UnaryOperator<ActionResult> output) {
    return new ScriptStep(
        takes, context -> output.apply(work.execute(context)), hasOutputs, isOnce);
  }
}
