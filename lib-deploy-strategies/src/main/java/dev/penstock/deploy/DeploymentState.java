package dev.penstock.deploy;

import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One deployment, folded from its events. Belongs to one writer; what others see is a {@link
 * Deployment}.
 */
final class DeploymentState {

  /** What a deployment is doing. Where more than one leg leads, {@link #leg} says which it is. */
  enum Phase {
    UNBORN,
    PROVIDING,
    FLEET,
    FLEET_DONE,
    READY,
    TRAFFIC,
    TRAFFIC_DONE,
    BAKING,
    TERMINATING,
    ENDED
  }

  private @Nullable DeploymentPlan plan;
  Phase phase = Phase.UNBORN;
  @Nullable Instant createdAt;
  @Nullable Instant endedAt;

  TargetState[] targets = {};
  TargetState[] originals = {};
  private final Map<String, TargetState> byInstance = new HashMap<>();
  LegProgress leg = new LegProgress(Leg.INSTALLING, List.of(), List.of());

  /** What is waited after the move under way; null once it was waited or begun. */
  @Nullable Duration hold;

  int holds; // begun so far, so the number of the last
  @Nullable Instant heldUntil;
  @Nullable Instant waitUntil; // of the ready wait or the bake
  boolean isContinued; // after the ready wait
  boolean hasBaked; // or is baking

  int routes; // asked for so far, so the number of the last
  boolean isRouting;
  int wanted; // basis points of the last route
  int weight; // basis points in effect, as far as is known
  int shifts;

  DeploymentEvent.@Nullable StopOrdered stop;

  /** What was waited for when the stop was ordered, and is of no interest since. */
  List<DeploymentKey> dropped = List.of();

  boolean isReturning;
  boolean isReturned;
  int failedReturns;
  @Nullable String routingFailure;

  final PlanProgress planned = new PlanProgress();

  int terminations; // asked for so far, so the number of the last
  int failedTerminations;
  @Nullable FleetLabel terminating;
  boolean isTerminated;
  @Nullable String terminationFailure;

  DeploymentStatus endStatus = DeploymentStatus.CREATED;
  String endCode = "";
  String endReason = "";

  DeploymentPlan plan() {
    return Objects.requireNonNull(plan, "the deployment does not exist yet");
  }

  boolean exists() {
    return plan != null;
  }

  boolean isEnded() {
    return phase == Phase.ENDED;
  }

  boolean isStopping() {
    return stop != null;
  }

  boolean isHolding() {
    return heldUntil != null;
  }

  @Nullable TargetState target(String instance) {
    return byInstance.get(instance);
  }

  /** Whether alarms and the deadline matter: not once the way back is closed. */
  boolean isWatching() {
    return !isStopping() && !isEnded() && phase != Phase.TERMINATING;
  }

  /** Whether a fleet is being given up right now, and not waited for before it is tried again. */
  boolean isTerminating() {
    return phase == Phase.TERMINATING && terminating != null;
  }

  /** Whether users may be on the new side, so that ending early has something to return. */
  boolean hasTrafficToReturn() {
    return shifts > 0 && !isReturned;
  }

  /** Whether the traffic is being shifted for a target that shows it as one of its events. */
  boolean isShiftingForTarget() {
    return phase == Phase.TRAFFIC
        && !isStopping()
        && plan().platform().targetType() != TargetType.INSTANCE;
  }

  Rollout fleetRollout() {
    return leg.tally.rollout(leg.waves);
  }

  Rollout trafficRollout() {
    return new Rollout(Weight.WHOLE, Weight.WHOLE, 0, Weight.WHOLE - weight, weight, 0, shifts);
  }

  void create(DeploymentEvent.DeploymentCreated event) {
    plan = event.plan();
    createdAt = event.at();
    originals = known(plan().way().originals(), FleetLabel.BLUE);
    if (plan().way().providesFleet()) {
      phase = Phase.PROVIDING;
    } else {
      setOut(event.plan().targets());
    }
  }

  void provide(DeploymentEvent.FleetProvided event) {
    List<DeploymentPlan.Target> fresh = new ArrayList<>(event.instances().size());
    event.instances().forEach(each -> fresh.add(new DeploymentPlan.Target(each, true)));
    setOut(fresh);
  }

  private void setOut(List<DeploymentPlan.Target> planned) {
    targets = known(planned, FleetLabel.GREEN);
    Course way = plan().way();
    phase = Phase.FLEET;
    leg = new LegProgress(way.firstLeg(), Arrays.asList(targets), way.zones());
  }

  /** What a checkpoint knows of the targets takes the place of what the plan says. */
  void exist(
      DeploymentPlan known,
      List<DeploymentRemnant.Alike> green,
      List<DeploymentRemnant.Alike> blue) {
    plan = known;
    targets = TargetState.all(green, FleetLabel.GREEN, known.platform());
    originals = TargetState.all(blue, FleetLabel.BLUE, known.platform());
    for (TargetState[] side : List.of(targets, originals)) {
      for (TargetState target : side) {
        byInstance.put(target.instance, target);
      }
    }
  }

  private TargetState[] known(List<DeploymentPlan.Target> planned, FleetLabel label) {
    TargetState[] known = new TargetState[planned.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = new TargetState(planned.get(i), label);
      byInstance.put(known[i].instance, known[i]);
    }
    return known;
  }

