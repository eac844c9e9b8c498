package dev.penstock.deploy.simulation;

import dev.penstock.deploy.analysis.AlarmListener;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AlarmWatch;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.MetricQuery;
import dev.penstock.deploy.rollout.HostTask;
import dev.penstock.deploy.rollout.RoutingTask;
import dev.penstock.deploy.rollout.ScaleTask;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout by plan needs of its host, played: routing is done at once, replicas and hosts
 * take their time, metrics show what the revision does to its requests, hooks agree.
 */
final class PlanHost {

  static final String OLD = "old";
  static final String NEW = "new";
  static final String HOST = "host-";

  private final RolloutScenario scenario;
  private final Draw draw;
  private final VirtualTime time;
  private final boolean sharesByReplicas;
  private final RequestHistory requests = new RequestHistory();
  private final Map<String, Integer> replicas = new HashMap<>();
  private final List<Watch> watches = new ArrayList<>();
  private final boolean[] hasNew;
  private final boolean[] isDown;
  private @Nullable PlanLedger ledger;
  private int share;
  private int movesBegun;

  private record Watch(List<String> names, AlarmListener listener) {}

  PlanHost(RolloutScenario scenario, Draw draw, VirtualTime time, RolloutPlan plan) {
    this.scenario = scenario;
    this.draw = draw;
    this.time = time;
    this.sharesByReplicas = plan.scaling().router() == Scaling.Sharing.REPLICAS;
    this.hasNew = new boolean[scenario.hosts()];
    this.isDown = new boolean[scenario.hosts()];
  }

  /** From now on it counts, and takes time. */
  void begin(PlanLedger books) {
    ledger = books;
  }

  RequestHistory requests() {
    return requests;
  }

  /** Whether anything was begun that users could notice. */
  boolean hasMoved() {
    return movesBegun > 0;
  }

  CompletionStage<Void> route(RoutingTask task) {
    int fresh = shareOf(task.table());
    int wanted = task.revision().equals(NEW) ? fresh : Weight.WHOLE - fresh;
    if (ledger != null && task.table().isOver() && wanted < share) {
      ledger.goBack();
    }
    share = wanted;
    if (!sharesByReplicas) {
      look();
    }
    return CompletableFuture.completedStage(null);
  }

  /** Cohorts count by the share of the users that they are; experiments by their trial. */
  private int shareOf(RoutingTable table) {
    long apart = 0;
    for (String cohort : table.cohorts()) {
      apart += scenario.cohort(cohort).basisPoints();
    }
    long rest = Math.max(0, Weight.WHOLE - apart);
    long weight =
        (long) table.newShare().basisPoints() + table.share(TrafficSide.TRIAL).basisPoints();
    return (int) (Math.min(Weight.WHOLE, apart) + rest * weight / Weight.WHOLE);
  }

  CompletionStage<Void> scale(ScaleTask task) {
    int before = replicas.getOrDefault(task.revision(), 0);
    boolean isFewerNew = task.revision().equals(NEW) && task.replicas() < before;
    if (ledger != null && sharesByReplicas && isFewerNew) {
      ledger.goBack();
    }
    boolean isTrial = task.side() == TrafficSide.TRIAL || task.side() == TrafficSide.BASELINE;
    if (ledger == null || isTrial || task.replicas() <= before) {
      ready(task, isTrial);
      return CompletableFuture.completedStage(null);
    }
    long slowest = 0;
    for (int i = before; i < Math.min(task.replicas(), scenario.hosts()); i++) {
      boolean isNew = task.revision().equals(NEW);
      slowest = Math.max(slowest, isNew ? draw.hostMillis(i) : draw.hostMillisBack(i));
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    time.schedule(
        time.now().plusMillis(slowest),
        () -> {
          ready(task, false);
          done.complete(null);
        });
    return done;
  }

  private void ready(ScaleTask task, boolean isTrial) {
    if (!isTrial) {
      replicas.put(task.revision(), task.replicas());
      look();
    }
    task.progress().report(task.replicas(), 0);
  }

  CompletionStage<Void> move(HostTask task) {
    int host = Integer.parseInt(task.host().substring(HOST.length()));
    boolean toNew = task.revision().filter(NEW::equals).isPresent();
    PlanLedger books = ledger;
    if (books == null) {
      return CompletableFuture.completedStage(null);
    }
    movesBegun++;
    if (task.isBack()) {
      books.goBack();
    }
    books.leaves(hasNew[host], !isDown[host]);
    hasNew[host] = false;
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean fails = toNew && draw.hostFails(host);
    long millis = toNew ? draw.hostMillis(host) : draw.hostMillisBack(host);
    time.schedule(
        time.now().plusMillis(millis),
        () -> {
          books.lands(toNew, fails, isDown[host]);
          hasNew[host] = toNew && !fails;
          isDown[host] = fails;
          if (fails) {
            done.completeExceptionally(new IllegalStateException("the host failed"));
          } else {
            done.complete(null);
          }
        });
    return done;
  }

  CompletionStage<Measurement> measure(MetricQuery query) {
    PlanLedger books = ledger;
    long had = 0;
    if (books != null) {
      books.catchUp();
      had = requests.between(books.millis(query.from()), books.millis(query.to()));
    }
    return CompletableFuture.completedStage(
        scenario
            .metric()
            .measure(query, new SimulatedMetric.Revision(draw.isBad(), draw.errorRate(), had)));
  }

  AlarmWatch watch(List<String> names, AlarmListener listener) {
    Watch watch = new Watch(names, listener);
    watches.add(watch);
    names.forEach(name -> listener.onState(name, AlarmState.OK, ""));
    return () -> watches.remove(watch);
  }

  /** Whether anybody was told. */
  boolean raiseAlarms(String why) {
    List<Watch> told = List.copyOf(watches);
    for (Watch watch : told) {
      watch.names().forEach(name -> watch.listener().onState(name, AlarmState.ALARM, why));
    }
    return !told.isEmpty();
  }

  /** Shares and capacity of a rollout of requests have changed. */
  private void look() {
    PlanLedger books = ledger;
    if (books == null) {
      return;
    }
    int fresh = replicas.getOrDefault(NEW, 0);
    int all = fresh + replicas.getOrDefault(OLD, 0);
    int serving = Weight.WHOLE;
    if (!replicas.isEmpty()) {
      serving = (int) Math.min(Weight.WHOLE, (long) all * Weight.WHOLE / scenario.hosts());
    }
    if (sharesByReplicas) {
      share = all == 0 ? 0 : (int) ((long) fresh * Weight.WHOLE / all);
    }
    movesBegun += share > 0 ? 1 : 0;
    books.shares(share, serving);
  }
}
