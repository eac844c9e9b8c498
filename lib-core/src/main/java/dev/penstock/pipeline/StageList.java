package dev.penstock.pipeline;

import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;

/**
 * The stages of one pipeline, with what one look at all their actions tells: whoever opens a
 * pipeline of very many actions need not walk them again. Immutable.
 */
final class StageList extends AbstractList<Stage> implements RandomAccess {
  private final List<Stage> stages;
  private final Set<ActionType> actionTypes;
  private final Set<RuleType> ruleTypes;

  private StageList(List<Stage> stages) {
    this.stages = stages;
    Set<ActionType> actions = new LinkedHashSet<>();
    Set<RuleType> rules = new LinkedHashSet<>();
    for (Stage stage : stages) {
      for (Action action : stage.actions()) {
        actions.add(action.type());
      }
      addTypes(stage.beforeEntry(), rules);
      addTypes(stage.onSuccess(), rules);
      if (stage.onFailure().isPresent()) {
        addTypes(stage.onFailure().get().condition(), rules);
      }
    }
    this.actionTypes = Collections.unmodifiableSet(actions);
    this.ruleTypes = Collections.unmodifiableSet(rules);
  }

  static StageList copyOf(List<Stage> stages) {
    return stages instanceof StageList known ? known : new StageList(List.copyOf(stages));
  }

  private static void addTypes(Optional<Condition> condition, Set<RuleType> types) {
    if (condition.isPresent()) {
      for (Rule rule : condition.get().rules()) {
        types.add(rule.type());
      }
    }
  }

  Set<ActionType> actionTypes() {
    return actionTypes;
  }

  Set<RuleType> ruleTypes() {
    return ruleTypes;
  }

  @Override
  public Stage get(int index) {
    return stages.get(index);
  }

  @Override
  public int size() {
    return stages.size();
  }
}
