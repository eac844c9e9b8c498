package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.BackgroundAnalysis;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.strategy.ScaleTarget;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.ExperimentShare;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a rollout will do if all goes well, made before its first effect: each step of the plan
 * with the scaling and the hooks that belong to it, then the promotion, the bake and the clean-up.
 */
final class ForwardScript {
  private final RolloutPlan plan;
  private final Release release;
  private final boolean hasStable;
  private final boolean routes;
  private final List<Operation> operations = new ArrayList<>();
  private final RoutingDraft table;
  private ScaleTarget target;
  private Weight ready;
  private int newReplicas;
  private int stableReplicas;
  private int step = -1;

  private ForwardScript(
      RolloutPlan plan, Release release, String runName, @Nullable String stable) {
    this.plan = plan;
    this.release = release;
    this.hasStable = stable != null;
    this.routes = routes(plan);
    this.table = new RoutingDraft(runName, plan.routes(), plan.affinity());
    this.target = plan.scaling().initial();
    this.ready = plan.scaling().readyShare();
    this.stableReplicas = stable == null ? 0 : release.replicas();
  }

  static String runName(String service, int run) {
    return service + "/" + run;
  }

  /** Whether the plan shares traffic with a router. */
  static boolean routes(RolloutPlan plan) {
    boolean hasTraffic =
        plan.isPreviewed()
            || plan.steps().stream()
                .anyMatch(
                    step ->
                        step instanceof RolloutStep.ShiftTo
                            || step instanceof RolloutStep.Admit
                            || step instanceof RolloutStep.SetRoute
                            || step instanceof RolloutStep.SetMirror);
    return plan.scaling().router() == Scaling.Sharing.ROUTER && (hasTraffic || !plan.movesHosts());
  }

  /**
   * Makes the script.
   *
   * @param isShort whether the steps are left out, so that all users move at once
   */
  static List<Operation> of(
      RolloutPlan plan, Release release, String runName, @Nullable String stable, boolean isShort) {
    ForwardScript script = new ForwardScript(plan, release, runName, stable);
    script.prepare(isShort);
    for (int i = 0; i < plan.steps().size() && !isShort; i++) {
      script.step = i;
      script.background(i);
      script.step(plan.steps().get(i));
    }
    script.step = plan.steps().size();
    if (!isShort) {
      script.background(script.step);
    }
    script.promote(isShort);
    script.finish(isShort);
    return List.copyOf(script.operations);
  }

  private void prepare(boolean isShort) {
    hooks(RolloutStage.RECONCILE_SERVICE);
    hooks(RolloutStage.PRE_SCALE_UP);
    if (!isShort && target.kind() != ScaleTarget.Kind.MATCH_WEIGHT) {
      scaleNew(RolloutStage.SCALE_UP);
    } else if (isShort) {
      target = ScaleTarget.percent(100);
      scaleNew(RolloutStage.SCALE_UP);
    } else if (plan.scaling().router() == Scaling.Sharing.ROUTER) {
      firstWeight(); // else replicas are users
    }
    hooks(RolloutStage.POST_SCALE_UP);
    if (plan.isPreviewed()) {
      table.isPreviewed = true;
      route(RolloutStage.TEST_TRAFFIC_SHIFT);
    }
    hooks(RolloutStage.TEST_TRAFFIC_SHIFT);
    hooks(RolloutStage.POST_TEST_TRAFFIC_SHIFT);
  }

  /** As large as the first weight needs, so that hooks after scaling find something. */
  private void firstWeight() {
    Weight before = table.share;
    table.share =
        plan.steps().stream()
            .filter(RolloutStep.ShiftTo.class::isInstance)
            .map(first -> ((RolloutStep.ShiftTo) first).weight())
            .findFirst()
            .orElse(plan.movesHosts() ? Weight.NONE : Weight.ALL);
    if (!table.share.isNone()) {
      scaleNew(RolloutStage.SCALE_UP);
    }
    table.share = before;
  }

  private void background(int from) {
    for (BackgroundAnalysis analysis : plan.background()) {
      if (analysis.fromStep() == from) {
        add(stage(), new Operation.StartBackground(analysis.analysis()));
      }
    }
  }

