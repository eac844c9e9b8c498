package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.MonitorDecision;
import java.util.concurrent.CompletionStage;

/**
 * Runs the hooks of plans: an SPI for tests, policies, external monitors, notices, plug-ins of any
 * kind (RP-34, RP-44).
 *
 * <p>Called on the executor of the process engine; may block. Called at least once for each {@link
 * HookTask#key()}. The answer decides how the rollout goes on: {@code CONTINUE} with the next step,
 * {@code COMPLETE} with all users at once, {@code WAIT} asks again later, {@code PAUSE} leaves it
 * to a person, {@code ABORT} goes back. What it throws, and a stage that completes exceptionally,
 * fail the hook, which goes back too, unless the hook is advisory. One that never answers holds one
 * of the process engine's places in flight until the hook's limit is reached, after a day unless
 * its {@code within} says otherwise; what it answers later changes nothing. On the way back, and
 * among the hooks that run at every end, answers are noted and do not change the way.
 */
@FunctionalInterface
public interface HookRunner {

  /**
   * Runs a hook.
   *
   * @param task which, where
   * @return completes with its decision
   * @throws Exception if it failed
   */
  CompletionStage<MonitorDecision> run(HookTask task) throws Exception;
}
