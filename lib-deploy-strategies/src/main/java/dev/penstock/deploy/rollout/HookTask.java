package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.traffic.Weight;
import java.util.Objects;
import java.util.Optional;

/**
 * A hook to be run.
 *
 * @param key names this call and no other; the same when it is asked for again after a restart
 * @param service the service's name
 * @param hook the hook's name in the plan
 * @param stage where the rollout is
 * @param step of the plan, from 0; empty outside of the steps
 * @param attempt from 1, higher after an answer that said wait
 * @param revision what is rolled out
 * @param stable what served before; empty on the first rollout
 * @param weight the share of the new side
 * @param isGoingBack whether the rollout is on its way back
 * @param isRepeat whether this call was made before a restart
 */
public record HookTask(
    String key,
    String service,
    String hook,
    RolloutStage stage,
    Optional<Integer> step,
    int attempt,
    String revision,
    Optional<String> stable,
    Weight weight,
    boolean isGoingBack,
    boolean isRepeat) {

  /** Refuses null. */
  public HookTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(hook, "hook");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(stable, "stable");
    Objects.requireNonNull(weight, "weight");
  }
}
