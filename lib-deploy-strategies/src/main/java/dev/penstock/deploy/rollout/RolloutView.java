package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AnalysisVerdict;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import dev.penstock.deploy.traffic.Weight;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One rollout as it is, or was at its end.
 *
 * @param run its number within the service, from 1
 * @param token of the order that it came from
 * @param revision what is rolled out
 * @param stable the revision that served before; empty for the first one
 * @param plan the plan's name
 * @param status where it stands
 * @param reason why it stands there, for people; empty if there is nothing to tell
 * @param shortcut why steps are skipped; empty if they are not
 * @param step of the plan that is under way, from 0; the number of steps once they are done; empty
 *     before the first, and on the way back
 * @param stage which part of the rollout is under way
 * @param doing what is under way or comes next, in words
 * @param routing how the traffic is shared, as far as is known
 * @param replicas of each side that were asked for last
 * @param hostsMoved hosts that have the revision
 * @param hostsFailed hosts that are in neither state for sure
 * @param waitsUntil when the wait under way is over by itself; empty if there is none
 * @param pausedBy who paused it, and why; empty if it is not paused
 * @param cause what made it go back; empty if nothing did
 * @param monitor the watch over its alarms
 * @param hooks the last {@value #MOST_HOOKS} runs of hooks, in the order of their beginnings
 * @param analyses what analyses say, in the order of their beginnings
 * @param history the last {@value #MOST_ENTRIES} things of note
 * @param startedAt when it began
 * @param endedAt when it ended; empty while it is under way
 */
public record RolloutView(
    int run,
    String token,
    String revision,
    Optional<String> stable,
    String plan,
    RolloutStatus status,
    String reason,
    String shortcut,
    Optional<Integer> step,
    RolloutStage stage,
    String doing,
    RoutingTable routing,
    Map<TrafficSide, Integer> replicas,
    int hostsMoved,
    int hostsFailed,
    Optional<Instant> waitsUntil,
    Optional<OrderedBy> pausedBy,
    Optional<RollbackCause> cause,
    MonitorStatus monitor,
    List<HookRun> hooks,
    List<AnalysisVerdict> analyses,
    List<Entry> history,
    Instant startedAt,
    Optional<Instant> endedAt) {

  /** The most runs of hooks that are kept. */
  public static final int MOST_HOOKS = 200;

  /** The most entries of a history that are kept. */
  public static final int MOST_ENTRIES = 1_000;

  /**
   * One run of a hook.
   *
   * @param hook its name
   * @param stage where it ran
   * @param status where it stands
   */
  public record HookRun(String hook, RolloutStage stage, HookStatus status) {

    /** Refuses null. */
    public HookRun {
      Objects.requireNonNull(hook, "hook");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * One thing of note.
   *
   * @param at when it happened
   * @param what happened, in words
   * @param by who ordered it, and why; empty if nobody did
   */
  public record Entry(Instant at, String what, Optional<OrderedBy> by) {

    /** Refuses null. */
    public Entry {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(by, "by");
    }

    /** Such as {@code promoted by ann: the errors are known}. */
    @Override
    public String toString() {
      return what + by.map(who -> " by " + who).orElse("");
    }
  }

  /** Copies the collections. */
  public RolloutView {
    Objects.requireNonNull(status, "status");
    Map<TrafficSide, Integer> copy = new EnumMap<>(TrafficSide.class);
    copy.putAll(replicas);
    replicas = Collections.unmodifiableMap(copy);
    hooks = List.copyOf(hooks);
    analyses = List.copyOf(analyses);
    history = List.copyOf(history);
  }

  /**
   * The share of the traffic that the new side has, apart from routes and cohorts.
   *
   * @return the weight in effect, as far as is known
   */
  public Weight weight() {
    return routing.newShare();
  }
}
