package dev.penstock.pipeline.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is left of events that a checkpoint does not keep: counters, who is where, and what is
 * remembered by name. Whom it names, the kept events tell of.
 *
 * @param createdAt when the first definition came; empty before
 * @param updatedAt when the present version came; empty before
 * @param started how many executions have started
 * @param underWay how many have not ended
 * @param transitionChanges how often gates were moved
 * @param movesBefore how often before the first kept event
 * @param isOneExecution whether the process carries one execution of mode PARALLEL
 * @param live the executions under way or retryable, in order
 * @param due those from which something follows, in order
 * @param parallel those under way that have a process of their own, in order
 * @param endedParallel those of them that ended, in order
 * @param slots the stages, by name
 * @param startTokens what start tokens began, oldest first
 * @param answeredApprovals which answered approvals were approved, oldest first
 * @param ended how executions ended, oldest first
 * @param origins where executions came from, oldest first
 * @param overtaken by whom executions were overtaken where they had failed, oldest first
 */
public record Remnant(
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    long started,
    int underWay,
    long transitionChanges,
    long movesBefore,
    boolean isOneExecution,
    List<String> live,
    List<String> due,
    List<String> parallel,
    List<String> endedParallel,
    List<Slot> slots,
    List<Pair> startTokens,
    List<Answer> answeredApprovals,
    List<End> ended,
    List<Origin> origins,
    List<Pair> overtaken) {

  /** Copies the lists. */
  public Remnant {
    live = List.copyOf(live);
    due = List.copyOf(due);
    parallel = List.copyOf(parallel);
    endedParallel = List.copyOf(endedParallel);
    slots = List.copyOf(slots);
    startTokens = List.copyOf(startTokens);
    answeredApprovals = List.copyOf(answeredApprovals);
    ended = List.copyOf(ended);
    origins = List.copyOf(origins);
    overtaken = List.copyOf(overtaken);
  }

  /**
   * A stage as executions meet it.
   *
   * @param stage its name
   * @param occupant who has locked it
   * @param waiting who waits in front of it, oldest first
   * @param stranded who waited for too long and waits for ever
   * @param retryable who ended badly there last and may be retried
   * @param transition the gate in front of it
   * @param heldSince since when the gate is closed; of no meaning while it is open
   * @param succeeded who succeeded there under the present version, oldest first
   * @param newest the number of the newest execution that has entered and supersedes older ones; 0
   *     if none has, and in journals that were written before this was recorded
   */
  public record Slot(
      String stage,
      Optional<String> occupant,
      List<String> waiting,
      List<String> stranded,
      Optional<String> retryable,
      TransitionState transition,
      Instant heldSince,
      List<String> succeeded,
      long newest) {

    /** Copies the lists. */
    public Slot {
      waiting = List.copyOf(waiting);
      stranded = List.copyOf(stranded);
      succeeded = List.copyOf(succeeded);
    }

    private void restore(PipelineState state, Map<String, LiveExecution> everybody) {
      StageSlot slot = state.slot(stage);
      slot.occupant = occupant.map(id -> known(everybody, id)).orElse(null);
      slot.restore(
          waiting.stream().map(id -> known(everybody, id)).toList(),
          stranded.stream().map(id -> known(everybody, id)).toList());
      slot.retryable = retryable.map(id -> known(everybody, id)).orElse(null);
      slot.restore(transition, heldSince, succeeded);
      slot.newest = Math.max(slot.newest, newest);
    }
  }

  /**
   * A name, and the execution that it stands for.
   *
   * @param name a token, or the id of another execution
   * @param execution the execution's id
   */
  public record Pair(String name, String execution) {}

  /**
   * The answer to an approval.
   *
   * @param token the request's token
   * @param isApproved whether it was approved
   * @param said stands for who answered and in which words; empty if that is not known any more
   */
  public record Answer(String token, boolean isApproved, Optional<String> said) {

    static Answer of(String token, boolean isApproved, String by, String summary) {
      String said = by.length() + "/" + by + "/" + summary;
      return new Answer(
          token, isApproved, Optional.of(UUID.nameUUIDFromBytes(said.getBytes(UTF_8)).toString()));
    }

    /** Whether another answer is this one once more. */
    boolean isRepeatedBy(Answer other) {
      return isApproved == other.isApproved && (said.isEmpty() || said.equals(other.said));
    }
  }

  /**
   * The end of an execution.
   *
   * @param execution its id
   * @param status how it ended
   */
  public record End(String execution, ExecutionStatus status) {}

  /**
   * Where an execution came from.
   *
   * @param execution its id
   * @param version the version that it follows
   * @param isRollback whether it is of type ROLLBACK
   */
  public record Origin(String execution, int version, boolean isRollback) {}

  static Checkpointed of(PipelineState state, List<PipelineEvent> kept, Instant at) {
    List<Slot> slots = new ArrayList<>();
    new TreeMap<>(state.slots).forEach((stage, slot) -> slots.add(slotOf(stage, slot)));
    List<Answer> answers = new ArrayList<>();
    answers.addAll(state.answeredApprovals.values());
    List<End> ends = new ArrayList<>();
    state.ended.forEach((id, status) -> ends.add(new End(id, status)));
    List<Origin> origins = new ArrayList<>();
    state.origins.forEach(
        (id, origin) -> origins.add(new Origin(id, origin.version(), origin.isRollback())));
    Remnant rest =
        new Remnant(
            Optional.ofNullable(state.createdAt),
            Optional.ofNullable(state.updatedAt),
            state.started,
            state.underWay,
            state.transitionChanges,
            Math.max(0, state.transitionChanges - movesIn(kept)),
            state.isOneExecution,
            List.copyOf(state.live.keySet()),
            idsOf(state.due),
            List.copyOf(state.parallel.keySet()),
            List.copyOf(state.endedParallel.keySet()),
            slots,
            pairsOf(state.startTokens),
            answers,
            ends,
            origins,
            pairsOf(state.overtaken));
    return new Checkpointed(kept, rest, at);
  }

  private static long movesIn(List<PipelineEvent> events) {
    return events.stream()
        .filter(
            event ->
                event instanceof PipelineEvent.TransitionDisabled
                    || event instanceof PipelineEvent.TransitionEnabled)
        .count();
  }

  private static Slot slotOf(String stage, StageSlot slot) {
    return new Slot(
        stage,
        idOf(slot.occupant),
        idsOf(slot.waiting()),
        idsOf(slot.stranded()),
        idOf(slot.retryable),
        slot.transition,
        slot.heldSince(),
        List.copyOf(slot.succeeded().keySet()),
        slot.newest);
  }

  private static List<String> idsOf(Collection<LiveExecution> executions) {
    return executions.stream().map(each -> each.id).toList();
  }

  private static Optional<String> idOf(@Nullable LiveExecution execution) {
    return execution == null ? Optional.empty() : Optional.of(execution.id);
  }

  private static List<Pair> pairsOf(Map<String, String> map) {
    List<Pair> pairs = new ArrayList<>();
    map.forEach((name, execution) -> pairs.add(new Pair(name, execution)));
    return pairs;
  }

  /** Brings a new state to where a checkpoint was made. */
  static void restore(
      PipelineState state, Checkpointed checkpointed, Consumer<PipelineEvent> applied) {
    state.transitionChanges = checkpointed.rest().movesBefore;
    checkpointed.kept().forEach(applied);
    checkpointed.rest().restore(state);
  }

  private void restore(PipelineState state) {
    state.createdAt = createdAt.orElse(null);
    state.updatedAt = updatedAt.orElse(null);
    state.started = started;
    state.underWay = underWay;
    state.transitionChanges = transitionChanges;
    state.isOneExecution = isOneExecution;
    Map<String, LiveExecution> everybody = new LinkedHashMap<>(state.live);
    state.live.values().stream()
        .filter(each -> !live.contains(each.id))
        .toList()
        .forEach(state::remove); // overtaken by somebody who is not kept
    restoreParallel(state);
    state.slots.keySet().retainAll(slots.stream().map(Slot::stage).toList());
    slots.forEach(slot -> slot.restore(state, everybody));
    restoreDue(state);
    state.startTokens.clear();
    startTokens.forEach(each -> state.startTokens.put(each.name, each.execution));
    state.answeredApprovals.clear();
    answeredApprovals.forEach(each -> state.answeredApprovals.put(each.token, each));
    state.ended.clear();
    ended.forEach(each -> state.ended.put(each.execution, each.status));
    state.origins.clear();
    origins.forEach(
        each ->
            state.origins.put(
                each.execution, new PipelineState.Origin(each.version, each.isRollback)));
    state.overtaken.clear();
    overtaken.forEach(each -> state.overtaken.put(each.name, each.execution));
  }

  private void restoreParallel(PipelineState state) {
    Map<String, ParallelExecution> all = new LinkedHashMap<>(state.parallel);
    all.putAll(state.endedParallel);
    state.parallel.clear();
    parallel.forEach(id -> state.parallel.put(id, known(all, id)));
    state.endedParallel.clear();
    endedParallel.forEach(id -> state.endedParallel.put(id, known(all, id)));
  }

  private void restoreDue(PipelineState state) {
    state.due.clear();
    state.live.values().forEach(each -> each.isDue = false);
    for (String id : due) {
      LiveExecution execution = known(state.live, id);
      execution.isDue = true;
      state.due.add(execution);
    }
  }

  private static <V> V known(Map<String, V> all, String id) {
    return Objects.requireNonNull(all.get(id), () -> "the checkpoint does not tell of " + id);
  }
}
