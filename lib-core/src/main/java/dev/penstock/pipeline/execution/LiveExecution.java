package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.VariableReference;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineLayout.StageLayout;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One execution under way, or one that failed and may be retried. Counters, so that no step walks a
 * whole stage.
 */
final class LiveExecution {
  private static final ActionRun[] NONE = {};

  final String id;
  final long number;
  final PipelineLayout layout;
  private final Map<String, String> given;
  final Instant startedAt;

  boolean isLive = true; // in the state's map
  boolean isDue; // in the state's queue of those from which something follows
  Place place = Place.ARRIVED;
  ExecutionStatus status = ExecutionStatus.IN_PROGRESS;
  private int stage; // where it is, or in front of which it is
  private @Nullable StageLayout here; // that stage's; null past the last one
  boolean isAbandoning;

  @Nullable ActionRun[] runs = NONE; // of the present stage, by action; null if not started
  int inProgress;
  int failed; // failed or abandoned, and not yet started again
  private int group = -1;
  private int groupLeft; // actions of the group that have not succeeded

  /** Where the last look-up was: the next one is mostly for the same action or the one after it. */
  private int near = -1;

  private final BitSet restarts = new BitSet(); // failed actions to run again

  private final Map<String, ArtifactReference> artifacts = new HashMap<>();
  private Map<String, String> variables; // immutable, replaced when something is added

