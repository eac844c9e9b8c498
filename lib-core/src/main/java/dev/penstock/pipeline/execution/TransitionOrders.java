package dev.penstock.pipeline.execution;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.PipelineCommand.DisableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.EnableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.HandOnTransitions;
import dev.penstock.process.Decision;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What it means to open and close the gates between stages (P-811). */
final class TransitionOrders {
  private static final int LONGEST_REASON = 300;
  private static final Pattern REASON =
      Pattern.compile("[a-zA-Z0-9!@ ().*?-]{1," + LONGEST_REASON + "}");

  private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9!@ ().*?-]");

  private TransitionOrders() {}

  static Decision<PipelineEvent> disable(PipelineState state, DisableTransition order) {
    Decision<PipelineEvent> refused = refusal(state, order.stage(), order.type());
    if (refused != null) {
      return refused;
    }
    if (!REASON.matcher(order.reason()).matches()) {
      return PipelineRejection.TRANSITION_REASON.because(
          fault(order.reason())
              + "; allowed: 1 to "
              + LONGEST_REASON
              + " characters of a-zA-Z0-9!@ ().*?-");
    }
    int stage = gateOf(state, order.stage(), order.type());
    if (stage == 0) {
      return PipelineRejection.TRANSITION_FIRST_STAGE.because(
          "stage \"" + order.stage() + "\" is the first one; no transition leads into it");
    }
    String gate = stages(state).get(stage).name();
    StageSlot slot = state.knownSlot(gate);
    if (slot != null
        && !slot.transition.isEnabled()
        && slot.transition.disabledReason().equals(order.reason())
        && slot.transition.lastChangedBy().equals(order.by())) {
      return unchanged();
    }
    return accepted(
        new PipelineEvent.TransitionDisabled(gate, order.reason(), order.by(), order.at()));
  }

  /** What is wrong with a reason that does not match. */
  private static String fault(String reason) {
    if (reason.isEmpty()) {
      return "the reason is empty";
    }
    String foreign =
        FOREIGN.matcher(reason).results().map(MatchResult::group).findFirst().orElse("");
    return foreign.isEmpty()
        ? "a reason of " + reason.length() + " characters"
        : "the reason \"" + reason + "\" has \"" + foreign + "\"";
  }

  static Decision<PipelineEvent> enable(PipelineState state, EnableTransition order) {
    StageSlot left = state.knownSlot(order.stage());
    boolean isHeldWithoutStage = // an execution of an older definition may wait there
        order.type() == TransitionType.INBOUND && left != null && !left.transition.isEnabled();
    String gate = order.stage();
    if (!isHeldWithoutStage) {
      Decision<PipelineEvent> refused = refusal(state, order.stage(), order.type());
      if (refused != null) {
        return refused;
      }
      gate = stages(state).get(gateOf(state, order.stage(), order.type())).name();
    }
    StageSlot slot = state.knownSlot(gate);
    return slot == null || slot.transition.isEnabled()
        ? unchanged()
        : accepted(new PipelineEvent.TransitionEnabled(gate, order.by(), order.at()));
  }

  /** A process that carries one execution hears of its pipeline's gates. */
  static Decision<PipelineEvent> handOn(PipelineState state, HandOnTransitions report) {
    boolean isOver = state.isOneExecution && state.live.isEmpty();
    if (isOver || report.number() <= state.transitionChanges) {
      return unchanged();
    }
    if (state.layout != null && !state.isOneExecution) {
      return PipelineRejection.ONE_EXECUTION.because(
          "this process is a pipeline and has gates of its own");
    }
    return accepted(
        new PipelineEvent.TransitionsHandedOn(report.number(), report.transitions(), report.at()));
  }

  private static @Nullable Decision<PipelineEvent> refusal(
      PipelineState state, String stage, TransitionType type) {
    PipelineLayout layout = state.layout;
    if (layout == null) {
      return PipelineRejection.UNDEFINED.because(
          "the pipeline has no definition yet; define it first");
    }
    if (layout.indexOf(stage) < 0) {
      return PipelineOrders.unknownStage(layout, stage);
    }
    if (type == TransitionType.OUTBOUND && layout.indexOf(stage) == layout.size() - 1) {
      return PipelineRejection.TRANSITION_LAST_STAGE.because(
          "stage \"" + stage + "\" is the last one; no transition leads out of it");
    }
    return null;
  }

  /** The index of the stage into which the gate leads: out of one is into the next (P-812). */
  private static int gateOf(PipelineState state, String stage, TransitionType type) {
    int index = Objects.requireNonNull(state.layout, "no definition").indexOf(stage);
    return type == TransitionType.INBOUND ? index : index + 1;
  }

  private static List<Stage> stages(PipelineState state) {
    return Objects.requireNonNull(state.layout, "no definition").definition().stages();
  }
}
