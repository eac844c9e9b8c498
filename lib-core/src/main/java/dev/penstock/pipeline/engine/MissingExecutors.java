package dev.penstock.pipeline.engine;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.UnfinishedExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the actions and rules of a definition that nobody could carry out. */
final class MissingExecutors {
  private final Pipeline pipeline;
  private final Set<ActionType> actions;
  private final Set<RuleType> rules;
  private final List<Diagnostic> faults = new ArrayList<>();
  private String where = "";
  private String hint = "";
  private @Nullable Set<ActionType> only; // which types matter; null if all do

  MissingExecutors(Pipeline pipeline, Set<ActionType> actions, Set<RuleType> rules) {
    this.pipeline = pipeline;
    this.actions = actions;
    this.rules = rules;
  }

  /** Whether every type of the whole definition is known. */
  boolean isNone() {
    for (ActionType type : pipeline.actionTypes()) {
      if (!isKnown(type)) {
        return false;
      }
    }
    for (RuleType type : pipeline.ruleTypes()) {
      if (!isKnown(type)) {
        return false;
      }
    }
    return true;
  }

  List<Diagnostic> faults() {
    if (!isNone()) {
      for (int i = 0; i < pipeline.stages().size(); i++) {
        stage(i);
      }
    }
    return faults;
  }

  private void stage(int i) {
    Stage stage = pipeline.stages().get(i);
    for (int j = 0; j < stage.actions().size(); j++) {
      Action action = stage.actions().get(j);
      if (!isKnown(action.type()) && (only == null || only.contains(action.type()))) {
        add(
            "stages[" + i + "].actions[" + j + "]",
            stage.name() + "/" + action.name(),
            action.type(),
            actions);
      }
    }
    if (only == null) {
      rules(i, stage, ConditionKind.BEFORE_ENTRY, stage.beforeEntry());
      rules(i, stage, ConditionKind.ON_SUCCESS, stage.onSuccess());
      rules(i, stage, ConditionKind.ON_FAILURE, stage.onFailure().flatMap(OnFailure::condition));
    }
  }

  /**
   * What is left to an execution that follows this definition.
   *
   * @param isCancelled whether it is about to be cancelled, and only what is in progress waited for
   */
  List<Diagnostic> faultsOf(UnfinishedExecution execution, boolean isCancelled) {
    where = "execution " + execution.execution() + ", version " + execution.version() + ": ";
    boolean isEnding = execution.isCancelling() || (isCancelled && !execution.hasOwnProcess());
    only = isEnding ? execution.inProgress() : null;
    hint =
        "register it until the execution has ended"
            + (isEnding
                    || execution.hasOwnProcess()
                    || !execution.inProgress().stream().allMatch(this::isKnown)
                ? "" // nothing but an executor ends what is in progress
                : ", or have the execution cancelled by opening with UpdatePolicy.CANCEL");
    for (int i = execution.firstStage(); i <= execution.lastStage(); i++) {
      stage(i);
    }
    return faults;
  }

  private boolean isKnown(ActionType type) {
    return actions.contains(type) || type.equals(Action.MANUAL_APPROVAL);
  }

  private boolean isKnown(RuleType type) {
    return rules.contains(type)
        || type.equals(RuleType.VARIABLE_CHECK)
        || type.equals(RuleType.DEPLOYMENT_WINDOW);
  }

  private void rules(int index, Stage stage, ConditionKind kind, Optional<Condition> asked) {
    if (asked.isEmpty()) {
      return;
    }
    Condition condition = asked.get();
    String path = "stages[" + index + "].";
    for (int i = 0; i < condition.rules().size(); i++) {
      RuleType type = condition.rules().get(i).type();
      if (!isKnown(type)) {
        add(
            path + kind.field() + ".conditions[0].rules[" + i + "]",
            stage.name() + "/" + condition.rules().get(i).name(),
            type,
            rules);
      }
    }
  }

  private void add(String path, String called, Object type, Set<?> registered) {
    faults.add(
        Diagnostic.error(
                "pipeline.missing-executor",
                where + path + ".type (" + called + ")",
                "no executor is registered for " + type,
                registered.isEmpty()
                    ? "none is registered"
                    : registered.stream()
                        .map(Object::toString)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", ")))
            .withSource(pipeline.name())
            .withHint(hint));
  }
}
