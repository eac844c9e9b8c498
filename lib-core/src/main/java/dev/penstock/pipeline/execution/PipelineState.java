package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one pipeline: its definition, its executions under way, and who holds which stage.
 * Or that of one execution of mode PARALLEL, which is carried by the same rules with nobody beside
 * it.
 *
 * <p>Confined to the thread that drives the process. What it hands out are immutable views, made on
 * demand.
 */
public final class PipelineState {
  /**
   * How many start tokens, answered approvals and ended executions are remembered, and for each
   * stage how many executions that succeeded there under the present version.
   */
  static final int REMEMBERED = 1_000;

  @Nullable PipelineLayout layout;
  @Nullable Instant createdAt;
  @Nullable Instant updatedAt;
  long started;

  /** How many executions have not ended, those with a process of their own included. */
  int underWay;

  final Map<String, LiveExecution> live = new LinkedHashMap<>();
  Map<String, StageSlot> slots = new HashMap<>();

  /** Executions from which something follows; {@link PipelineDecider#advance} takes the first. */
  final Deque<LiveExecution> due = new ArrayDeque<>();

  /** Executions under way that have a process of their own. */
  final Map<String, ParallelExecution> parallel = new LinkedHashMap<>();

  final Map<String, ParallelExecution> endedParallel = remembering();

  /** Counts changes of gates, here or in the pipeline that handed them on. */
  long transitionChanges;

  /** Whether this process carries one execution of mode PARALLEL rather than a pipeline. */
  boolean isOneExecution;

  final Map<String, ActionKey> openApprovals = new HashMap<>(); // by token
  final Map<String, String> startTokens = remembering();
  final Map<String, Remnant.Answer> answeredApprovals = remembering();
  final Map<String, ExecutionStatus> ended = remembering();
  final Map<String, Origin> origins = remembering(); // of executions, the newest ones
  final Map<String, String> overtaken = remembering(); // by whom, in the stage where it failed

  private @Nullable LiveExecution last; // looked up last: most often there is one

  PipelineState() {}

  /** What is remembered of an execution when it is gone. */
  record Origin(int version, boolean isRollback) {}

  /** So that the map does not grow step by step while a long pipeline runs for the first time. */
  void expectStages(int count) {
    if (slots.isEmpty()) {
      slots = new HashMap<>(count + count / 2);
    }
  }

  StageSlot slot(String stage) {
    StageSlot known = slots.get(stage);
    if (known == null) {
      known = new StageSlot();
      slots.put(stage, known);
    }
    return known;
  }

  @Nullable StageSlot knownSlot(String stage) {
    return slots.get(stage);
  }

  int version() {
    return layout == null ? 0 : layout.version();
  }

  ExecutionLimits limits() {
    return layout == null ? ExecutionLimits.NONE : layout.defined().limits();
  }

  /** Whether no further execution may be under way (P-623, P-632). */
  boolean isFull() {
    int most = limits().executions();
    return most > 0
        && underWay >= most
        && layout != null
        && layout.mode() != ExecutionMode.SUPERSEDED;
  }

  @Nullable ActionRun run(ActionKey key) {
    LiveExecution execution = live(key.execution());
    return execution == null ? null : execution.run(key);
  }

  @Nullable LiveExecution live(String id) {
    LiveExecution known = last;
    return known != null && known.id.equals(id) ? known : lookUp(id);
  }

  private @Nullable LiveExecution lookUp(String id) {
    LiveExecution known = live.get(id);
    last = known;
    return known;
  }

  /** The condition that is being evaluated for an execution; null if none is. */
  @Nullable ConditionRun openCondition(String id) {
    LiveExecution execution = live(id);
    StageRun inside = execution == null ? null : execution.inside;
    return inside == null ? null : inside.openCondition();
  }

  @Nullable ParallelExecution anyParallel(String id) {
    ParallelExecution known = parallel.get(id);
    return known == null ? endedParallel.get(id) : known;
  }

  /** Whether an execution is or was one of this pipeline's, as far as it remembers. */
  boolean knows(String id) {
    return live.containsKey(id)
        || parallel.containsKey(id)
        || origins.containsKey(id)
        || ended.containsKey(id);
  }

