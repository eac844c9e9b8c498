package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.AfterAbort;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The way back from where a rollout is: first the stable side is as large as it was, then users
 * return as the plan says or at once, then hosts, and last the new side goes.
 */
final class BackScript {
  private final Run run;
  private final RoutingDraft table;
  private final boolean routes;
  private final List<Operation> operations = new ArrayList<>();

  private BackScript(Run run) {
    this.run = run;
    this.table =
        RoutingDraft.back(run.wanted == null ? run.table : run.wanted, run.plan.affinity());
    this.routes = ForwardScript.routes(run.plan);
  }

  static List<Operation> of(Run run) {
    BackScript script = new BackScript(run);
    RollbackPlan way = run.plan.rollback();
    if (!run.isAtOnce) {
      script.hooks(way.before());
    }
    script.restoreStable();
    if (!run.isAtOnce) {
      script.gradually(way);
    }
    script.table.clear();
    script.route();
    if (run.plan.movesHosts() && !way.leavesHosts()) {
      script.add(new Operation.MoveHosts("", way.hostStrategy(), true));
    }
    script.removeExperiment();
    if (!run.isAtOnce) {
      script.hooks(way.after());
    }
    script.removeNew();
    return List.copyOf(script.operations);
  }

  /** Hooks that run at every end. */
  static List<Operation> last(Run run) {
    List<Operation> operations = new ArrayList<>();
    for (RolloutHook hook : run.plan.finallyHooks()) {
      operations.add(new Operation(-1, RolloutStage.CLEAN_UP, new Operation.CallHook(hook)));
    }
    return List.copyOf(operations);
  }

  private void hooks(List<RolloutHook> hooks) {
    hooks.forEach(hook -> add(new Operation.CallHook(hook)));
  }

  private void restoreStable() {
    boolean isShrunk =
        run.scaleOf(TrafficSide.STABLE) < run.release.replicas()
            || run.unsure.contains(TrafficSide.STABLE);
    if (run.stable != null && run.release.replicas() > 0 && isShrunk) {
      scale(TrafficSide.STABLE, run.release.replicas());
    }
  }

  private void gradually(RollbackPlan way) {
    if (way.kind() == RollbackPlan.Kind.BY_COHORT) {
      while (!table.cohorts.isEmpty()) {
        table.cohorts.remove(table.cohorts.size() - 1);
        step(way.hold());
      }
    }
    for (Weight weight : way.weights()) {
      if (weight.compareTo(table.share) < 0) {
        table.share = weight;
        step(way.hold());
      }
    }
  }

  private void step(Duration hold) {
    if (run.plan.scaling().router() == Scaling.Sharing.REPLICAS) {
      scale(TrafficSide.NEW, table.share.of(run.release.replicas()));
    }
    route();
    if (!hold.isZero()) {
      add(new Operation.Hold(hold));
    }
  }

  private void removeExperiment() {
    for (TrafficSide side : List.of(TrafficSide.TRIAL, TrafficSide.BASELINE)) {
      if (run.scaleOf(side) > 0 || run.unsure.contains(side)) {
        scale(side, 0);
      }
    }
  }

  private void removeNew() {
    if (run.scaleOf(TrafficSide.NEW) == 0 && !run.unsure.contains(TrafficSide.NEW)) {
      return;
    }
    boolean isReplaced = run.cause == RollbackCause.NEWER_REVISION;
    boolean isWithoutRouter = run.plan.scaling().router() == Scaling.Sharing.REPLICAS;
    AfterAbort after = run.plan.afterAbort();
    if (isReplaced || isWithoutRouter) { // its place is needed, or it would go on to serve
      scale(TrafficSide.NEW, 0);
    } else if (after.kind() == AfterAbort.Kind.REMOVE) {
      if (!after.delay().isZero()) {
        add(new Operation.Hold(after.delay()));
      }
      scale(TrafficSide.NEW, 0);
    }
  }

  private void route() {
    if (routes) {
      add(new Operation.Route(table.next()));
    }
  }

  private void scale(TrafficSide side, int replicas) {
    int needed =
        side == TrafficSide.STABLE ? replicas : run.plan.scaling().readyShare().of(replicas);
    add(new Operation.Scale(side, replicas, needed));
  }

  private void add(Operation.Work work) {
    operations.add(new Operation(-1, RolloutStage.CLEAN_UP, work));
  }
}