  LiveExecution(
      String id, long number, PipelineLayout layout, Map<String, String> given, Instant startedAt) {
    this.id = id;
    this.number = number;
    this.layout = layout;
    this.given = given;
    this.startedAt = startedAt;
    this.here = layout.stage(0);
    Map<String, String> known = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> known.put(VariableReference.PIPELINE_VARIABLES + "." + name, value));
    this.variables = Collections.unmodifiableMap(known);
  }

  /** Where an execution is. */
  enum Place {
    /** In front of a stage, about to enter or to wait. */
    ARRIVED,
    /** In front of a stage that another execution has locked. */
    WAITING,
    /** Inside a stage, which it has locked. */
    INSIDE,
    /** Ended inside a stage, and may be retried there. */
    ENDED
  }

  Map<String, String> given() {
    return given;
  }

  Map<String, String> variables() {
    return variables;
  }

  boolean isPastLastStage() {
    return here == null;
  }

  StageLayout stageLayout() {
    return Objects.requireNonNull(here, "past the last stage");
  }

  /** The attempt that a key names, if it is the newest one of its action in the present stage. */
  @Nullable ActionRun run(ActionKey key) {
    if (isKeyOf(near, key)) {
      return runs[near];
    }
    int following = near + 1 < runs.length ? near + 1 : 0;
    if (isKeyOf(following, key)) {
      near = following;
      return runs[following];
    }
    if (here == null || runs.length == 0 || !here.name().equals(key.stage())) {
      return null;
    }
    int index = here.indexOf(key.action());
    ActionRun run = index < 0 ? null : runs[index];
    if (run == null || run.key().attempt() != key.attempt()) {
      return null;
    }
    near = index;
    return run;
  }

  @SuppressWarnings("ReferenceEquality") // who runs an action reports under the key it was given
  private boolean isKeyOf(int index, ActionKey key) {
    ActionRun run = 0 <= index && index < runs.length ? runs[index] : null;
    return run != null && run.key() == key;
  }

  void enterStage() {
    place = Place.INSIDE;
    runs = new ActionRun[stageLayout().size()];
    inProgress = 0;
    failed = 0;
    group = -1;
    groupLeft = 0;
    near = -1;
    restarts.clear();
  }

  void leaveStage() {
    place = Place.ARRIVED;
    runs = NONE;
    near = -1;
    stage++;
    here = stage < layout.size() ? layout.stage(stage) : null;
  }

  /** Whether something follows from its own state while it is inside a stage. */
  boolean isDueInside() {
    return !restarts.isEmpty() || (inProgress == 0 && failed > 0) || (failed == 0 && isGroupDone());
  }

  boolean isGroupDone() {
    return groupLeft == 0;
  }

  boolean isRestarting() {
    return !restarts.isEmpty();
  }

  boolean isLastGroup() {
    return group == stageLayout().groupCount() - 1;
  }

  /** The actions to start now: those to be run again, or the next group. */
  int[] toStart() {
    return restarts.isEmpty() ? stageLayout().group(group + 1) : restarts.stream().toArray();
  }

  ActionKey nextKey(int action) {
    ActionRun last = runs[action];
    return new ActionKey(
        id,
        stageLayout().name(),
        stageLayout().action(action).name(),
        last == null ? 1 : last.key().attempt() + 1);
  }

  /** What an action needs that does not exist, for a person; null if it can start. */
  @Nullable String missingFor(Action action) {
    if (action.inputArtifacts().isEmpty() && action.configuration().isEmpty()) {
      return null;
    }
    for (String input : action.inputArtifacts()) {
      if (!artifacts.containsKey(input)) {
        return "input artifact \"" + input + "\" does not exist in this execution";
      }
    }
    for (Map.Entry<String, String> entry : action.configuration().entrySet()) {
      if (VariableReference.resolve(entry.getValue(), this::valueOf) == null) {
        return "configuration \""
            + entry.getKey()
            + "\" refers to a variable that no action has produced: "
            + VariableReference.in(entry.getValue()).stream()
                .filter(reference -> valueOf(reference) == null)
                .map(VariableReference::text)
                .toList();
      }
    }
    return null;
  }

  ActionRun start(ActionKey key, Instant at) {
    StageLayout layoutHere = stageLayout();
    int index = layoutHere.indexOf(key.action(), near + 1);
    near = index;
    Action action = layoutHere.action(index);
    boolean isRunnable = missingFor(action) == null;
    ActionRun run =
        new ActionRun(
            new RunAction(
                key,
                action,
                isRunnable ? resolved(action) : action.configuration(),
                inputsOf(action),
                variables),
            at,
            isRunnable);
    runs[index] = run;
    inProgress++;
    if (restarts.get(index)) {
      restarts.clear(index);
    } else if (layoutHere.groupOf(index) != group) {
      group = layoutHere.groupOf(index);
      groupLeft = layoutHere.group(group).length;
    }
    return run;
  }

  void succeed(ActionRun run, ActionResult result) {
    inProgress--;
    groupLeft--;
    if (!result.artifacts().isEmpty()) {
      artifacts.putAll(result.artifacts());
    }
    String namespace = run.order.action().namespace().orElse(null);
    if (namespace != null && !result.variables().isEmpty()) {
      Map<String, String> known = new LinkedHashMap<>(variables);
      result.variables().forEach((name, value) -> known.put(namespace + "." + name, value));
      variables = Collections.unmodifiableMap(known);
    }
  }

  void fail() {
    inProgress--;
    failed++;
  }

  /** Failed and abandoned actions are to run again. */
  void retry() {
    place = Place.INSIDE;
    status = ExecutionStatus.IN_PROGRESS;
    isAbandoning = false;
    failed = 0;
    for (int i = 0; i < runs.length; i++) {
      ActionRun run = runs[i];
      if (run != null
          && (run.status == ActionStatus.FAILED || run.status == ActionStatus.ABANDONED)) {
        restarts.set(i);
      }
    }
  }

  private Map<String, ArtifactReference> inputsOf(Action action) {
    if (action.inputArtifacts().isEmpty()) {
      return Map.of();
    }
    Map<String, ArtifactReference> inputs = new LinkedHashMap<>();
    for (String input : action.inputArtifacts()) {
      ArtifactReference artifact = artifacts.get(input);
      if (artifact != null) {
        inputs.put(input, artifact);
      }
    }
    return Collections.unmodifiableMap(inputs);
  }

  private Map<String, String> resolved(Action action) {
    if (action.configuration().isEmpty()) {
      return Map.of();
    }
    Map<String, String> resolved = null;
    for (Map.Entry<String, String> entry : action.configuration().entrySet()) {
      String value = VariableReference.resolve(entry.getValue(), this::valueOf);
      if (value != null && !value.equals(entry.getValue())) {
        resolved = resolved == null ? new LinkedHashMap<>(action.configuration()) : resolved;
        resolved.put(entry.getKey(), value);
      }
    }
    return resolved == null ? action.configuration() : Collections.unmodifiableMap(resolved);
  }

  private @Nullable String valueOf(VariableReference reference) {
    if (reference.namespace().equals(VariableReference.IMPLICIT)) {
      return reference.name().equals(VariableReference.EXECUTION_ID) ? id : null;
    }
    return variables.get(reference.namespace() + "." + reference.name());
  }
}
