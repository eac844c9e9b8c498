package dev.penstock.pipeline.execution;

import static dev.penstock.pipeline.execution.PipelineCommand.LONGEST_NAME;

import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.DisableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.EnableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineCommand.RollBackStage;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.process.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pipeline has room for the names and tokens of an order: they come from users, stay in
 * its events, and are repeated in each checkpoint. Texts that only one order has are looked at
 * where that order is decided.
 */
final class OrderTexts {
  private static final String BY = "the name of who gives the order";
  private static final String TOKEN = "the token";

  private OrderTexts() {}

  /** Why an order is refused, whatever the state; null if it is not. */
  static @Nullable Decision<PipelineEvent> refusal(PipelineCommand order) {
    String fault = faultOf(order);
    return fault == null ? null : PipelineRejection.ORDER_TEXT.because(fault);
  }

  private static @Nullable String faultOf(PipelineCommand order) {
    if (order instanceof StartExecution start) {
      String fault = faultOf(start.token(), start.by());
      return fault == null && isTorn(start.trigger()) ? torn("the trigger") : fault;
    }
    if (order instanceof AnswerApproval answer) {
      return faultOf(BY, answer.by());
    }
    if (order instanceof StopExecution stop) {
      return faultOf(Optional.empty(), stop.by());
    }
    if (order instanceof RetryStage retry) {
      return faultOf(Optional.empty(), retry.by());
    }
    if (order instanceof RollBackStage rollback) {
      return faultOf(rollback.token(), rollback.by());
    }
    if (order instanceof DisableTransition disable) {
      return faultOf(BY, disable.by());
    }
    if (order instanceof EnableTransition enable) {
      return faultOf(BY, enable.by());
    }
    return order instanceof OverrideCondition override ? faultOf(BY, override.by()) : null;
  }

  private static @Nullable String faultOf(Optional<String> token, Optional<String> by) {
    String fault = token.isPresent() ? faultOf(TOKEN, token.get()) : null;
    return fault == null && by.isPresent() ? faultOf(BY, by.get()) : fault;
  }

  private static @Nullable String faultOf(String what, String text) {
    if (text.length() > LONGEST_NAME) {
      return what + " has " + text.length() + " characters; allowed: 0 to " + LONGEST_NAME;
    }
    return isTorn(text) ? torn(what) : null;
  }

  /** What is wrong with a text of that name. */
  static String torn(String what) {
    return what + " holds half a surrogate pair; allowed: whole characters";
  }

  /** Whether half a surrogate pair is in it, which is no character, and not every reader takes. */
  static boolean isTorn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))
          && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
        return true;
      }
    }
    return false;
  }
}
