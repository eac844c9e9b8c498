package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.ActionResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries out actions of one type: an SPI that a host implements or takes from the libraries.
 *
 * <p>Called on the host's executor, concurrently for different actions; may block there. What it
 * throws, and a stage that completes exceptionally, fail the action with the exception's message.
 * After a crash it is called again for the same attempt, with {@link ActionContext#isRepeat()} true
 * and the last checkpoint.
 */
@FunctionalInterface
public interface ActionExecutor {

  /**
   * Starts the action, or carries it out before returning.
   *
   * @param context what to do, with what, and how to tell
   * @return completes with the result
   * @throws Exception if the action failed
   */
  CompletionStage<ActionResult> execute(ActionContext context) throws Exception;

  /**
   * An executor that does its work before it returns.
   *
   * @param work the work
   * @return an executor
   */
  static ActionExecutor blocking(BlockingAction work) {
    return context -> CompletableFuture.completedFuture(work.execute(context));
  }

  /** Work that is done when the call returns. */
  @FunctionalInterface
  interface BlockingAction {

    /**
     * Carries the action out.
     *
     * @param context what to do, with what
     * @return the result
     * @throws Exception if the action failed; its message becomes the failure's
     */
    ActionResult execute(ActionContext context) throws Exception;
  }
}