  /** Whether something follows for an execution; constant time. */
  boolean isDue(LiveExecution execution) {
    if (execution.status == ExecutionStatus.STOPPING || execution.isCancelling) {
      return execution.inProgress() == 0;
    }
    if (execution.place == Place.INSIDE) {
      return execution.inside().isDue();
    }
    return execution.place == Place.ARRIVED
        || (execution.place == Place.WAITING
            && execution.stageLayout().slot(this).admits(execution));
  }

  void reconsider(@Nullable LiveExecution execution) {
    if (execution == null) {
      return;
    }
    boolean isDue = execution.isLive && isDue(execution);
    if (isDue != execution.isDue) {
      execution.isDue = isDue;
      if (isDue) {
        due.add(execution);
      } else {
        due.remove(execution);
      }
    }
  }

  void remove(LiveExecution execution) {
    live.remove(execution.id);
    last = null;
    execution.isLive = false;
    reconsider(execution);
  }

  /** All gates that somebody ever touched, by stage. */
  List<StageTransition> transitions() {
    List<StageTransition> all = new ArrayList<>();
    new TreeMap<>(slots)
        .forEach(
            (stage, slot) -> {
              if (slot.transition.lastChangedAt().isPresent()) {
                all.add(new StageTransition(stage, slot.transition));
              }
            });
    return all;
  }

  /**
   * The pipeline's definition for executions that start now.
   *
   * @return the definition, or empty before the first one
   */
  public Optional<Pipeline> definition() {
    PipelineLayout now = layout;
    return now == null ? Optional.empty() : Optional.of(now.definition());
  }

  /**
   * How one execution ended, if it ended lately.
   *
   * @param execution its id
   * @return how it ended; empty if it is under way, unknown, or ended more than 1,000 executions
   *     ago
   */
  public Optional<ExecutionStatus> ended(String execution) {
    return Optional.ofNullable(ended.get(execution));
  }

  /**
   * The execution that a start or rollback with this token began.
   *
   * @param token the token
   * @return the execution's id, or empty if no remembered start had it
   */
  public Optional<String> startedBy(String token) {
    return Optional.ofNullable(startTokens.get(token));
  }

  /**
   * One execution under way, or one that may be retried. Not those that have a process of their
   * own.
   *
   * @param execution its id
   * @return a view of it, or empty if it has left the state for the history
   */
  public Optional<ExecutionView> execution(String execution) {
    return Optional.ofNullable(live.get(execution)).map(Views::of);
  }

  /**
   * Whether there is {@link #execution(String) a view} of an execution; this makes none, so it
   * costs the same however many actions there are.
   *
   * @param execution its id
   * @return whether it is under way or may be retried, and has no process of its own
   */
  public boolean isHeld(String execution) {
    return live.containsKey(execution);
  }

  /**
   * Whether a manual approval of an execution is open. Looks at open approvals only, and makes no
   * view.
   *
   * @param execution its id
   * @return whether somebody owes it an answer
   */
  public boolean isAskingForApproval(String execution) {
    if (openApprovals.isEmpty()) {
      return false;
    }
    return openApprovals.values().stream().anyMatch(key -> key.execution().equals(execution));
  }

  /**
   * All executions under way, and those that may be retried, in order of their start. Not those
   * that have a process of their own.
   *
   * @return views of them
   */
  public List<ExecutionView> executions() {
    return live.values().stream().map(Views::of).toList();
  }

  /**
   * The executions under way. Of those that have ended none is told, although some may be retried:
   * the definition that is opened may be the very one that mends them.
   *
   * @return those that share the pipeline's process in order of their start, then the others
   */
  public List<UnfinishedExecution> unfinished() {
    if (live.isEmpty() && parallel.isEmpty()) {
      return List.of(); // as when a new pipeline is opened
    }
    return Stream.concat(
            live.values().stream().map(UnfinishedExecution::of).flatMap(Optional::stream),
            parallel.values().stream().map(UnfinishedExecution::of))
        .toList();
  }

  /**
   * The executions under way that have a process of their own (mode PARALLEL).
   *
   * @return their ids, in order of their start or of their last retry
   */
  public List<String> parallelExecutions() {
    return List.copyOf(parallel.keySet());
  }

