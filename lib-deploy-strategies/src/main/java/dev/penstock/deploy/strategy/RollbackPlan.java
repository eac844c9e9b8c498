package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The way back is a plan too (RP-42): at once, in steps, or cohort by cohort, with hooks, a
 * deadline and a result of its own.
 *
 * <pre>{@code
 * RollbackPlan.stepped(Duration.ofMinutes(2), Weight.ofPercent(50), Weight.ofPercent(10))
 *     .before(RolloutHook.call("tell-support"))
 *     .within(Duration.ofMinutes(15))
 * }</pre>
 *
 * <p>An abort, and a deadline that has passed, always go back at once.
 *
 * @param kind how users are brought back
 * @param weights of the new side on the way back, falling, above nothing; those that are not below
 *     the present one are left out
 * @param hold how long each step is watched
 * @param before hooks that run first; a failure is noted and does not end the rollback
 * @param after hooks that run last, when the old side has everything again
 * @param deadline for the whole way back, above zero; when it has passed all goes back at once
 * @param hostStrategy the name of the strategy by which hosts go back
 * @param leavesHosts whether hosts stay as they are, because somebody else brings them back
 */
public record RollbackPlan(
    Kind kind,
    List<Weight> weights,
    Duration hold,
    List<RolloutHook> before,
    List<RolloutHook> after,
    Duration deadline,
    String hostStrategy,
    boolean leavesHosts) {

  /** The most steps and the most hooks. */
  public static final int MOST = 100;

  /** How long a rollback may take unless its plan says otherwise. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);

  /** All at once, without hooks. */
  public static final RollbackPlan AT_ONCE =
      new RollbackPlan(
          Kind.AT_ONCE,
          List.of(),
          Duration.ZERO,
          List.of(),
          List.of(),
          DEFAULT_DEADLINE,
          new AllAtOnce().name(),
          false);

  /** How users are brought back. */
  public enum Kind {
    /** In one move. */
    AT_ONCE,
    /** In steps of weights. */
    STEPPED,
    /** One cohort after the other, the last one admitted first. */
    BY_COHORT
  }

  /** Copies the lists; refuses weights that do not fall, and what is out of range. */
  public RollbackPlan {
    Objects.requireNonNull(kind, "kind");
    weights = List.copyOf(weights);
    before = List.copyOf(before);
    after = List.copyOf(after);
    if (weights.size() > MOST || before.size() > MOST || after.size() > MOST) {
      throw new IllegalArgumentException("rollback: more than " + MOST + " steps or hooks");
    }
    for (int i = 0; i < weights.size(); i++) {
      Weight above = i == 0 ? Weight.ALL : weights.get(i - 1);
      if (weights.get(i).compareTo(above) >= 0 || weights.get(i).isNone()) {
        throw new IllegalArgumentException(
            "rollback: weights["
                + i
                + "] is "
                + weights.get(i)
                + "; allowed: above 0 % and below "
                + above);
      }
    }
    if (weights.isEmpty() == (kind == Kind.STEPPED)) {
      throw new IllegalArgumentException(
          "rollback: " + weights.size() + " weights; allowed: some in steps, else none");
    }
    Shares.requireInterval("rollback hold", hold);
    Shares.requireInterval("rollback deadline", deadline);
    if (deadline.isZero()) {
      throw new IllegalArgumentException("rollback deadline: PT0S; allowed: above zero");
    }
    Objects.requireNonNull(DeploymentStrategy.named(hostStrategy), "hostStrategy");
  }

  /**
   * In steps.
   *
   * @param hold how long each step is watched
   * @param weights of the new side, falling; the last step to nothing is understood
   * @return the plan
   */
  public static RollbackPlan stepped(Duration hold, Weight... weights) {
    return new RollbackPlan(
        Kind.STEPPED,
        List.of(weights),
        hold,
        List.of(),
        List.of(),
        DEFAULT_DEADLINE,
        AT_ONCE.hostStrategy,
        false);
  }

  /**
   * One cohort after the other, the last one admitted first; then the shares.
   *
   * @param hold how long each step is watched
   * @return the plan
   */
  public static RollbackPlan byCohort(Duration hold) {
    return new RollbackPlan(
        Kind.BY_COHORT,
        List.of(),
        hold,
        List.of(),
        List.of(),
        DEFAULT_DEADLINE,
        AT_ONCE.hostStrategy,
        false);
  }

  /**
   * The same with hooks that run first.
   *
   * @param hooks at least one
   * @return a copy
   */
  public RollbackPlan before(RolloutHook... hooks) {
    return new RollbackPlan(
        kind, weights, hold, List.of(hooks), after, deadline, hostStrategy, leavesHosts);
  }

  /**
   * The same with hooks that run last.
   *
   * @param hooks at least one
   * @return a copy
   */
  public RollbackPlan after(RolloutHook... hooks) {
    return new RollbackPlan(
        kind, weights, hold, before, List.of(hooks), deadline, hostStrategy, leavesHosts);
  }

  /**
   * The same with another deadline.
   *
   * @param time above zero
   * @return a copy
   */
  public RollbackPlan within(Duration time) {
    return new RollbackPlan(kind, weights, hold, before, after, time, hostStrategy, leavesHosts);
  }

  /**
   * The same, bringing hosts back by a strategy.
   *
   * @param strategy one that {@link DeploymentStrategy#named} knows
   * @return a copy
   */
  public RollbackPlan hostsBy(DeploymentStrategy strategy) {
    return new RollbackPlan(
        kind, weights, hold, before, after, deadline, strategy.name(), leavesHosts);
  }

  /**
   * The same, leaving hosts as they are: somebody else brings them back, such as a new deployment
   * of the revision before.
   *
   * @return a copy
   */
  public RollbackPlan leavingHosts() {
    return new RollbackPlan(kind, weights, hold, before, after, deadline, hostStrategy, true);
  }
}
