package dev.penstock.deploy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a leg is: whose turn it was, and whose it is. Changed by {@link DeploymentState} alone.
 */
final class LegProgress {
  final Leg leg;
  final TargetState[] queue;
  final Tally tally;
  private final List<Course.Zone> zones;
  private final Tally[] zoneTallies;
  int next; // all before it have had their turn
  int running; // those whose lifecycle events are under way
  int waves;

  LegProgress(Leg leg, List<TargetState> targets, List<Course.Zone> zones) {
    this.leg = leg;
    this.queue = targets.toArray(TargetState[]::new);
    for (int i = 0; i < queue.length; i++) {
      queue[i].turn = i;
    }
    this.tally = new Tally(targets);
    this.zones = zones;
    this.zoneTallies = new Tally[zones.size()];
    int end = 0;
    for (int i = 0; i < zoneTallies.length; i++) {
      List<TargetState> members = targets.subList(end, end + zones.get(i).size());
      stand(members, i);
      zoneTallies[i] = new Tally(members);
      end += members.size();
    }
  }

  private LegProgress(
      DeploymentRemnant.Part part, List<TargetState> targets, List<Course.Zone> zones) {
    this.leg = part.leg();
    this.queue = part.queue().stream().map(targets::get).toArray(TargetState[]::new);
    for (int i = 0; i < queue.length; i++) {
      queue[i].turn = i;
    }
    this.tally = new Tally(part.counts());
    this.zones = zones;
    this.zoneTallies = part.zones().stream().map(Tally::new).toArray(Tally[]::new);
    int end = 0;
    for (int i = 0; i < zoneTallies.length; i++) {
      List<TargetState> members = targets.subList(end, end + zones.get(i).size());
      stand(members, i);
      end += members.size();
    }
    this.next = part.next();
    this.running = part.running();
    this.waves = part.waves();
  }

  private static void stand(List<TargetState> members, int zone) {
    members.forEach(member -> member.zone = zone);
  }

  /** A leg as a checkpoint holds it, of these targets in the order of their plan. */
  static LegProgress of(
      DeploymentRemnant.Part part, TargetState[] targets, List<Course.Zone> zones) {
    return new LegProgress(part, Arrays.asList(targets), zones);
  }

  /** How a checkpoint holds it. */
  DeploymentRemnant.Part part(TargetState[] targets) {
    IdentityHashMap<TargetState, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < targets.length; i++) {
      places.put(targets[i], i);
    }
    return new DeploymentRemnant.Part(
        leg,
        Arrays.stream(queue).map(target -> Objects.requireNonNull(places.get(target))).toList(),
        next,
        running,
        waves,
        tally.counts(),
        Arrays.stream(zoneTallies).map(Tally::counts).toList());
  }

  boolean has(TargetState target) {
    return target.turn < queue.length && queue[target.turn] == target;
  }

  boolean hasUntouched() {
    return next < queue.length;
  }

  /** The targets that have had their turn. */
  List<TargetState> touched() {
    return Arrays.asList(queue).subList(0, next);
  }

  List<String> following(int count) {
    List<String> instances = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      instances.add(queue[next + i].instance);
    }
    return instances;
  }

  /** A plan may have another order than the queue: whoever begins changes places with the next. */
  void begin(TargetState target) {
    TargetState first = queue[next];
    queue[target.turn] = first;
    first.turn = target.turn;
    queue[next] = target;
    target.turn = next;
    next++;
    running++;
    tally.begin(target);
    if (!zones.isEmpty()) {
      zoneTallies[target.zone].begin(target);
    }
  }

  void end(TargetState target, boolean isSuccess) {
    running--;
    count(tally, target, isSuccess);
    if (!zones.isEmpty()) {
      count(zoneTallies[target.zone], target, isSuccess);
    }
  }

  private static void count(Tally tally, TargetState target, boolean isSuccess) {
    if (isSuccess) {
      tally.succeed(target);
    } else {
      tally.fail(target);
    }
  }

  /** How many can move at once: those of a zone, and the unhealthy ones while there are any. */
  int movable() {
    Integer zone = nextZone();
    Tally movers = zone == null ? tally : zoneTallies[zone];
    return movers.unhealthyWaiting() > 0 ? movers.unhealthyWaiting() : movers.waiting();
  }

  /** The zone of the target whose turn it was last, or null if there is none. */
  @Nullable Integer lastZone() {
    return zones.isEmpty() || next == 0 ? null : Integer.valueOf(queue[next - 1].zone);
  }

  /** The zone of the target whose turn is next, or null if there is none. */
  @Nullable Integer nextZone() {
    return zones.isEmpty() || !hasUntouched() ? null : Integer.valueOf(queue[next].zone);
  }

  Course.Zone zone(int index) {
    return zones.get(index);
  }

  Tally zoneTally(int index) {
    return zoneTallies[index];
  }
}
