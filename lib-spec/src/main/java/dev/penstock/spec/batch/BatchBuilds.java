package dev.penstock.spec.batch;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Carries out what a batch asks for: an SPI that a host implements.
 *
 * <p>Called on the process engine's executor, concurrently for different builds, at least once
 * each: after a crash again. May block. What it throws fails what was asked for.
 */
public interface BatchBuilds {

  /**
   * Reads the batch's plan.
   *
   * @return the plan
   * @throws Exception if there is none; its message fails the batch
   */
  BatchPlan plan() throws Exception;

  /**
   * Runs one build.
   *
   * @param build which
   * @param cancellation completes when the build shall stop
   * @return completes when the build has ended
   * @throws Exception if it cannot begin; counts as {@link BatchBuildStatus#FAULT}
   */
  CompletionStage<BatchBuildResult> run(PlannedBuild build, CompletionStage<Void> cancellation)
      throws Exception;

  /**
   * Combines the artifacts of builds that succeeded.
   *
   * @param identifiers their identifiers, in the order of the plan
   * @throws Exception if that fails; its message fails the batch
   */
  void combine(List<String> identifiers) throws Exception;
}
