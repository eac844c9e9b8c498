package dev.penstock.pipeline.simulation;

import dev.penstock.pipeline.execution.ActionStatus;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Something that a simulation can run until, see {@link PipelineSimulation#runUntil}. A lambda is
 * one too: {@code simulation -> simulation.pipeline()...}.
 *
 * <p>Actions are named as {@code Production/sign-off}, or by themselves as {@code sign-off}.
 */
@FunctionalInterface
public interface Moment {

  /**
   * Whether it has come. Asked at every instant at which something happened.
   *
   * @param simulation where to look
   * @return true if it has
   */
  boolean isReached(PipelineSimulation simulation);

  /**
   * What it is, for the message when it does not come.
   *
   * @return such as {@code sign-off waits for approval}
   */
  default String description() {
    return "what was waited for is the case";
  }

  /**
   * An execution waits for a manual approval.
   *
   * @param action the approval's name
   * @return the moment; it fails if the pipeline has no such approval
   */
  static Moment waitsForApproval(String action) {
    return described(
        action + " waits for approval",
        simulation -> !simulation.situation().approvals(action).isEmpty());
  }

  /**
   * An action is in progress.
   *
   * @param action the action's name
   * @return the moment; it fails if the pipeline has no such action
   */
  static Moment isRunning(String action) {
    return described(
        action + " is running",
        simulation ->
            simulation.situation().actions(action).stream()
                .anyMatch(each -> each.status() == ActionStatus.IN_PROGRESS));
  }

  /**
   * An execution waits in front of a stage.
   *
   * @param stage the stage's name
   * @return the moment; it fails if the pipeline has no such stage
   */
  static Moment waitsInFrontOf(String stage) {
    return described(
        "an execution waits in front of " + stage,
        simulation -> simulation.situation().isAwaiting(stage));
  }

  /**
   * An execution has ended, in whatever way.
   *
   * @param execution its id
   * @return the moment; it fails if the pipeline has no such execution
   */
  static Moment hasEnded(String execution) {
    return described(
        "execution " + execution + " has ended",
        simulation -> simulation.status(execution).isEnded());
  }

  private static Moment described(String description, Predicate<PipelineSimulation> reached) {
    Objects.requireNonNull(description, "description");
    return new Moment() {
      @Override
      public boolean isReached(PipelineSimulation simulation) {
        return reached.test(simulation);
      }

      @Override
      public String description() {
        return description;
      }

      @Override
      public String toString() {
        return description;
      }
    };
  }
}
