package dev.penstock.spec.run;

import dev.penstock.spec.run.PhaseResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attempts of one build, and whether there is to be another. Immutable.
 *
 * @param attempts how each attempt ended, in order
 */
public record BuildHistory(List<BuildResult> attempts) {

  /** A build that has not begun. */
  public static final BuildHistory NONE = new BuildHistory(List.of());

  /** Copies the list. */
  public BuildHistory {
    attempts = List.copyOf(attempts);
  }

  /**
   * The history with one more attempt.
   *
   * @param result how it ended
   * @return a new history
   */
  public BuildHistory with(BuildResult result) {
    List<BuildResult> all = new ArrayList<>(attempts);
    all.add(result);
    return new BuildHistory(all);
  }

  /**
   * How the build stands: as its last attempt.
   *
   * @return the last result; empty if nothing has run
   */
  public Optional<BuildResult> latest() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
  }

  /**
   * Whether the whole build is to run again: because it has failed and the project's limit allows
   * one more (B-134), or because the phase that failed asks for it and has not used up its count
   * (B-084). A build that was stopped is not run again.
   *
   * @param project sets how often a failed build is started again
   * @return whether another attempt follows
   */
  public boolean isRetryDue(BuildProject project) {
    return latest().filter(result -> isFailure(result.status())).isPresent()
        && attempts.size() - 1
            < Math.max(project.autoRetryLimit(), latest().map(BuildResult::retries).orElse(0));
  }

  private static boolean isFailure(Status status) {
    return status == Status.FAILED || status == Status.FAULT || status == Status.TIMED_OUT;
  }
}
