package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import java.util.List;
import java.util.Optional;

/**
 * One stage as people see it.
 *
 * @param name its name
 * @param inboundExecutions who waits in front of it, oldest first (P-605)
 * @param inboundTransition the gate in front of it
 * @param latestExecution who entered it last; empty if nobody did
 * @param actions its actions in the order of the definition; of a matrix action, its cells
 * @param conditions its conditions as far as they were evaluated for that execution
 */
public record StageView(
    String name,
    List<InboundExecution> inboundExecutions,
    TransitionState inboundTransition,
    Optional<StageExecutionView> latestExecution,
    List<ActionState> actions,
    List<ConditionView> conditions) {

  /** Copies the lists. */
  public StageView {
    conditions = List.copyOf(conditions);
    inboundExecutions = List.copyOf(inboundExecutions);
    actions = List.copyOf(actions);
  }

  /**
   * One action of a stage.
   *
   * @param name its name
   * @param latestExecution its newest attempt; empty if it has not started since the stage was
   *     entered last (P-910)
   */
  public record ActionState(String name, Optional<ActionView> latestExecution) {}

  /**
   * Who is next to enter.
   *
   * @return the oldest of those that wait, or empty if nobody does
   */
  public Optional<InboundExecution> inboundExecution() {
    return inboundExecutions.stream().findFirst();
  }

  /**
   * Finds a condition.
   *
   * @param kind which condition of the stage
   * @return its newest evaluation, or empty if it was not evaluated for the latest execution
   */
  public Optional<ConditionView> condition(ConditionKind kind) {
    return conditions.stream().filter(each -> each.kind() == kind).findFirst();
  }

  /**
   * Finds an action.
   *
   * @param action its name
   * @return its newest attempt, or empty if it has not started or is unknown
   */
  public Optional<ActionView> action(String action) {
    return actions.stream()
        .filter(each -> each.name().equals(action))
        .findFirst()
        .flatMap(ActionState::latestExecution);
  }
}