  private void step(RolloutStep next) {
    if (next instanceof RolloutStep.ShiftTo shift) {
      shift(() -> table.share = shift.weight());
    } else if (next instanceof RolloutStep.Admit admit) {
      shift(() -> table.cohorts.add(admit.cohort()));
    } else if (next instanceof RolloutStep.MoveHosts hosts) {
      hooks(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
      add(stage(), new Operation.MoveHosts(hosts.cohort(), hosts.strategy(), false));
      hooks(RolloutStage.PRODUCTION_TRAFFIC_SHIFT);
    } else if (next instanceof RolloutStep.SetRoute set) {
      shift(() -> table.set(set.route()));
    } else if (next instanceof RolloutStep.SetMirror set) {
      table.set(set.mirror());
      scaleNew(stage());
      route(stage());
    } else if (next instanceof RolloutStep.SetScale set) {
      target = set.target();
      scaleNew(stage());
      shrinkStable();
    } else if (next instanceof RolloutStep.SetReadyShare set) {
      ready = set.share();
    } else if (next instanceof RolloutStep.Experiment experiment) {
      experiment(experiment);
    } else {
      wait(next);
    }
  }

  private void wait(RolloutStep next) {
    if (next instanceof RolloutStep.Hold hold) {
      add(stage(), new Operation.Hold(hold.time()));
    } else if (next instanceof RolloutStep.Pause pause) {
      add(stage(), new Operation.Pause(pause.limit()));
    } else if (next instanceof RolloutStep.AwaitWindow window) {
      add(stage(), new Operation.AwaitWindow(window.calendar()));
    } else if (next instanceof RolloutStep.CallHook call) {
      add(stage(), new Operation.CallHook(call.hook()));
    } else if (next instanceof RolloutStep.Analyse analyse) {
      add(stage(), new Operation.Analyse(analyse.analysis(), analyse.time(), false));
    }
  }

  private void experiment(RolloutStep.Experiment experiment) {
    int size = experiment.replicas();
    scale(stage(), TrafficSide.BASELINE, size);
    scale(stage(), TrafficSide.TRIAL, size);
    if (!experiment.each().isNone()) {
      table.experiment = Optional.of(new ExperimentShare(experiment.name(), experiment.each()));
      route(stage());
    }
    add(stage(), new Operation.Analyse(experiment.analysis(), experiment.time(), true));
    if (!experiment.each().isNone()) {
      table.experiment = Optional.empty();
      route(stage());
    }
    scale(stage(), TrafficSide.TRIAL, 0);
    scale(stage(), TrafficSide.BASELINE, 0);
  }

  private void shift(Runnable change) {
    hooks(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
    change.run();
    makeRoom();
    scaleNew(stage());
    route(stage());
    shrinkStable();
    hooks(RolloutStage.PRODUCTION_TRAFFIC_SHIFT);
  }

  private void promote(boolean isShort) {
    boolean isThere = routes ? table.isAllNew() : !isShort && movesAllHosts();
    if (!isThere) {
      hooks(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT);
    }
    target = ScaleTarget.percent(100);
    ready = plan.scaling().readyShare();
    if (plan.movesHosts()) {
      add(stage(), new Operation.MoveHosts("", lastStrategy(), false));
    }
    table.promote();
    makeRoom();
    scaleNew(stage());
    route(stage());
    shrinkStable();
    if (!isThere) {
      hooks(RolloutStage.PRODUCTION_TRAFFIC_SHIFT);
    }
    hooks(RolloutStage.POST_PRODUCTION_TRAFFIC_SHIFT);
  }

  private boolean movesAllHosts() {
    return plan.steps().stream()
        .anyMatch(step -> step instanceof RolloutStep.MoveHosts hosts && hosts.cohort().isEmpty());
  }

  private String lastStrategy() {
    String last = "";
    for (RolloutStep each : plan.steps()) {
      last = each instanceof RolloutStep.MoveHosts hosts ? hosts.strategy() : last;
    }
    return last;
  }

  private void finish(boolean isShort) {
    for (RolloutStep.Analyse analyse : plan.afterPromotion()) {
      if (!isShort) {
        add(
            RolloutStage.BAKE_TIME,
            new Operation.Analyse(analyse.analysis(), analyse.time(), false));
      }
    }
    hold(RolloutStage.BAKE_TIME, plan.bake());
    if (!plan.background().isEmpty() && !isShort) {
      add(RolloutStage.BAKE_TIME, new Operation.EndBackground());
    }
    if (hasStable && release.replicas() > 0) {
      int floor = plan.scaling().minimumCapacity().of(release.replicas());
      int needed = Math.max(ready.of(newReplicas), Math.min(floor, newReplicas));
      add(
          RolloutStage.BAKE_TIME,
          new Operation.Scale(TrafficSide.NEW, newReplicas, needed)); // it will be alone
      hold(RolloutStage.CLEAN_UP, plan.scaling().scaleDownDelay());
      scale(RolloutStage.CLEAN_UP, TrafficSide.STABLE, 0);
    }
  }

  private void hold(RolloutStage stage, Duration time) {
    if (!time.isZero()) {
      add(stage, new Operation.Hold(time));
    }
  }

  private void hooks(RolloutStage stage) {
    for (RolloutHook hook : plan.hooks()) {
      if (hook.stages().contains(stage)) {
        add(stage, new Operation.CallHook(hook));
      }
    }
  }

  private void route(RolloutStage stage) {
    if (routes) {
      add(stage, new Operation.Route(table.next()));
    }
  }

  private void scaleNew(RolloutStage stage) {
    if (release.replicas() == 0) {
      return;
    }
    boolean follows = target.kind() == ScaleTarget.Kind.MATCH_WEIGHT;
    int wanted = target.of(release.replicas(), table.share);
    boolean isInUse = table.usesNewSide() || stage == RolloutStage.SCALE_UP;
    if (isInUse && (follows || wanted > 0)) {
      wanted = Math.max(wanted, plan.scaling().minimumReplicas());
    }
    newReplicas = follows ? Math.max(wanted, newReplicas) : wanted; // routes have no known share
    scale(stage, TrafficSide.NEW, newReplicas);
  }

  /**
   * Where there may be no more replicas, the stable side gives up some before the new one grows.
   */
  private void makeRoom() {
    boolean isWithoutRouter = plan.scaling().router() == Scaling.Sharing.REPLICAS;
    int total = release.replicas();
    int next = Math.max(newReplicas, target.of(total, table.share));
    int most = total + Math.min(plan.scaling().surge(), ScaleTarget.MOST_REPLICAS) - next;
    if (isWithoutRouter && hasStable && stableReplicas > most) {
      stableReplicas = Math.max(0, most);
      scale(stage(), TrafficSide.STABLE, stableReplicas);
    }
  }

  /** As much of the stable side as its users and the floor of capacity need (RP-11, RP-102). */
  private void shrinkStable() {
    boolean isWithoutRouter = plan.scaling().router() == Scaling.Sharing.REPLICAS;
    if (!hasStable
        || release.replicas() == 0
        || !(plan.scaling().shrinksStable() || isWithoutRouter)) {
      return;
    }
    int total = release.replicas();
    int floor = plan.scaling().minimumCapacity().of(total) - ready.of(newReplicas);
    int users = isWithoutRouter ? total - newReplicas : table.share.complement().of(total);
    int wanted = Math.max(users, floor);
    wanted = table.isAllNew() ? wanted : Math.max(wanted, plan.scaling().minimumReplicas());
    stableReplicas = Math.max(0, Math.min(stableReplicas, wanted));
    scale(stage(), TrafficSide.STABLE, stableReplicas);
  }

  private void scale(RolloutStage stage, TrafficSide side, int replicas) {
    if (release.replicas() > 0) {
      int needed = side == TrafficSide.STABLE ? replicas : ready.of(replicas); // they serve already
      add(stage, new Operation.Scale(side, replicas, needed));
    }
  }

  private static RolloutStage stage() {
    return RolloutStage.PRODUCTION_TRAFFIC_SHIFT;
  }

  private void add(RolloutStage stage, Operation.Work work) {
    operations.add(new Operation(step, stage, work));
  }
}
