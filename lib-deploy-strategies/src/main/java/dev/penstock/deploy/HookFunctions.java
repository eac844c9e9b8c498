package dev.penstock.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Invokes the functions that hook into deployments to a container service or a function: an SPI
 * that a host implements (D-155).
 *
 * <p>Called on the executor of the process engine; may block. The function is given the ids of the
 * deployment and of the execution, and must report by {@link OpenGroup#reportHook} how it ended;
 * what it returns does not matter. If it does not within the group's {@link
 * DeploymentGroup#eventTimeout()}, the event fails. Called once, and after a crash once more with
 * {@link HookInvocation#isRepeat()} true: a host that knows the execution id must not invoke the
 * function again. What this throws, and a stage that completes exceptionally, fail the event.
 */
@FunctionalInterface
public interface HookFunctions {

  /** What became of an invocation. */
  enum Start {
    /** The revision has no function for the event, which succeeds at once (D-183). */
    NO_HOOK,
    /** The function was invoked, and will report. */
    INVOKED
  }

  /**
   * Invokes the function of an event, if the revision has one.
   *
   * @param invocation which event of which deployment
   * @return completes once the function is invoked, without waiting for it
   * @throws Exception if it cannot be invoked
   */
  CompletionStage<Start> invoke(HookInvocation invocation) throws Exception;
}
