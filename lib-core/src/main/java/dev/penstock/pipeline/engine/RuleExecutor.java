package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.RuleResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers rules of one type: an SPI that a host implements. Comparisons of variables and deployment
 * windows need nobody, for the pipeline answers them itself.
 *
 * <p>Called on the host's executor, concurrently for different questions; may block there. What it
 * throws, and a stage that completes exceptionally, count as an errored answer with the exception's
 * message. After a crash it is called again for the same question, with {@link
 * RuleContext#isRepeat()} true.
 */
@FunctionalInterface
public interface RuleExecutor {

  /**
   * Starts to find the answer, or finds it before returning.
   *
   * @param context what is asked
   * @return completes with the answer
   * @throws Exception if nobody can tell
   */
  CompletionStage<RuleResult> evaluate(RuleContext context) throws Exception;

  /**
   * An executor that knows the answer when it returns.
   *
   * @param work finds the answer
   * @return an executor
   */
  static RuleExecutor blocking(BlockingRule work) {
    return context -> CompletableFuture.completedFuture(work.evaluate(context));
  }

  /** An answer that is found when the call returns. */
  @FunctionalInterface
  interface BlockingRule {

    /**
     * Finds the answer.
     *
     * @param context what is asked
     * @return the answer
     * @throws Exception if nobody can tell; its message becomes the answer's
     */
    RuleResult evaluate(RuleContext context) throws Exception;
  }
}
