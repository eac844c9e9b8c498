package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One execution as people see it.
 *
 * @param id its id
 * @param number counts the pipeline's executions from 1
 * @param status how far it is
 * @param type what kind of execution it is
 * @param rollbackTarget the execution whose results it brings back, if it is a rollback
 * @param version the version of the definition that it follows
 * @param attempt 1, and one more with each retry (P-1026)
 * @param stage the stage that it is in or in front of; empty after the last
 * @param isWaiting whether it waits in front of the stage
 * @param variables the values of the pipeline's variables
 * @param revisions the revisions that its source actions found, by action
 * @param startedAt when it started
 * @param actions the newest attempts at the actions of its stage that have started
 * @param conditions the conditions of its stage as far as they were evaluated
 * @param stageTimesOutAt when its stage fails because it takes too long; empty if the stage has no
 *     timeout, or the execution is not inside
 */
public record ExecutionView(
    String id,
    long number,
    ExecutionStatus status,
    ExecutionType type,
    Optional<String> rollbackTarget,
    int version,
    int attempt,
    Optional<String> stage,
    boolean isWaiting,
    Map<String, String> variables,
    Map<String, String> revisions,
    Instant startedAt,
    List<ActionView> actions,
    List<ConditionView> conditions,
    Optional<Instant> stageTimesOutAt) {

  /** Copies the collections. */
  public ExecutionView {
    revisions = Map.copyOf(revisions);
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
  }

  /**
   * Finds a condition of the present stage.
   *
   * @param kind which condition of the stage
   * @return its newest evaluation, or empty if it was not evaluated
   */
  public Optional<ConditionView> condition(ConditionKind kind) {
    return conditions.stream().filter(each -> each.kind() == kind).findFirst();
  }

  /**
   * Finds an action of the present stage.
   *
   * @param action its name
   * @return its newest attempt, or empty if it has not started
   */
  public Optional<ActionView> action(String action) {
    return actions.stream().filter(each -> each.key().action().equals(action)).findFirst();
  }
}
