package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Affinity;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a revision reaches its users, and how it comes back: a list of steps over weights, host waves
 * and cohorts, with pauses, gates and analyses between them. A value, checked when it is made; the
 * same value is previewed, simulated, journalled and run by {@code dev.penstock.deploy.rollout}.
 *
 * <pre>{@code
 * // 10 %, then 50 %, then all, each with five minutes of watching the error rate
 * RolloutPlan careful =
 *     RolloutPlan.builder("careful")
 *         .watch(Analysis.of(Metric.named("error-rate").atMost(0.01)), Duration.ofMinutes(5))
 *         .shiftTo(10)
 *         .shiftTo(50)
 *         .shiftTo(100)
 *         .build();
 * System.out.println(careful.preview());
 *
 * RolloutPlan canary = RolloutPlan.of(DeploymentStrategy.named("Canary10Percent5Minutes"));
 * }</pre>
 *
 * <p>After the last step everything moves to the new side, whether the steps end with 100 % or not
 * (RP-101); then the old side is kept for the bake, and taken away.
 *
 * @param name 1 to 100 characters
 * @param steps in their order, at most {@value #MOST_STEPS}; none moves everything at once
 * @param hooks at named stages; hooks of one stage run in this order, at most {@value #MOST_PARTS}
 * @param background analyses beside the steps, at most {@value #MOST_PARTS}
 * @param alarms of which the first that fires rolls back (RP-37), at most {@value #MOST_PARTS}
 * @param routes names of the routes and mirrors that steps set, in order of precedence (RP-113)
 * @param scaling how replicas are handled where the host lets Penstock scale
 * @param deadline how long the rollout may go without progress
 * @param afterAbort what becomes of the new side after a rollback
 * @param rollbackWindow going back to one of so many revisions before the present one skips steps
 *     and analyses (RP-31); 0 to {@value #LARGEST_WINDOW}, 0 never skips
 * @param breaker ends the rollout after too many failed starts; never if empty
 * @param isPreviewed whether the preview endpoint shows the new side before users see it (RP-26)
 * @param affinity cookies that keep users on their side; empty for none
 * @param afterPromotion analyses of the new side when it has all users (RP-19), in their order
 * @param bake how long both sides are kept then, zero or more (RP-28)
 * @param onNewer what a newer revision does to this rollout (RP-33)
 * @param rollback the way back
 * @param finallyHooks run at the end of every rollout, whatever became of it; a failure is noted
 * @param ignoresUnreadableAlarms whether the rollout goes on while an alarm cannot be read (D-355)
 */
public record RolloutPlan(
    String name,
    List<RolloutStep> steps,
    List<RolloutHook> hooks,
    List<BackgroundAnalysis> background,
    List<String> alarms,
    List<String> routes,
    Scaling scaling,
    ProgressDeadline deadline,
    AfterAbort afterAbort,
    int rollbackWindow,
    Optional<CircuitBreaker> breaker,
    boolean isPreviewed,
    Optional<Affinity> affinity,
    List<RolloutStep.Analyse> afterPromotion,
    Duration bake,
    OnNewerRevision onNewer,
    RollbackPlan rollback,
    List<RolloutHook> finallyHooks,
    boolean ignoresUnreadableAlarms) {

  /** The most steps. */
  public static final int MOST_STEPS = 500;

  /** The most hooks, background analyses, alarms and routes, of each. */
  public static final int MOST_PARTS = 100;

  /** The largest rollback window. */
  public static final int LARGEST_WINDOW = 100;

  /**
   * Copies the lists and checks the plan: weights grow, no side gets traffic that is not scaled for
   * it, and the plan ends.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public RolloutPlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scaling, "scaling");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(afterAbort, "afterAbort");
    Objects.requireNonNull(breaker, "breaker");
    Objects.requireNonNull(affinity, "affinity");
    Objects.requireNonNull(bake, "bake");
    Objects.requireNonNull(onNewer, "onNewer");
    Objects.requireNonNull(rollback, "rollback");
    steps = List.copyOf(steps);
    hooks = List.copyOf(hooks);
    background = List.copyOf(background);
    alarms = List.copyOf(alarms);
    routes = List.copyOf(routes);
    afterPromotion = List.copyOf(afterPromotion);
    finallyHooks = List.copyOf(finallyHooks);
    List<Diagnostic> faults = new ArrayList<>();
    new PlanRules(faults::add)
        .name(name)
        .parts(hooks, background, alarms, routes, afterPromotion, finallyHooks, steps.size())
        .numbers(rollbackWindow, bake);
    new StepRules(faults::add, scaling, routes, affinity.isPresent() || isPreviewed)
        .steps(steps)
        .rollback(rollback);
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("rollout plan " + name, faults);
    }
  }

  /**
   * Starts a plan.
   *
   * @param name 1 to 100 characters
   * @return a builder
   */
  public static RolloutPlanBuilder builder(String name) {
    return new RolloutPlanBuilder(name);
  }

  /**
   * A strategy of traffic as a plan: its moves and holds as steps.
   *
   * @param strategy such as {@link Canary}, {@link Linear}, {@link AllAtOnce}, one of {@link
   *     PredefinedConfigurations} or your own; moves in at most {@value #MOST_STEPS} steps
   * @return a plan of the strategy's name
   * @throws InvalidDefinitionException if the strategy does not finish, or has too many steps
   */
  public static RolloutPlan of(DeploymentStrategy strategy) {
    return StrategyWalk.of(strategy).into(builder(strategy.name())).build();
  }

  /**
   * A strategy of hosts as a plan: its waves over all hosts in one step.
   *
   * @param strategy one that {@link DeploymentStrategy#named} knows
   * @return a plan of the strategy's name
   * @throws InvalidDefinitionException if the strategy is unknown by its name
   */
  public static RolloutPlan ofHosts(DeploymentStrategy strategy) {
    return builder(strategy.name()).moveHosts(strategy).build();
  }

  /**
   * The plan as a table: its steps with the earliest time of each, and the weights.
   *
   * @return to be printed, or read row by row
   */
  public PlanPreview preview() {
    return PlanPreview.of(this);
  }

  /**
   * This plan, to be changed.
   *
   * @param newName the name of the changed plan
   * @return a builder with all that this plan consists of
   */
  public RolloutPlanBuilder toBuilder(String newName) {
    return RolloutPlanBuilder.of(this, newName);
  }

  /**
   * Whether metrics are measured, so that somebody has to measure them.
   *
   * @return true with at least one analysis or experiment
   */
  public boolean judges() {
    return !background.isEmpty()
        || !afterPromotion.isEmpty()
        || steps.stream()
            .anyMatch(
                step ->
                    step instanceof RolloutStep.Analyse || step instanceof RolloutStep.Experiment);
  }

  /**
   * Whether hooks are called, so that somebody has to run them; people are not called.
   *
   * @return true with at least one hook of {@link RolloutHook.Kind#CALL}, there or on the way back
   */
  public boolean callsHooks() {
    Stream<RolloutHook> ofSteps =
        steps.stream()
            .filter(RolloutStep.CallHook.class::isInstance)
            .map(step -> ((RolloutStep.CallHook) step).hook());
    return Stream.of(
            ofSteps,
            hooks.stream(),
            finallyHooks.stream(),
            rollback.before().stream(),
            rollback.after().stream())
        .flatMap(all -> all)
        .anyMatch(hook -> hook.kind() == RolloutHook.Kind.CALL);
  }

  /**
   * Whether steps bring hosts over.
   *
   * @return true with at least one step of hosts
   */
  public boolean movesHosts() {
    return steps.stream().anyMatch(RolloutStep.MoveHosts.class::isInstance);
  }
}
