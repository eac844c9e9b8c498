package dev.penstock.pipeline.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage as executions meet it: locked by one (P-601), waited for by others, with a gate in front
 * (P-811). It outlives the definition.
 */
final class StageSlot {
  /** How long a wait at a closed gate may take: after more, its opening does not help (P-816). */
  static final Duration LONGEST_HOLD = Duration.ofDays(30);

  @Nullable LiveExecution occupant;

  private @Nullable Deque<LiveExecution>
      waiting; // null until somebody waits, as mostly nobody does
  private @Nullable List<LiveExecution> stranded; // null until somebody is

  /**
   * The execution that ended badly here last, until another one enters: it may be retried (P-615,
   * P-1009).
   */
  @Nullable LiveExecution retryable;

  /**
   * The number of the newest execution of mode SUPERSEDED that has entered, but for rollbacks,
   * which bring something older back; 0 if none has. Nobody older follows it in (P-606).
   */
  long newest;

  /** What the execution does or did that entered last. */
  @Nullable StageRun latest;

  TransitionState transition = TransitionState.UNTOUCHED;
  private Instant heldSince = Instant.EPOCH; // while the gate is closed

  private Map<String, Knowledge> succeeded = Map.of(); // under the present version, by execution

  boolean isFree() {
    return occupant == null && transition.isEnabled();
  }

  /** Whether an execution that waits may enter now; constant time. */
  boolean admits(LiveExecution execution) {
    return isFree() && execution.equals(first());
  }

  /** Those that wait, oldest first. In mode SUPERSEDED it is at most one (P-612). */
  Collection<LiveExecution> waiting() {
    Collection<LiveExecution> line = waiting;
    return line == null ? List.of() : line;
  }

  /** Who has waited longest; null if nobody waits. */
  @Nullable LiveExecution first() {
    Deque<LiveExecution> line = waiting;
    return line == null ? null : line.peekFirst();
  }

  void join(LiveExecution execution) {
    Deque<LiveExecution> line = waiting;
    if (line == null) {
      line = new ArrayDeque<>(1);
      waiting = line;
    }
    line.addLast(execution);
  }

  /** Those that waited too long at the closed gate: they wait for ever (P-816). */
  List<LiveExecution> stranded() {
    List<LiveExecution> left = stranded;
    return left == null ? List.of() : left;
  }

  private void strand(LiveExecution execution) {
    List<LiveExecution> left = stranded;
    if (left == null) {
      left = new ArrayList<>();
      stranded = left;
    }
    left.add(execution);
  }

  void leave(LiveExecution execution) {
    Deque<LiveExecution> line = waiting;
    List<LiveExecution> left = stranded;
    if ((line == null || !line.remove(execution)) && left != null) {
      left.remove(execution);
    }
  }

  /** Everybody who waits, oldest first. */
  List<LiveExecution> inbound() {
    if (waiting == null && stranded == null) {
      return List.of();
    }
    List<LiveExecution> all = new ArrayList<>(stranded());
    all.addAll(waiting());
    return all;
  }

  /** Moves the gate; those that it held for too long are stranded. */
  void move(TransitionState next) {
    Instant at = next.lastChangedAt().orElse(Instant.EPOCH);
    if (next.isEnabled() && !transition.isEnabled()) {
      Iterator<LiveExecution> each = waiting().iterator();
      while (each.hasNext()) {
        LiveExecution execution = each.next();
        Instant since =
            execution.waitingSince.isBefore(heldSince) ? heldSince : execution.waitingSince;
        if (since.plus(LONGEST_HOLD).isBefore(at)) {
          each.remove();
          strand(execution);
        }
      }
    } else if (!next.isEnabled() && transition.isEnabled()) {
      heldSince = at;
    }
    transition = next;
  }

  void succeeded(String execution, Knowledge knowledge) {
    Map<String, Knowledge> known = succeeded;
    if (known.isEmpty()) {
      succeeded = Map.of(execution, knowledge); // most stages of short-lived pipelines see one
      return;
    }
    if (known.size() == 1) {
      Map<String, Knowledge> several = PipelineState.remembering();
      several.putAll(known);
      succeeded = several;
    }
    succeeded.put(execution, knowledge);
  }

  Map<String, Knowledge> succeeded() {
    return succeeded;
  }

  Instant heldSince() {
    return heldSince;
  }

  /** After a checkpoint: the gate, and those that succeeded here, of whom kept events told. */
  void restore(List<LiveExecution> line, List<LiveExecution> left) {
    waiting = null;
    stranded = null;
    line.forEach(this::join);
    left.forEach(this::strand);
  }

  void restore(TransitionState gate, Instant closedAt, List<String> executions) {
    transition = gate;
    heldSince = closedAt;
    Map<String, Knowledge> told = succeeded();
    succeeded = Map.of();
    for (String id : executions) {
      succeeded(id, java.util.Objects.requireNonNull(told.get(id), id));
    }
  }

  /** Whether an execution succeeded here and is not the last one that did. */
  boolean isForgettable(String execution) {
    return succeeded.containsKey(execution) && !execution.equals(last(succeeded));
  }

  private static @Nullable String last(Map<String, Knowledge> all) {
    String last = null;
    for (String each : all.keySet()) {
      last = each;
    }
    return last;
  }

  /** Forgets those that are not the last one that succeeded here. */
  void forget(List<String> executions) {
    executions.stream().filter(this::isForgettable).forEach(each -> succeeded.remove(each));
  }

  void forgetSuccesses() {
    succeeded = Map.of();
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    Map<String, String> targets = new LinkedHashMap<>();
    succeeded().forEach((id, knowledge) -> targets.put(id, knowledge.describe()));
    StageRun last = latest;
    return idOf(occupant)
        + waiting().stream().map(each -> each.id).toList()
        + stranded().stream().map(each -> each.id).toList()
        + idOf(retryable)
        + transition
        + (transition.isEnabled() ? "" : heldSince)
        + targets
        + newest
        + (last == null ? "" : last.summary());
  }

  private static String idOf(@Nullable LiveExecution execution) {
    return execution == null ? " - " : " " + execution.id + " ";
  }
}
