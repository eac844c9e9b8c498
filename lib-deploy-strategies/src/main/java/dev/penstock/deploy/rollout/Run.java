package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rollout, folded from its events. Belongs to one writer; others see a {@link RolloutView}. */
final class Run {

  /** Which way a rollout goes. */
  enum Phase {
    FORWARD,
    BACK_ORDERED,
    BACK,
    /** Hooks that run at every end. */
    LAST,
    /** The way back did not work, and somebody has to order it again. */
    BROKEN
  }

  final int number;
  final String token;
  final Release release;
  final RolloutPlan plan;
  final @Nullable String stable;
  final String shortcut;
  final Instant startedAt;

  Phase phase = Phase.FORWARD;
  int script;
  List<Operation> operations;
  int index = -1;
  boolean isOpen;
  int attempt;

  // of the open operation
  @Nullable Instant until;
  @Nullable Instant limit;
  @Nullable Instant again;
  @Nullable Instant deadline;
  @Nullable Duration deadlineLeft; // while paused
  int progress;
  int ready;
  int failedStarts;
  @Nullable MonitorDecision answer;
  int wave;
  @Nullable Duration waveHold;
  @Nullable Instant waveUntil;

  // what is known to be so
  RoutingTable table;
  @Nullable RoutingTable wanted; // asked for, perhaps in effect
  final Map<TrafficSide, Integer> scale = new EnumMap<>(TrafficSide.class); // asked for last
  final Map<TrafficSide, Integer> sure = new EnumMap<>(TrafficSide.class); // ready at the last look
  final Set<TrafficSide> unsure = EnumSet.noneOf(TrafficSide.class);
  final HostTable hosts;

  final List<AnalysisSlot> analyses = new ArrayList<>();
  int breakerCount;
  @Nullable OrderedBy paused;
  boolean isPromotedFull;
  MonitorStatus monitor;
  final Set<String> ignoredAlarms = new HashSet<>();

  // the way back
  @Nullable RollbackCause cause;
  @Nullable OrderedBy backBy;
  boolean isAtOnce;
  boolean usersMoveBack;
  @Nullable Instant backDeadline;
  @Nullable Instant drainUntil;
  @Nullable String failure;

  final Map<String, RolloutView.HookRun> hookRuns = new LinkedHashMap<>();
  final Deque<RolloutView.Entry> history = new ArrayDeque<>();
  @Nullable RolloutStatus end;
  String endReason = "";
  @Nullable Instant endedAt;

  Run(RolloutEvent.RolloutStarted event, String service) {
    this.number = event.run();
    this.token = event.token();
    this.release = event.release();
    this.plan = event.plan();
    this.stable = event.stable().orElse(null);
    this.shortcut = event.shortcut();
    this.startedAt = event.at();
    this.operations = event.script();
    this.table = RoutingTable.allStable(ForwardScript.runName(service, event.run()));
    this.hosts = new HostTable(event.release().hosts());
    scale.put(TrafficSide.STABLE, stable == null ? 0 : release.replicas());
    sure.putAll(scale);
    this.monitor =
        plan.alarms().isEmpty() || release.bypass().isPresent()
            ? MonitorStatus.DISABLED
            : MonitorStatus.MONITORING;
  }

  boolean isForward() {
    return phase == Phase.FORWARD;
  }

  Operation operation() {
    return operations.get(index);
  }

  Position position() {
    return new Position(number, script, index, attempt);
  }

  @Nullable AnalysisSlot inline() {
    AnalysisSlot last = analyses.isEmpty() ? null : analyses.get(analyses.size() - 1);
    return last != null && last.isInline ? last : null;
  }

  @Nullable AnalysisSlot slot(int analysis) {
    return analysis >= 0 && analysis < analyses.size() ? analyses.get(analysis) : null;
  }

  int scaleOf(TrafficSide side) {
    return scale.getOrDefault(side, 0);
  }

  /** Whether hosts may still be changed by what was asked before the way back began. */
  boolean isDraining() {
    return hosts.inFlight() > 0;
  }

  /** The share of users who may be on the new side: what is in effect, or was asked for. */
  Weight weight() {
    Weight asked = wanted == null ? Weight.NONE : wanted.newShare();
    return asked.compareTo(table.newShare()) > 0 ? asked : table.newShare();
  }

  /** Whether an operation brings users from one side to the other. */
  boolean movesUsers(Operation operation) {
    return operation.movesUsers()
        || (plan.scaling().router() == Scaling.Sharing.REPLICAS
            && operation.work() instanceof Operation.Scale);
  }

  /** Another script takes the place of the present one. */
  void begin(List<Operation> next) {
    close();
    script++;
    operations = next;
    index = -1;
  }

  /** No operation is under way. */
  void close() {
    isOpen = false;
    until = null;
    limit = null;
    again = null;
    deadline = null;
    answer = null;
    waveHold = null;
    waveUntil = null;
  }

  /** There was progress, so the time to the deadline begins anew; while paused it stands still. */
  void renewDeadline(Instant from) {
    Duration time = plan.deadline().time();
    progress++;
    if (paused != null && isForward()) {
      deadlineLeft = time;
      deadline = null;
    } else {
      deadline = from.plus(time);
    }
  }

  /** Nothing new begins, and the deadline stands still. */
  void pause(OrderedBy by, Instant at) {
    paused = by;
    if (deadline != null) {
      Duration left = Duration.between(at, deadline);
      deadlineLeft = left.isNegative() ? Duration.ZERO : left;
      deadline = null;
    }
  }

  /** It goes on, with the time to the deadline that was left. */
  void resume(Instant at) {
    paused = null;
    if (deadlineLeft != null && isOpen) {
      progress++;
      deadline = at.plus(deadlineLeft);
    }
    deadlineLeft = null;
  }

  /** Where the watch over the alarms stands when it ends. */
  MonitorStatus monitorAfter(boolean isTriggered) {
    return monitor != MonitorStatus.MONITORING
        ? monitor
        : isTriggered ? MonitorStatus.TRIGGERED : MonitorStatus.MONITORING_COMPLETE;
  }

  RolloutStatus status() {
    if (end != null) {
      return end;
    }
    boolean isStop = cause == RollbackCause.ABORT || cause == RollbackCause.NEWER_REVISION;
    return switch (phase) {
      case FORWARD ->
          paused != null || (isOpen && operation().isForPerson())
              ? RolloutStatus.PAUSED
              : RolloutStatus.IN_PROGRESS;
      case BROKEN -> RolloutStatus.ROLLBACK_FAILED;
      case LAST -> cause == null ? RolloutStatus.IN_PROGRESS : RolloutStatus.ROLLBACK_IN_PROGRESS;
      case BACK_ORDERED, BACK ->
          usersMoveBack
              ? RolloutStatus.ROLLBACK_IN_PROGRESS
              : isStop ? RolloutStatus.STOP_REQUESTED : RolloutStatus.ROLLBACK_REQUESTED;
    };
  }

  /** How the rollout ends if its way back works. */
  RolloutStatus endOfWayBack() {
    return cause == RollbackCause.ABORT || cause == RollbackCause.NEWER_REVISION
        ? RolloutStatus.STOPPED
        : RolloutStatus.ROLLBACK_SUCCESSFUL;
  }
}