  /**
   * The action that waits for an answer with a token.
   *
   * @param token the request's token
   * @return the attempt, or empty if no open request has this token
   */
  public Optional<ActionKey> openApproval(String token) {
    return Optional.ofNullable(openApprovals.get(token));
  }

  /**
   * Whether a request for an approval was answered.
   *
   * @param token the request's token
   * @return true if it is among the last 1,000 that were answered
   */
  public boolean isAnswered(String token) {
    return answeredApprovals.containsKey(token);
  }

  /**
   * Whether an execution has, or had, a process of its own (mode PARALLEL).
   *
   * @param execution its id
   * @return true if it is under way or among the last 1,000 that ended, and has one
   */
  public boolean hasOwnProcess(String execution) {
    return anyParallel(execution) != null;
  }

  /**
   * Whether this is the process of one execution that has ended, so that nothing happens unless
   * somebody retries it: opening the process again would do.
   *
   * @return false for a pipeline, and while the execution is under way
   */
  public boolean isResting() {
    return isOneExecution
        && due.isEmpty()
        && live.values().stream().allMatch(each -> each.status.isEnded());
  }

  /**
   * Which execution with a process of its own has ended and had asked for an approval with a token.
   * Tokens do not tell; so all that it can have asked for is gone through.
   *
   * @param token the request's token
   * @return the execution's id; empty if none of the last 1,000 that ended can have asked so
   */
  public Optional<String> endedApproval(String token) {
    return endedParallel.values().stream()
        .filter(each -> each.mayHaveAsked(token))
        .map(each -> each.started.execution())
        .findFirst();
  }

  /**
   * The end of the run that this process carries, for the pipeline that asked for it.
   *
   * @param key the run
   * @param at when it is reported
   * @return the report, or empty while the run is under way or unknown
   */
  public Optional<PipelineCommand.ReportExecutionEnd> endOf(ExecutionKey key, Instant at) {
    ExecutionStatus status = ended.get(key.execution());
    if (status == null) {
      return Optional.empty();
    }
    LiveExecution left = live.get(key.execution());
    return Optional.of(
        new PipelineCommand.ReportExecutionEnd(
            key,
            status,
            left == null ? Optional.empty() : Optional.of(left.stageLayout().name()),
            at));
  }

  /**
   * The gates as they are now, for an execution that is about to begin in a process of its own.
   *
   * @param at when they are looked at
   * @return the report to that process
   */
  public PipelineCommand.HandOnTransitions transitions(Instant at) {
    return new PipelineCommand.HandOnTransitions(transitionChanges, transitions(), at);
  }

  /**
   * The whole pipeline as people see it (P-915).
   *
   * @return a view, or empty before the first definition
   */
  public Optional<PipelineView> view() {
    PipelineLayout now = layout;
    return now == null ? Optional.empty() : Optional.of(Views.of(this, now));
  }

  /**
   * The executions to which a stage may be rolled back now (P-1111): those of type STANDARD that
   * succeeded there under the present version, at most the last 1,000.
   *
   * @param stage the stage's name
   * @return their ids, in order of their success
   */
  public List<String> rollbackTargets(String stage) {
    StageSlot slot = slots.get(stage);
    return slot == null ? List.of() : List.copyOf(slot.succeeded().keySet());
  }

  /**
   * What an attempt noted before a crash.
   *
   * @param key the attempt
   * @return the text of its last checkpoint, or empty
   */
  public Optional<String> checkpoint(ActionKey key) {
    ActionRun run = run(key);
    return run == null
        ? Optional.empty()
        : Optional.ofNullable(run.noted()).map(PipelineEvent.ActionCheckpointed::text);
  }

  /**
   * How many checkpoints an attempt has noted.
   *
   * @param key the attempt
   * @return 0 if none, or if the attempt is not in progress
   */
  public int checkpoints(ActionKey key) {
    ActionRun run = run(key);
    return run == null ? 0 : run.checkpoints();
  }

  /** Everything in the state as text, for comparing two states. */
  String describe() {
    return Views.describe(this);
  }

  static <V> Map<String, V> remembering() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
