package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.pipeline.execution.SourceOverride;
import dev.penstock.pipeline.execution.TriggerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an execution is to start.
 *
 * @param triggerType what kind of cause the start has; not one of a rollback
 * @param trigger what causes the start, for people, at most 1,024 characters; may be empty
 * @param variables values of pipeline variables by name
 * @param revisions which revisions source actions are to take instead of the newest ones (P-704)
 * @param token makes the start safe to repeat: a second one with the same token finds the first
 *     execution
 */
public record StartRequest(
    TriggerType triggerType,
    String trigger,
    Map<String, String> variables,
    List<SourceOverride> revisions,
    Optional<String> token) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the trigger is one of a rollback, or its text too long
   */
  public StartRequest {
    StartExecution.checkTrigger(triggerType, trigger);
    variables = Map.copyOf(variables);
    revisions = List.copyOf(revisions);
    Objects.requireNonNull(token, "token");
  }

  /**
   * A start that somebody asks for, without variables or token.
   *
   * @param trigger what causes the start, for people
   * @return the request
   */
  public static StartRequest of(String trigger) {
    return of(TriggerType.START_PIPELINE_EXECUTION, trigger);
  }

  /**
   * A start without variables or token.
   *
   * @param triggerType what kind of cause the start has; not one of a rollback
   * @param trigger what causes the start, for people, at most 1,024 characters
   * @return the request
   * @throws IllegalArgumentException if the trigger is one of a rollback, or its text too long
   */
  public static StartRequest of(TriggerType triggerType, String trigger) {
    return new StartRequest(triggerType, trigger, Map.of(), List.of(), Optional.empty());
  }

  /**
   * The same request with a variable's value.
   *
   * @param name the variable's name
   * @param value its value, 1 to 1,000 characters
   * @return a copy
   */
  public StartRequest withVariable(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(variables);
    copy.put(name, value);
    return new StartRequest(triggerType, trigger, copy, revisions, token);
  }

  /**
   * The same request with a revision that a source action is to take.
   *
   * @param action the source action's name
   * @param type what kind of value it is
   * @param value 1 to 1,500 characters
   * @return a copy
   */
  public StartRequest withRevision(String action, RevisionType type, String value) {
    return withRevision(new SourceOverride(action, type, value));
  }

  /**
   * The same request with a revision that a source action is to take.
   *
   * @param override which action and revision
   * @return a copy
   */
  public StartRequest withRevision(SourceOverride override) {
    List<SourceOverride> copy = new ArrayList<>(revisions);
    copy.add(override);
    return new StartRequest(triggerType, trigger, variables, copy, token);
  }

  /**
   * The same request with a token.
   *
   * @param value identifies this start among all starts of the pipeline
   * @return a copy
   */
  public StartRequest withToken(String value) {
    return new StartRequest(triggerType, trigger, variables, revisions, Optional.of(value));
  }
}
