package dev.penstock.deploy.strategy;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.traffic.Affinity;
import dev.penstock.deploy.traffic.RequestMatch;
import dev.penstock.deploy.traffic.RequestRoute;
import dev.penstock.deploy.traffic.TrafficMirror;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Defines a {@link RolloutPlan}, step by step. Options of one value may be set once; what concerns
 * the whole plan may stand anywhere. Confined to one thread.
 *
 * @see RolloutPlan#builder(String)
 */
public final class RolloutPlanBuilder {
  private final String name;
  private final List<RolloutStep> steps = new ArrayList<>();
  private final List<RolloutHook> hooks = new ArrayList<>();
  private final List<BackgroundAnalysis> background = new ArrayList<>();
  private final List<String> alarms = new ArrayList<>();
  private final List<String> routes = new ArrayList<>();
  private final List<RolloutStep.Analyse> afterPromotion = new ArrayList<>();
  private final List<RolloutHook> finallyHooks = new ArrayList<>();
  private final Map<String, Object> given = new HashMap<>();
  private final List<Diagnostic> faults = new ArrayList<>();
  private RolloutStep.@Nullable Analyse watch;
  private int watchFrom = -1;
  private @Nullable Scaling scaling;
  private @Nullable ProgressDeadline deadline;
  private @Nullable AfterAbort afterAbort;
  private @Nullable Integer rollbackWindow;
  private @Nullable CircuitBreaker breaker;
  private boolean isPreviewed;
  private @Nullable Affinity affinity;
  private @Nullable Duration bake;
  private @Nullable OnNewerRevision onNewer;
  private boolean ignoresUnreadableAlarms;
  private @Nullable RollbackPlan rollback;

  RolloutPlanBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  static RolloutPlanBuilder of(RolloutPlan plan, String name) {
    RolloutPlanBuilder builder = new RolloutPlanBuilder(name);
    builder.steps.addAll(plan.steps());
    builder.hooks.addAll(plan.hooks());
    builder.background.addAll(plan.background());
    builder.alarms.addAll(plan.alarms());
    builder.routes.addAll(plan.routes());
    builder.afterPromotion.addAll(plan.afterPromotion());
    builder.finallyHooks.addAll(plan.finallyHooks());
    builder.scaling = plan.scaling();
    builder.breaker = plan.breaker().orElse(null);
    builder.isPreviewed = plan.isPreviewed();
    builder.affinity = plan.affinity().orElse(null);
    builder.deadline = plan.deadline();
    builder.afterAbort = plan.afterAbort();
    builder.rollbackWindow = plan.rollbackWindow();
    builder.bake = plan.bake();
    builder.onNewer = plan.onNewer();
    builder.ignoresUnreadableAlarms = plan.ignoresUnreadableAlarms();
    builder.rollback = plan.rollback();
    return builder;
  }

  /**
   * Judges an analysis for a time after each shift, cohort and move of hosts that follows, also
   * after the one to 100 %. Metrics that have no interval are measured every minute, or five times
   * in a time below five minutes. One that no such step follows is a fault of the plan.
   *
   * @param analysis what is measured
   * @param time how long each time, above zero
   * @return this builder
   */
  public RolloutPlanBuilder watch(Analysis analysis, Duration time) {
    idleWatch().ifPresent(faults::add);
    watchFrom = steps.size();
    watch = new RolloutStep.Analyse(Watching.repeated(analysis, time), Optional.of(time));
    return this;
  }

  /**
   * Brings a share of the requests to the new side.
   *
   * @param percent above that of the step before, up to 100, with at most two decimals
   * @return this builder
   */
  public RolloutPlanBuilder shiftTo(double percent) {
    return shiftTo(Weight.ofPercent(percent));
  }

  /**
   * Brings a share of the requests to the new side.
   *
   * @param weight above that of the step before
   * @return this builder
   */
  public RolloutPlanBuilder shiftTo(Weight weight) {
    return watched(new RolloutStep.ShiftTo(weight));
  }

