package dev.penstock.deploy;

import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Which part of its way a deployment is on. */
  enum Phase {
    UNBORN,
    FLEET,
    FLEET_DONE,
    READY,
    TRAFFIC,
    TRAFFIC_DONE,
    BAKING,
    ENDED
  }

  private @Nullable DeploymentPlan plan;
  Phase phase = Phase.UNBORN;
  @Nullable Instant createdAt;
  @Nullable Instant endedAt;

  TargetState[] targets = {};
  private final Map<String, TargetState> byInstance = new HashMap<>();
  int nextTarget; // all before it have had their turn
  int running; // instances whose lifecycle events are under way
  private int waves;
  private int healthy;
  private int unhealthyWaiting;
  private int succeeded;
  private int failed;

  /** What is waited after the move under way; null once it was waited or begun. */
  @Nullable Duration hold;

  int holds; // begun so far, so the number of the last
  @Nullable Instant heldUntil;
  @Nullable Instant waitUntil; // of the ready wait or the bake

  int routes; // asked for so far, so the number of the last
  boolean isRouting;
  int wanted; // basis points of the last route
  int weight; // basis points in effect, as far as is known
  private int shifts;

  DeploymentEvent.@Nullable StopOrdered stop;

  /** What was waited for when the stop was ordered, and is of no interest since. */
  List<DeploymentKey> dropped = List.of();

  boolean isReturning;
  boolean isReturned;
  int failedReturns;
  @Nullable String routingFailure;
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

  boolean hasUntouched() {
    return nextTarget < targets.length;
  }

  /** Whether users may be on the new side, so that ending early has something to return. */
  boolean hasTrafficToReturn() {
    return shifts > 0 && !isReturned;
  }

  Rollout fleetRollout() {
    int healthyWaiting = targets.length - nextTarget - unhealthyWaiting;
    return new Rollout(
        targets.length, healthy, unhealthyWaiting, healthyWaiting, succeeded, failed, waves);
  }

  Rollout trafficRollout() {
    return new Rollout(Weight.WHOLE, Weight.WHOLE, 0, Weight.WHOLE - weight, weight, 0, shifts);
  }

  void create(DeploymentEvent.DeploymentCreated event) {
    plan = event.plan();
    createdAt = event.at();
    phase = Phase.FLEET;
    List<DeploymentPlan.Target> planned = event.plan().targets();
    targets = new TargetState[planned.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = new TargetState(planned.get(i));
      byInstance.put(targets[i].instance, targets[i]);
      healthy += targets[i].wasHealthy ? 1 : 0;
    }
    unhealthyWaiting = targets.length - healthy;
  }

  void startWave(DeploymentEvent.WaveStarted event) {
    waves++;
    hold = event.hold();
    for (String instance : event.instances()) {
      TargetState target = Objects.requireNonNull(byInstance.get(instance), instance);
      target.status = TargetStatus.IN_PROGRESS;
      target.timeoutAt = event.at().plus(plan().eventTimeout());
      nextTarget++;
      running++;
      unhealthyWaiting -= target.wasHealthy ? 0 : 1;
    }
  }

  void finishEvent(String instance, LifecycleEvent event, LifecycleResult result, Instant at) {
    TargetState target = Objects.requireNonNull(byInstance.get(instance), instance);
    target.record(event, result);
    boolean isLast = target.position == LifecycleEvent.IN_PLACE.size() - 1;
    if (!result.isSucceeded() && !isPassedOver(event)) {
      fail(target, TargetStatus.FAILED);
    } else if (isLast) {
      target.end(TargetStatus.SUCCEEDED);
      healthy += target.wasHealthy ? 0 : 1;
      succeeded++;
      running--;
    } else if (isStopping()) {
      fail(target, TargetStatus.UNKNOWN);
    } else {
      target.position++;
      target.timeoutAt = at.plus(plan().eventTimeout());
    }
  }

  private void fail(TargetState target, TargetStatus end) {
    target.end(end);
    healthy -= target.wasHealthy ? 1 : 0;
    failed++;
    running--;
  }

  /** Whether a failure of this event leaves its instance in the deployment (D-098). */
  private boolean isPassedOver(LifecycleEvent event) {
    return event == LifecycleEvent.APPLICATION_STOP && plan().ignoresApplicationStopFailures();
  }

  void startShift(int number, int basisPoints, @Nullable Duration holdAfter) {
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

  void finishShift() {
    isRouting = false;
    weight = wanted;
    isReturned = isReturning;
  }

  void failShift(String message) {
    isRouting = false;
    routingFailure = message;
    failedReturns += isReturning ? 1 : 0;
  }

  void orderStop(DeploymentEvent.StopOrdered event) {
    List<DeploymentKey> open = new ArrayList<>();
    DeploymentRequests.waits(this, effect -> open.add(effect.key()));
    dropped = List.copyOf(open);
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
