package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a run: where each stands, and how far the present operation is with those that it
 * moves. Asking about one host costs the same however many there are.
 */
final class HostTable {

  /** Where a host stands. */
  enum Status {
    WAITING,
    MOVING,
    MOVED,
    FAILED,
    RETURNING,
    RETURNED,
    RETURN_FAILED
  }

  private final List<RolloutHost> hosts;
  private final Status[] status;
  private final @Nullable Position[] asked;
  private final boolean[] serves;
  private final Map<String, Integer> byName = new HashMap<>();
  private int inFlight;
  private int moved;
  private int failed;

  // the present operation
  private int[] scope = {};
  private boolean isBack;
  private int next;
  private int unhealthyWaiting;
  private int healthy;
  private int succeeded;
  private int failures;
  private int waves;

  HostTable(List<RolloutHost> hosts) {
    this.hosts = hosts;
    this.status = new Status[hosts.size()];
    this.asked = new Position[hosts.size()];
    this.serves = new boolean[hosts.size()];
    for (int i = 0; i < status.length; i++) {
      status[i] = Status.WAITING;
      serves[i] = !hosts.get(i).isDown();
      byName.put(hosts.get(i).name(), i);
    }
  }

  int inFlight() {
    return inFlight;
  }

  int moved() {
    return moved;
  }

  int failed() {
    return failed;
  }

  boolean hasNext() {
    return next < scope.length;
  }

  /** Begins an operation: these hosts are moved, those that do not serve first. */
  void begin(String cohort, boolean back) {
    List<Integer> first = new ArrayList<>();
    List<Integer> then = new ArrayList<>();
    for (int i = 0; i < status.length; i++) {
      boolean isMeant = cohort.isEmpty() || hosts.get(i).cohort().equals(cohort);
      if (back && (status[i] == Status.FAILED || status[i] == Status.RETURN_FAILED)) {
        first.add(i);
      } else if (isMeant && status[i] == (back ? Status.MOVED : Status.WAITING)) {
        (serves[i] ? then : first).add(i);
      }
    }
    isBack = back;
    unhealthyWaiting = first.size();
    healthy = then.size();
    first.addAll(then);
    scope = first.stream().mapToInt(Integer::intValue).toArray();
    next = 0;
    succeeded = 0;
    failures = 0;
    waves = 0;
  }

  /** The present operation as a strategy sees it; nothing is in flight. */
  Rollout rollout() {
    int healthyWaiting = scope.length - next - unhealthyWaiting;
    return new Rollout(
        scope.length, healthy, unhealthyWaiting, healthyWaiting, succeeded, failures, waves);
  }

  /** The names of the next hosts. */
  List<String> next(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(hosts.get(scope[next + i]).name());
    }
    return names;
  }

  void startWave(List<String> names, Position position) {
    waves++;
    for (String name : names) {
      int i = indexOf(name);
      unhealthyWaiting -= serves[i] ? 0 : 1;
      failed -= status[i] == Status.FAILED || status[i] == Status.RETURN_FAILED ? 1 : 0;
      moved -= status[i] == Status.MOVED ? 1 : 0;
      status[i] = isBack ? Status.RETURNING : Status.MOVING;
      asked[i] = position;
      next++;
      inFlight++;
    }
  }

  /** The request under way for a host; null if none is. */
  @Nullable Position asked(String name) {
    Integer index = byName.get(name);
    return index == null ? null : asked[index];
  }

  boolean isReturning(String name) {
    return status[indexOf(name)] == Status.RETURNING;
  }

  void end(String name, boolean isGood) {
    int i = indexOf(name);
    boolean wasBack = status[i] == Status.RETURNING;
    asked[i] = null;
    inFlight--;
    if (isGood) {
      status[i] = wasBack ? Status.RETURNED : Status.MOVED;
      moved += wasBack ? 0 : 1;
      succeeded++;
      healthy += serves[i] ? 0 : 1;
    } else {
      status[i] = wasBack ? Status.RETURN_FAILED : Status.FAILED;
      failed++;
      failures++;
      healthy -= serves[i] ? 1 : 0;
    }
    serves[i] = isGood;
  }

  /** Calls back for each host that is in flight, with its request. */
  void inFlight(HostRequests requests) {
    for (int i = 0; inFlight > 0 && i < status.length; i++) {
      Position position = asked[i];
      if (position != null) {
        requests.accept(hosts.get(i).name(), position, status[i] == Status.RETURNING);
      }
    }
  }

  /** Takes what is asked of the hosts in flight. */
  interface HostRequests {
    void accept(String host, Position position, boolean isBack);
  }

  /** Hosts in flight count as failed. */
  void lose(Consumer<RolloutKey> dropped) {
    for (int i = 0; inFlight > 0 && i < status.length; i++) {
      Position position = asked[i];
      if (position != null) {
        dropped.accept(RolloutKey.host(position, hosts.get(i).name()));
        end(hosts.get(i).name(), false);
      }
    }
  }

  private int indexOf(String name) {
    Integer index = byName.get(name);
    if (index == null) {
      throw new IllegalStateException("no host " + name);
    }
    return index;
  }

  /**
   * Where hosts stand, as a checkpoint holds it.
   *
   * @param scope the hosts of the present operation, in their turns
   */
  record Remnant(
      List<Row> rows,
      List<Integer> scope,
      boolean isBack,
      int next,
      int unhealthyWaiting,
      int healthy,
      int succeeded,
      int failures,
      int waves) {

    /** Where one host stands. */
    record Row(Status status, Optional<Position> asked, boolean serves) {}
  }

  Remnant remnant() {
    List<Remnant.Row> rows = new ArrayList<>(status.length);
    for (int i = 0; i < status.length; i++) {
      rows.add(new Remnant.Row(status[i], Optional.ofNullable(asked[i]), serves[i]));
    }
    List<Integer> turns = new ArrayList<>(scope.length);
    for (int host : scope) {
      turns.add(host);
    }
    return new Remnant(
        rows, turns, isBack, next, unhealthyWaiting, healthy, succeeded, failures, waves);
  }

  void restore(Remnant remnant) {
    for (int i = 0; i < status.length; i++) {
      Remnant.Row row = remnant.rows().get(i);
      status[i] = row.status();
      asked[i] = row.asked().orElse(null);
      serves[i] = row.serves();
      inFlight += asked[i] == null ? 0 : 1;
      moved += status[i] == Status.MOVED ? 1 : 0;
      failed += status[i] == Status.FAILED || status[i] == Status.RETURN_FAILED ? 1 : 0;
    }
    scope = remnant.scope().stream().mapToInt(Integer::intValue).toArray();
    isBack = remnant.isBack();
    next = remnant.next();
    unhealthyWaiting = remnant.unhealthyWaiting();
    healthy = remnant.healthy();
    succeeded = remnant.succeeded();
    failures = remnant.failures();
    waves = remnant.waves();
  }

  /** For tests and views. */
  List<Status> statuses() {
    return List.of(status);
  }
}