  /**
   * Brings a group of users to the new side, such as a ring, a tenant, a zone or a region.
   *
   * @param cohort its name
   * @return this builder
   */
  public RolloutPlanBuilder admit(String cohort) {
    return watched(new RolloutStep.Admit(cohort));
  }

  /**
   * Brings the revision onto all hosts that are left, in the waves of a strategy.
   *
   * @param strategy one that {@link DeploymentStrategy#named} knows: its name, which is journalled,
   *     says all that it consists of
   * @return this builder
   * @throws IllegalArgumentException if its name is that of another strategy
   */
  public RolloutPlanBuilder moveHosts(DeploymentStrategy strategy) {
    return moveHosts("", strategy);
  }

  /**
   * Brings the revision onto the hosts of a cohort, such as a zone (RP-02).
   *
   * @param cohort its name
   * @param strategy one that {@link DeploymentStrategy#named} knows
   * @return this builder
   * @throws IllegalArgumentException if its name is that of another strategy
   */
  public RolloutPlanBuilder moveHosts(String cohort, DeploymentStrategy strategy) {
    requireItself(strategy);
    return watched(new RolloutStep.MoveHosts(cohort, strategy.name()));
  }

  /** Names that are unknown are faults of the plan; one of another strategy would hide it. */
  private static void requireItself(DeploymentStrategy strategy) {
    DeploymentStrategy known;
    try {
      known = DeploymentStrategy.named(strategy.name());
    } catch (IllegalArgumentException e) {
      return;
    }
    if (!known.equals(strategy)) {
      throw new IllegalArgumentException(
          "strategy: "
              + strategy.getClass().getName()
              + " has the name "
              + strategy.name()
              + " of another one; allowed: a name of its own, and in plans of hosts a strategy"
              + " of the library, whose name says all that it consists of");
    }
  }

  /**
   * Waits for a time.
   *
   * @param time above zero
   * @return this builder
   */
  public RolloutPlanBuilder hold(Duration time) {
    return step(new RolloutStep.Hold(time));
  }

  /**
   * Waits until somebody resumes the rollout.
   *
   * @return this builder
   */
  public RolloutPlanBuilder pause() {
    return step(new RolloutStep.Pause(Optional.empty()));
  }

  /**
   * Waits until somebody resumes the rollout, or the time is up.
   *
   * @param limit how long, and what happens then
   * @return this builder
   */
  public RolloutPlanBuilder pause(WaitLimit limit) {
    return step(new RolloutStep.Pause(Optional.of(limit)));
  }

  /**
   * Waits until a calendar is open.
   *
   * @param calendar windows and freezes
   * @return this builder
   */
  public RolloutPlanBuilder awaitWindow(ReleaseCalendar calendar) {
    return step(new RolloutStep.AwaitWindow(calendar));
  }

  /**
   * Asks a hook, or waits for a person, at this place.
   *
   * @param hook a hook without stages
   * @return this builder
   */
  public RolloutPlanBuilder ask(RolloutHook hook) {
    return step(new RolloutStep.CallHook(hook));
  }

  /**
   * Judges metrics until the analysis ends by itself.
   *
   * @param analysis each of its metrics ends
   * @return this builder
   */
  public RolloutPlanBuilder analyse(Analysis analysis) {
    return step(new RolloutStep.Analyse(analysis, Optional.empty()));
  }

  /**
   * Judges metrics for a time.
   *
   * @param analysis what is measured
   * @param time above zero
   * @return this builder
   */
  public RolloutPlanBuilder analyse(Analysis analysis, Duration time) {
    return step(new RolloutStep.Analyse(analysis, Optional.of(time)));
  }

  /**
   * Compares a baseline and a trial of one size, started for it.
   *
   * @param experiment what is compared
   * @return this builder
   */
  public RolloutPlanBuilder experiment(RolloutStep.Experiment experiment) {
    return step(experiment);
  }

  /**
   * Declares the names of routes and mirrors in their order of precedence, the strongest first.
   *
   * @param names each is set by some step
   * @return this builder
   */
  public RolloutPlanBuilder routes(String... names) {
    routes.addAll(List.of(names));
    return this;
  }

