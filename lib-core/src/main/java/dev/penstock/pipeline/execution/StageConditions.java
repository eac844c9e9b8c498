package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of one stage for one execution inside it. */
final class StageConditions {
  private final Stage stage;
  private final Set<ConditionKind> passed = EnumSet.noneOf(ConditionKind.class); // in this try
  private final Map<ConditionKind, ConditionRun> latest = new EnumMap<>(ConditionKind.class);
  private @Nullable ConditionRun open;

  private StageConditions(Stage stage) {
    this.stage = stage;
  }

  /** Those of a stage, or null if it has none, as most have. */
  static @Nullable StageConditions of(Stage stage) {
    boolean hasAny =
        stage.beforeEntry().isPresent()
            || stage.onSuccess().isPresent()
            || (stage.onFailure().isPresent() && stage.onFailure().get().condition().isPresent());
    return hasAny ? new StageConditions(stage) : null;
  }

  Optional<Condition> condition(ConditionKind kind) {
    return switch (kind) {
      case BEFORE_ENTRY -> stage.beforeEntry();
      case ON_SUCCESS -> stage.onSuccess();
      case ON_FAILURE -> stage.onFailure().flatMap(OnFailure::condition);
    };
  }

  /** Whether a condition is still to be evaluated at its time. */
  boolean asks(ConditionKind kind) {
    return !passed.contains(kind) && condition(kind).isPresent();
  }

  /** The one whose rules were asked and that has not ended. */
  @Nullable ConditionRun open() {
    return open;
  }

  @Nullable ConditionRun latest(ConditionKind kind) {
    return latest.get(kind);
  }

  int nextAttempt(ConditionKind kind) {
    ConditionRun last = latest.get(kind);
    return last == null ? 1 : last.attempt + 1;
  }

  void start(ConditionRun run) {
    open = run;
    latest.put(run.kind, run);
  }

  /** One has ended; it is passed if it holds, and for good or ill after a failure. */
  void ended(ConditionRun run) {
    open = null;
    boolean holds =
        run.status == ConditionStatus.SUCCEEDED || run.status == ConditionStatus.OVERRIDDEN;
    if (holds || run.kind == ConditionKind.ON_FAILURE) {
      passed.add(run.kind);
    }
  }

  /** The stage is tried again: what was asked before its actions holds on. */
  void retry() {
    passed.remove(ConditionKind.ON_FAILURE);
  }

  /** Whether a condition made the stage fail, and somebody may still let the stage go on. */
  boolean isOverridable(ConditionKind kind) {
    ConditionRun run = latest.get(kind);
    return run != null
        && kind != ConditionKind.ON_FAILURE
        && run.status.isFailed()
        && !passed.contains(kind);
  }

  List<ConditionRun> all() {
    return new ArrayList<>(latest.values());
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return passed + " " + (open != null) + all().stream().map(ConditionRun::describe).toList();
  }
}
