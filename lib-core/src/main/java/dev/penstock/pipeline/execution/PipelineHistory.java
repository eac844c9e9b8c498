package dev.penstock.pipeline.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What has happened in a pipeline: all its executions and all attempts at their actions, as its
 * events tell. Immutable.
 *
 * @param executions in order of start
 */
public record PipelineHistory(List<Execution> executions) {

  /** Copies the list. */
  public PipelineHistory {
    executions = List.copyOf(executions);
  }

  /**
   * Finds an execution.
   *
   * @param id its id
   * @return the execution, or empty
   */
  public Optional<Execution> execution(String id) {
    return executions.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * One execution.
   *
   * @param id its id
   * @param number counts the pipeline's executions from 1
   * @param status how far it is
   * @param trigger what caused it
   * @param variables the values of the pipeline's variables
   * @param startedAt when it started
   * @param endedAt when it ended, if it has
   * @param actions all attempts at its actions in order of start
   */
  public record Execution(
      String id,
      long number,
      ExecutionStatus status,
      String trigger,
      Map<String, String> variables,
      Instant startedAt,
      Optional<Instant> endedAt,
      List<Attempt> actions) {}

  /**
   * One attempt at an action.
   *
   * @param key the attempt
   * @param status how far it is
   * @param startedAt when it started
   * @param endedAt when it ended, if it has
   * @param summary what its executor said, why it failed, or what the approver wrote
   * @param answeredBy who answered it, if it was a manual approval
   * @param revision the revision that it found, if it was a source; else empty
   */
  public record Attempt(
      ActionKey key,
      ActionStatus status,
      Instant startedAt,
      Optional<Instant> endedAt,
      String summary,
      Optional<String> answeredBy,
      String revision) {}

  /** Reads events in order and makes a history of them. Not safe for several threads. */
  public static final class Reader {
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final Map<String, Map<ActionKey, Attempt>> attempts = new LinkedHashMap<>();

    /** Starts with no events. */
    public Reader() {}

    /**
     * Takes the next event.
     *
     * @param event the event
     */
    public void add(PipelineEvent event) {
      if (event instanceof PipelineEvent.ExecutionStarted started) {
        executions.put(
            started.execution(),
            new Execution(
                started.execution(),
                started.number(),
                ExecutionStatus.IN_PROGRESS,
                started.trigger(),
                started.variables(),
                started.at(),
                Optional.empty(),
                List.of()));
        attempts.put(started.execution(), new LinkedHashMap<>());
      } else if (event instanceof PipelineEvent.ActionStarted started) {
        put(
            new Attempt(
                started.key(),
                ActionStatus.IN_PROGRESS,
                started.at(),
                Optional.empty(),
                "",
                Optional.empty(),
                ""));
      } else if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
        end(
            succeeded.key(),
            ActionStatus.SUCCEEDED,
            succeeded.at(),
            succeeded.result().summary(),
            Optional.empty(),
            succeeded.result().revision());
      } else if (event instanceof PipelineEvent.ActionFailed failed) {
        end(failed.key(), ActionStatus.FAILED, failed.at(), failed.reason(), Optional.empty(), "");
      } else if (event instanceof PipelineEvent.ActionAbandoned abandoned) {
        end(abandoned.key(), ActionStatus.ABANDONED, abandoned.at(), "", Optional.empty(), "");
      } else if (event instanceof PipelineEvent.ApprovalAnswered answered) {
        end(
            answered.key(),
            answered.isApproved() ? ActionStatus.SUCCEEDED : ActionStatus.FAILED,
            answered.at(),
            answered.summary(),
            Optional.of(answered.by()),
            "");
      } else {
        addToExecution(event);
      }
    }

    private void addToExecution(PipelineEvent event) {
      if (event instanceof PipelineEvent.ExecutionSucceeded succeeded) {
        change(succeeded.execution(), ExecutionStatus.SUCCEEDED, Optional.of(succeeded.at()));
      } else if (event instanceof PipelineEvent.ExecutionFailed failed) {
        change(failed.execution(), ExecutionStatus.FAILED, Optional.of(failed.at()));
      } else if (event instanceof PipelineEvent.ExecutionStopped stopped) {
        change(stopped.execution(), ExecutionStatus.STOPPED, Optional.of(stopped.at()));
      } else if (event instanceof PipelineEvent.ExecutionSuperseded superseded) {
        change(superseded.execution(), ExecutionStatus.SUPERSEDED, Optional.of(superseded.at()));
      } else if (event instanceof PipelineEvent.StopRequested stop) {
        change(stop.execution(), ExecutionStatus.STOPPING, Optional.empty());
      } else if (event instanceof PipelineEvent.StageRetried retried) {
        change(retried.execution(), ExecutionStatus.IN_PROGRESS, Optional.empty());
      }
    }

    /**
     * The history so far.
     *
     * @return an immutable copy
     */
    public PipelineHistory history() {
      List<Execution> all = new ArrayList<>();
      executions.forEach(
          (id, each) ->
              all.add(
                  new Execution(
                      id,
                      each.number(),
                      each.status(),
                      each.trigger(),
                      each.variables(),
                      each.startedAt(),
                      each.endedAt(),
                      List.copyOf(attemptsOf(id).values()))));
      return new PipelineHistory(all);
    }

    private void put(Attempt attempt) {
      attemptsOf(attempt.key().execution()).put(attempt.key(), attempt);
    }

    private void end(
        ActionKey key,
        ActionStatus status,
        Instant at,
        String summary,
        Optional<String> by,
        String revision) {
      Attempt before =
          Objects.requireNonNull(attemptsOf(key.execution()).get(key), "an end without a start");
      put(new Attempt(key, status, before.startedAt(), Optional.of(at), summary, by, revision));
    }

    private void change(String id, ExecutionStatus status, Optional<Instant> endedAt) {
      executions.computeIfPresent(
          id,
          (same, each) ->
              new Execution(
                  id,
                  each.number(),
                  status,
                  each.trigger(),
                  each.variables(),
                  each.startedAt(),
                  endedAt,
                  List.of()));
    }

    private Map<ActionKey, Attempt> attemptsOf(String execution) {
      return Objects.requireNonNull(attempts.get(execution), "an action of no execution");
    }
  }
}