  /**
   * Brings the requests that meet all conditions to the new side.
   *
   * @param route one of {@link #routes}
   * @param all the conditions; none takes the route away
   * @return this builder
   */
  public RolloutPlanBuilder route(String route, RequestMatch... all) {
    return step(new RolloutStep.SetRoute(RequestRoute.of(route, all)));
  }

  /**
   * Copies requests to the new side.
   *
   * @param mirror its name is one of {@link #routes}
   * @return this builder
   */
  public RolloutPlanBuilder mirror(TrafficMirror mirror) {
    return step(new RolloutStep.SetMirror(mirror));
  }

  /**
   * Sets the size of the new side apart from its weight, or joins the two again.
   *
   * @param target how large
   * @return this builder
   */
  public RolloutPlanBuilder scaleTo(ScaleTarget target) {
    return step(new RolloutStep.SetScale(target));
  }

  /**
   * Goes on from here once a share of the replicas is ready.
   *
   * @param percent above 0, up to 100
   * @return this builder
   */
  public RolloutPlanBuilder readyAt(double percent) {
    return step(new RolloutStep.SetReadyShare(Weight.ofPercent(percent)));
  }

  /**
   * Adds a step.
   *
   * @param step the step
   * @return this builder
   */
  public RolloutPlanBuilder step(RolloutStep step) {
    steps.add(Objects.requireNonNull(step, "step"));
    return this;
  }

  private RolloutPlanBuilder watched(RolloutStep step) {
    step(step);
    watchFrom = -1;
    return watch == null ? this : step(watch);
  }

  /**
   * Adds a hook at its stages.
   *
   * @param hook a hook with stages
   * @return this builder
   */
  public RolloutPlanBuilder hook(RolloutHook hook) {
    hooks.add(Objects.requireNonNull(hook, "hook"));
    return this;
  }

  /**
   * Adds a hook that runs at the end of every rollout, whatever became of it.
   *
   * @param hook a hook without stages
   * @return this builder
   */
  public RolloutPlanBuilder lastly(RolloutHook hook) {
    finallyHooks.add(Objects.requireNonNull(hook, "hook"));
    return this;
  }

  /**
   * Runs an analysis beside all steps that follow, until the bake is over.
   *
   * @param analysis what is measured
   * @return this builder
   */
  public RolloutPlanBuilder analyseAlongside(Analysis analysis) {
    background.add(new BackgroundAnalysis(analysis, steps.size()));
    return this;
  }

  /**
   * Judges metrics once all users are on the new side.
   *
   * @param analysis what is measured
   * @param time above zero
   * @return this builder
   */
  public RolloutPlanBuilder analyseAfterPromotion(Analysis analysis, Duration time) {
    afterPromotion.add(new RolloutStep.Analyse(analysis, Optional.of(time)));
    return this;
  }

  /**
   * Adds alarms; the first that fires rolls back.
   *
   * @param names in the words of the host's alarm source
   * @return this builder
   */
  public RolloutPlanBuilder alarms(String... names) {
    alarms.addAll(List.of(names));
    return this;
  }

  /**
   * Lets the rollout go on while an alarm cannot be read; unless called it goes back then, as
   * nobody watches over it.
   *
   * @return this builder
   */
  public RolloutPlanBuilder ignoreUnreadableAlarms() {
    ignoresUnreadableAlarms = true;
    return this;
  }

  /**
   * Shows the new side on the preview endpoint before users see it.
   *
   * @return this builder
   */
  public RolloutPlanBuilder preview() {
    isPreviewed = true;
    return this;
  }

  /**
   * Keeps users on their side with cookies.
   *
   * @param value the cookies
   * @return this builder
   */
  public RolloutPlanBuilder affinity(Affinity value) {
    affinity = once("affinity", value);
    return this;
  }

