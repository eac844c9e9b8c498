package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineVariable;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.LiveExecution.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one pipeline: its definition, its executions under way, and who holds which stage.
 *
 * <p>Confined to the thread that drives the process. What it hands out are immutable views, made on
 * demand.
 */
public final class PipelineState {
  /** How many start tokens, approval tokens and ended executions are remembered. */
  static final int REMEMBERED = 1_000;

  @Nullable PipelineLayout layout;
  int version;
  long started;
  final Map<String, LiveExecution> live = new LinkedHashMap<>();
  final Map<String, StageSlot> slots = new HashMap<>();

  /** Executions from which something follows; {@link PipelineDecider#advance} takes the first. */
  final Deque<LiveExecution> due = new ArrayDeque<>();

  final Map<String, ActionKey> openApprovals = new HashMap<>(); // by token
  final Map<String, String> startTokens = remembering();
  final Map<String, Boolean> answeredApprovals = remembering();
  final Map<String, ExecutionStatus> ended = remembering();

  private @Nullable LiveExecution last; // looked up last: most often there is one

  PipelineState() {}

  StageSlot slot(String stage) {
    return slots.computeIfAbsent(stage, name -> new StageSlot());
  }

  @Nullable StageSlot knownSlot(String stage) {
    return slots.get(stage);
  }

  @Nullable ActionRun run(ActionKey key) {
    LiveExecution execution = live(key.execution());
    return execution == null ? null : execution.run(key);
  }

  @Nullable LiveExecution live(String id) {
    LiveExecution known = last;
    if (known == null || !known.id.equals(id)) {
      known = live.get(id);
      last = known;
    }
    return known;
  }

  /** Whether something follows for an execution; constant time. */
  boolean isDue(LiveExecution execution) {
    if (execution.status == ExecutionStatus.STOPPING) {
      return execution.inProgress == 0;
    }
    if (execution.place == Place.ARRIVED) {
      return true;
    }
    if (execution.place == Place.WAITING) {
      return execution.stageLayout().slot(this).occupant == null;
    }
    return execution.place == Place.INSIDE && execution.isDueInside();
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

  /**
   * The pipeline's definition for executions that start now.
   *
   * @return the definition, or empty before the first one
   */
  public Optional<Pipeline> definition() {
    return Optional.ofNullable(layout).map(PipelineLayout::definition);
  }

  /**
   * How one execution ended, if it ended lately.
   *
   * @param execution its id
   * @return its status, or empty if it is under way, unknown, or ended more than 1,000 executions
   *     ago
   */
  public Optional<ExecutionStatus> ended(String execution) {
    return Optional.ofNullable(ended.get(execution));
  }

  /**
   * The execution that a start with this token began.
   *
   * @param token the token
   * @return the execution's id, or empty if no remembered start had it
   */
  public Optional<String> startedBy(String token) {
    return Optional.ofNullable(startTokens.get(token));
  }

  /**
   * One execution under way, or one that may be retried.
   *
   * @param execution its id
   * @return a view of it, or empty if it has left the state for the history
   */
  public Optional<ExecutionView> execution(String execution) {
    return Optional.ofNullable(live.get(execution)).map(each -> view(each));
  }

  /**
   * All executions under way, and those that may be retried, in order of their start.
   *
   * @return views of them
   */
  public List<ExecutionView> executions() {
    return live.values().stream().map(each -> view(each)).toList();
  }

  /**
   * What an attempt noted before a crash.
   *
   * @param key the attempt
   * @return the text of its last checkpoint, or empty
   */
  public Optional<String> checkpoint(ActionKey key) {
    ActionRun run = run(key);
    return run == null || run.noted == null ? Optional.empty() : Optional.of(run.noted.text());
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

  /** What a start would need and does not get, or gets and does not know, for a person. */
  List<String> faultsOf(Map<String, String> given) {
    List<String> faults = new ArrayList<>();
    List<PipelineVariable> declared = layout == null ? List.of() : layout.definition().variables();
    for (PipelineVariable variable : declared) {
      if (variable.defaultValue().isEmpty() && !given.containsKey(variable.name())) {
        faults.add("variable \"" + variable.name() + "\" has no default and no value was given");
      }
    }
    given.keySet().stream()
        .filter(name -> declared.stream().noneMatch(variable -> variable.name().equals(name)))
        .sorted()
        .forEach(name -> faults.add("variable \"" + name + "\" is not declared"));
    return faults;
  }

  Map<String, String> valuesFor(Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    if (layout != null) {
      for (PipelineVariable variable : layout.definition().variables()) {
        String value = given.get(variable.name());
        values.put(variable.name(), value == null ? variable.defaultValue().orElse("") : value);
      }
    }
    return values;
  }

  private ExecutionView view(LiveExecution execution) {
    List<ActionView> actions = new ArrayList<>();
    for (ActionRun run : execution.runs) {
      if (run != null) {
        boolean isOpen = run.isApproval() && run.isInProgress() && run.isRunnable;
        actions.add(
            new ActionView(
                run.key(),
                run.status,
                run.startedAt,
                run.endedAt(),
                run.summary(),
                run.order.configuration(),
                isOpen ? Optional.of(DerivedIds.approvalToken(run.key())) : Optional.empty(),
                isOpen ? run.timeout().map(run.startedAt::plus) : Optional.empty()));
      }
    }
    return new ExecutionView(
        execution.id,
        execution.number,
        execution.status,
        execution.isPastLastStage()
            ? Optional.empty()
            : Optional.of(execution.stageLayout().name()),
        execution.place == Place.WAITING,
        execution.given(),
        execution.startedAt,
        actions);
  }

  /** Everything in the state as text, for comparing two states. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append(version).append(' ').append(started).append(' ').append(definition().isPresent());
    executions().forEach(execution -> text.append('\n').append(execution));
    live.values()
        .forEach(
            each ->
                text.append('\n')
                    .append(each.place)
                    .append(each.inProgress)
                    .append(each.failed)
                    .append(each.variables()));
    definition().map(Pipeline::stages).orElse(List.of()).stream()
        .map(Stage::name)
        .forEach(
            name -> {
              StageSlot slot = slots.getOrDefault(name, new StageSlot());
              text.append('\n')
                  .append(name)
                  .append(idOf(slot.occupant))
                  .append(idOf(slot.waiting))
                  .append(idOf(slot.retryable));
            });
    return text.append('\n')
        .append(new java.util.TreeMap<>(openApprovals))
        .append(startTokens)
        .append(answeredApprovals)
        .append(ended)
        .append(due.stream().map(each -> each.id).toList())
        .toString();
  }

  private static String idOf(@Nullable LiveExecution execution) {
    return execution == null ? " -" : " " + execution.id;
  }

  private static <V> Map<String, V> remembering() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
