package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.pipeline.execution.SourceOverride;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.source.GitChange;
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
 *     execution; at most {@link PipelineCommand#LONGEST_NAME} characters
 * @param startedBy who asks for it, for the history, at most {@link PipelineCommand#LONGEST_NAME}
 *     characters; empty if nobody says so
 * @param git the change in a repository that causes it; empty if none does
 * @param nesting how many pipelines invoke each other down to this start, see {@link
 *     PipelineInvocation}; 0 if none does
 */
public record StartRequest(
    TriggerType triggerType,
    String trigger,
    Map<String, String> variables,
    List<SourceOverride> revisions,
    Optional<String> token,
    Optional<String> startedBy,
    Optional<GitChange> git,
    int nesting) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the trigger is one of a rollback, or its text too long, or
   *     the nesting negative
   */
  public StartRequest {
    StartExecution.checkTrigger(triggerType, trigger);
    variables = Map.copyOf(Objects.requireNonNull(variables, "variables"));
    revisions = List.copyOf(Objects.requireNonNull(revisions, "revisions"));
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(startedBy, "startedBy");
    Objects.requireNonNull(git, "git");
    if (nesting < 0) {
      throw new IllegalArgumentException(
          "nesting: " + nesting + " is out of range; allowed: 0 and above");
    }
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
    return new StartRequest(
        triggerType,
        trigger,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
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
    copy.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new StartRequest(triggerType, trigger, copy, revisions, token, startedBy, git, nesting);
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
    copy.add(Objects.requireNonNull(override, "override"));
    return new StartRequest(triggerType, trigger, variables, copy, token, startedBy, git, nesting);
  }

  /**
   * The same request with a token.
   *
   * @param value identifies this start among all starts of the pipeline; at most {@link
   *     PipelineCommand#LONGEST_NAME} characters, else the start is refused
   * @return a copy
   */
  public StartRequest withToken(String value) {
    return new StartRequest(
        triggerType,
        trigger,
        variables,
        revisions,
        Optional.of(Objects.requireNonNull(value, "value")),
        startedBy,
        git,
        nesting);
  }

  /**
   * The same request with somebody who asks for it.
   *
   * @param who for the history; at most {@link PipelineCommand#LONGEST_NAME} characters, else the
   *     start is refused
   * @return a copy
   */
  public StartRequest withStartedBy(String who) {
    return new StartRequest(
        triggerType,
        trigger,
        variables,
        revisions,
        token,
        Optional.of(Objects.requireNonNull(who, "who")),
        git,
        nesting);
  }

  /**
   * The same request with a change that causes it, which the service's events then tell.
   *
   * @param change the change
   * @return a copy
   */
  public StartRequest withGitChange(GitChange change) {
    return new StartRequest(
        triggerType,
        trigger,
        variables,
        revisions,
        token,
        startedBy,
        Optional.of(Objects.requireNonNull(change, "change")),
        nesting);
  }

  /**
   * The same request with another depth of nesting.
   *
   * @param depth how many pipelines invoke each other down to this start; 0 and above
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public StartRequest withNesting(int depth) {
    return new StartRequest(
        triggerType, trigger, variables, revisions, token, startedBy, git, depth);
  }
}