  /**
   * Says how replicas are handled.
   *
   * @param value {@link Scaling#STANDARD} unless set
   * @return this builder
   */
  public RolloutPlanBuilder scaling(Scaling value) {
    scaling = once("scaling", value);
    return this;
  }

  /**
   * Says how long the rollout may go without progress.
   *
   * @param value {@link ProgressDeadline#STANDARD} unless set
   * @return this builder
   */
  public RolloutPlanBuilder deadline(ProgressDeadline value) {
    deadline = once("deadline", value);
    return this;
  }

  /**
   * Says what becomes of the new side after a rollback.
   *
   * @param value {@link AfterAbort#STANDARD} unless set
   * @return this builder
   */
  public RolloutPlanBuilder afterAbort(AfterAbort value) {
    afterAbort = once("afterAbort", value);
    return this;
  }

  /**
   * Skips steps and analyses when going back to a recent revision.
   *
   * @param revisions how many before the present one are recent, 0 to 100; 0 unless set
   * @return this builder
   */
  public RolloutPlanBuilder rollbackWindow(int revisions) {
    rollbackWindow = once("rollbackWindow", revisions);
    return this;
  }

  /**
   * Ends the rollout after too many failed starts.
   *
   * @param value never unless set
   * @return this builder
   */
  public RolloutPlanBuilder circuitBreaker(CircuitBreaker value) {
    breaker = once("circuitBreaker", value);
    return this;
  }

  /**
   * Keeps both sides for a time after all users have moved.
   *
   * @param time zero unless set
   * @return this builder
   */
  public RolloutPlanBuilder bake(Duration time) {
    bake = once("bake", time);
    return this;
  }

  /**
   * Says what a newer revision does to this rollout.
   *
   * @param value {@link OnNewerRevision#REFUSE} unless set
   * @return this builder
   */
  public RolloutPlanBuilder onNewerRevision(OnNewerRevision value) {
    onNewer = once("onNewerRevision", value);
    return this;
  }

  /**
   * Says how the way back goes.
   *
   * @param value {@link RollbackPlan#AT_ONCE} unless set
   * @return this builder
   */
  public RolloutPlanBuilder rollback(RollbackPlan value) {
    rollback = once("rollback", value);
    return this;
  }

  /**
   * Checks the plan.
   *
   * @return the plan
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public RolloutPlan build() {
    List<Diagnostic> all = new ArrayList<>(faults);
    idleWatch().ifPresent(all::add);
    try {
      RolloutPlan plan = plan();
      if (all.isEmpty()) {
        return plan;
      }
    } catch (InvalidDefinitionException e) {
      all.addAll(e.diagnostics());
    }
    throw new InvalidDefinitionException("rollout plan " + name, all);
  }

  /** A watch that no step has come after yet. */
  private Optional<Diagnostic> idleWatch() {
    if (watchFrom < 0 || watch == null) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnostic.error(
                "rollout.watch",
                "steps[" + watchFrom + "]",
                "a watch of " + watch.analysis().name() + " that no step follows",
                "a shift, cohort or move of hosts after it")
            .withHint(
                "put watch before the steps that it is to judge, or use analyse for this place"));
  }

  private RolloutPlan plan() {
    return new RolloutPlan(
        name,
        steps,
        hooks,
        background,
        alarms,
        routes,
        scaling == null ? Scaling.STANDARD : scaling,
        deadline == null ? ProgressDeadline.STANDARD : deadline,
        afterAbort == null ? AfterAbort.STANDARD : afterAbort,
        rollbackWindow == null ? 0 : rollbackWindow,
        Optional.ofNullable(breaker),
        isPreviewed,
        Optional.ofNullable(affinity),
        afterPromotion,
        bake == null ? Duration.ZERO : bake,
        onNewer == null ? OnNewerRevision.REFUSE : onNewer,
        rollback == null ? RollbackPlan.AT_ONCE : rollback,
        finallyHooks,
        ignoresUnreadableAlarms);
  }

  private <T> T once(String option, T value) {
    Objects.requireNonNull(value, option);
    Object before = given.putIfAbsent(option, value);
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return value;
  }
}