  /** Those of a leg are the ones that came through the leg before it. */
  void startLeg(Leg next) {
    List<TargetState> queue = new ArrayList<>();
    for (TargetState target : next.isOfOriginals() ? originals : targets) {
      boolean takesPart =
          switch (next) {
            case READMITTING -> target.hasBegun(Leg.RELEASING);
            case DISMISSING -> target.hasBegun(Leg.ADMITTING);
            case ADMITTING -> target.status == TargetStatus.READY;
            default -> true;
          };
      if (takesPart) {
        queue.add(target);
      }
    }
    phase = Phase.FLEET;
    hold = null; // what the leg before would have waited before a move of its own
    leg = new LegProgress(next, queue, List.of());
  }

  void startWave(DeploymentEvent.WaveStarted event) {
    leg.waves++;
    hold = event.hold();
    List<LifecycleEvent> events = leg.leg.events(plan().platform());
    for (String instance : event.instances()) {
      TargetState target = Objects.requireNonNull(byInstance.get(instance), instance);
      leg.begin(target);
      target.begin(leg.leg, events, plan(), event.at());
    }
  }

  void startEvent(String instance) {
    Objects.requireNonNull(byInstance.get(instance), instance).startBy = null;
  }

  void finishEvent(String instance, LifecycleEvent event, LifecycleResult result, Instant at) {
    TargetState target = Objects.requireNonNull(byInstance.get(instance), instance);
    target.record(event, result);
    target.endedUnstarted = target.startBy != null;
    if (!result.isSucceeded() && !isPassedOver(event)) {
      end(target, false, TargetStatus.FAILED);
    } else if (target.isAtLastEvent()) {
      end(target, true, Standing.after(leg.leg, plan(), target));
    } else if (isStopping() && !leg.leg.isWayBack()) {
      end(target, false, TargetStatus.UNKNOWN);
    } else {
      target.beginNext(plan(), at);
    }
  }

  private void end(TargetState target, boolean isSuccess, TargetStatus status) {
    leg.end(target, isSuccess);
    target.end(status);
    target.isHealthy = isSuccess;
    if (plan().way().goesByPlan(leg.leg)) {
      planned.ended.add(target.instance);
    }
  }

  /** Whether a failure of this event leaves its instance in the deployment (D-098). */
  private boolean isPassedOver(LifecycleEvent event) {
    return plan().ignoresApplicationStopFailures()
        && (event == LifecycleEvent.APPLICATION_STOP
            || event == LifecycleEvent.BEFORE_BLOCK_TRAFFIC
            || event == LifecycleEvent.AFTER_BLOCK_TRAFFIC);
  }

  void startShift(int number, int basisPoints, @Nullable Duration holdAfter) {
    overtake();
    routes = number;
    isRouting = true;
    wanted = basisPoints;
    hold = holdAfter;
    if (holdAfter == null) {
      isReturning = true;
    } else {
      phase = Phase.TRAFFIC;
      shifts++;
    }
  }

  /** A rollout of its own takes over; what it moves is told by the phase. */
  void startPlan() {
    planned.isRunning = true;
    if (plan().way().shiftsByPlan()) {
      phase = Phase.TRAFFIC;
    }
  }

  /** The hosts that the plan moves, in the order of the targets, as they were when it began. */
  List<DeploymentPlan.Target> plannedHosts() {
    if (leg.leg != Leg.ADMITTING) {
      return plan().targets();
    }
    List<DeploymentPlan.Target> hosts = new ArrayList<>(leg.queue.length);
    for (TargetState target : targets) {
      if (leg.has(target)) {
        hosts.add(new DeploymentPlan.Target(target.instance, true)); // or it would not be here
      }
    }
    return hosts;
  }

  void startPlanShift(DeploymentEvent.PlanShiftStarted event) {
    overtake();
    planned.shifts.add(event.order());
    planned.shift = event.order();
    planned.route = event.number();
    planned.failure = null;
    routes = event.number();
    isRouting = true;
    isReturned = false;
    wanted = event.basisPoints();
    shifts++;
  }

  /** The route under way, if the plan asked for it, is of no interest any more. */
  private void overtake() {
    planned.overtaken = isRoutingByPlan() ? routes : 0;
  }

  boolean isRoutingByPlan() {
    return isRouting && planned.route == routes;
  }

  void endPlan() {
    planned.isRunning = false;
    planned.isOver = true;
  }

  void finishShift() {
    isReturned = isReturning || (isRoutingByPlan() && wanted == 0);
    isRouting = false;
    weight = wanted;
  }

  void failShift(String message) {
    planned.failure = message;
    isRouting = false;
    routingFailure = message;
    failedReturns += isReturning ? 1 : 0;
  }

  void finishTraffic() {
    if (isShiftingForTarget()) {
      Standing.shifted(targets, LifecycleResult.succeeded(""));
    }
    phase = Phase.TRAFFIC_DONE;
  }

  void startTermination(DeploymentEvent.TerminationStarted event) {
    phase = Phase.TERMINATING;
    terminations = event.number();
    terminating = event.label();
  }

  void endTermination(@Nullable String failure) {
    failedTerminations += failure == null ? 0 : 1;
    terminationFailure = failure;
    isTerminated = failure == null;
    terminating = null;
  }

  void orderStop(DeploymentEvent.StopOrdered event) {
    List<DeploymentKey> open = new ArrayList<>();
    DeploymentRequests.waits(this, effect -> open.add(effect.key()));
    dropped = List.copyOf(open);
    if (isShiftingForTarget()) {
      Standing.shifted(
          targets, LifecycleResult.failed(LifecycleErrorCode.UNKNOWN_ERROR, event.reason(), ""));
    }
    stop = event;
    hold = null;
    heldUntil = null;
    waitUntil = null;
  }

  void end(DeploymentStatus status, String code, String reason, Instant at) {
    phase = Phase.ENDED;
    endStatus = status;
    endCode = code;
    endReason = reason;
    endedAt = at;
  }
}
