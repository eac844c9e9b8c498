package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What has happened in a pipeline: all its executions and all attempts at their actions, as its
 * events tell. Immutable.
 *
 * @param version the present version of the definition; 0 before the first
 * @param executions in order of start
 */
public record PipelineHistory(int version, List<Execution> executions) {

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
   * Lists executions, newest first (P-1412).
   *
   * @param query which, and how many at once
   * @return a page
   * @throws IllegalArgumentException if the query's token is of no page
   */
  public Page<Execution> executions(ExecutionQuery query) {
    long newest = executions.isEmpty() ? 0 : executions.get(executions.size() - 1).number();
    long before = Page.before(query.token(), newest);
    List<Execution> found = new ArrayList<>();
    for (int i = executions.size() - 1; i >= 0; i--) {
      Execution each = executions.get(i);
      if (each.number() < before && isWanted(each, query)) {
        if (found.size() == query.pageSize()) {
          long last = found.get(found.size() - 1).number();
          return new Page<>(found, Optional.of(Long.toString(last)));
        }
        found.add(each);
      }
    }
    return new Page<>(found, Optional.empty());
  }

  private boolean isWanted(Execution execution, ExecutionQuery query) {
    return query.status().map(execution.status()::equals).orElse(true)
        && query
            .succeededInStage()
            .map(
                stage ->
                    execution.type() == ExecutionType.STANDARD
                        && execution.version() == version
                        && execution.succeededStages().contains(stage))
            .orElse(true);
  }

  /**
   * Lists attempts at the actions of one execution, newest first (P-1414).
   *
   * @param query of which execution, which, and how many at once
   * @return a page
   * @throws IllegalArgumentException if the execution is unknown, or the query's token of no page
   */
  public Page<Attempt> actions(ActionQuery query) {
    List<Attempt> all =
        execution(query.execution())
            .map(Execution::actions)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the history has no execution "
                            + query.execution()
                            + "; allowed: one of the "
                            + executions.size()
                            + " that it lists"));
    long before = Page.before(query.token(), all.size());
    Set<String> seen = new HashSet<>();
    List<Attempt> found = new ArrayList<>();
    int last = all.size();
    for (int i = all.size() - 1; i >= 0; i--) {
      ActionKey key = all.get(i).key();
      boolean isLatest = seen.add(key.stage() + "/" + key.action());
      if (i < before && (isLatest || query.range() == ActionQuery.Range.ALL)) {
        if (found.size() == query.pageSize()) {
          return new Page<>(found, Optional.of(Integer.toString(last)));
        }
        found.add(all.get(i));
        last = i;
      }
    }
    return new Page<>(found, Optional.empty());
  }

  /**
   * One execution.
   *
   * @param id its id
   * @param number counts the pipeline's executions from 1
   * @param status how far it is
   * @param type what kind of execution it is
   * @param rollbackTarget the execution whose results it brings back, if it is a rollback
   * @param mode the mode of the definition that it follows
   * @param version the version of that definition
   * @param triggerType what kind of cause it has
   * @param trigger what caused it, for people
   * @param startedBy who asked for it, if somebody said so
   * @param variables the values of the pipeline's variables
   * @param revisions the revisions that its source actions found, by action; a rollback's are its
   *     target's
   * @param revisionDetails what they told of these revisions, by action
   * @param artifactRevisions the same by the artifacts that they wrote, in order of their names
   *     (P-313)
   * @param startedAt when it started
   * @param updatedAt when something happened to it last
   * @param endedAt when it ended, if it has
   * @param stopReason why somebody asked it to stop last, if somebody did
   * @param stoppedBy who asked it to stop last, if somebody said so
   * @param retriedBy who retried it last, if somebody said so
   * @param notRolledBack why the stage in which it has failed was not rolled back, if it was to be
   *     (P-1122)
   * @param succeededStages the stages in which it succeeded, in order
   * @param actions all attempts at its actions in order of start
   * @param rules all questions to rules in order of start (P-1415)
   */
  public record Execution(
      String id,
      long number,
      ExecutionStatus status,
      ExecutionType type,
      Optional<String> rollbackTarget,
      ExecutionMode mode,
      int version,
      TriggerType triggerType,
      String trigger,
      Optional<String> startedBy,
      Map<String, String> variables,
      Map<String, String> revisions,
      Map<String, RevisionDetails> revisionDetails,
      List<ArtifactRevision> artifactRevisions,
      Instant startedAt,
      Instant updatedAt,
      Optional<Instant> endedAt,
      Optional<String> stopReason,
      Optional<String> stoppedBy,
      Optional<String> retriedBy,
      Optional<RollbackObstacle> notRolledBack,
      List<String> succeededStages,
      List<Attempt> actions,
      List<RuleView> rules) {}

  /**
   * One attempt at an action.
   *
   * @param key the attempt
   * @param action the action as it was defined, with its configuration as it was written
   * @param status how far it is
   * @param startedAt when it started
   * @param endedAt when it ended, if it has
   * @param summary what its executor said, why it failed, or what the approver wrote
   * @param answeredBy who answered it, if it was a manual approval
   * @param revision the revision that it found, if it was a source; else empty
   * @param resolvedConfiguration its configuration with all references resolved (P-505)
   * @param inputs its input artifacts by name
   * @param outputs the artifacts that it wrote, by name
   * @param outputVariables the variables that it set, by name; with or without a namespace (P-503)
   * @param externalExecutionId the token that answers it, if it was a manual approval (P-1307);
   *     else the id of the work that it caused outside, if its executor told
   * @param externalExecutionUrl where people can look at that work, if its executor told
   * @param revisionDetails what it told of the revision, if it was a source
   * @param failureType why it failed, if its executor told
   */
  public record Attempt(
      ActionKey key,
      Action action,
      ActionStatus status,
      Instant startedAt,
      Optional<Instant> endedAt,
      String summary,
      Optional<String> answeredBy,
      String revision,
      Map<String, String> resolvedConfiguration,
      Map<String, ArtifactReference> inputs,
      Map<String, ArtifactReference> outputs,
      Map<String, String> outputVariables,
      Optional<String> externalExecutionId,
      Optional<String> externalExecutionUrl,
      Optional<RevisionDetails> revisionDetails,
      Optional<FailureType> failureType) {}

  /** Reads events in order and makes a history of them. Not safe for several threads. */
  public static final class Reader {
    private final PipelineState state = new PipelineState();
    private final Map<String, ExecutionDraft> drafts = new LinkedHashMap<>();

    /** Starts with no events. */
    public Reader() {}

    /**
     * Takes the next event.
     *
     * @param event the event
     */
    public void add(PipelineEvent event) {
      if (event instanceof PipelineEvent.Checkpointed checkpointed) {
        Remnant.restore(state, checkpointed, this::add);
        return;
      }
      PipelineEvolution.apply(state, event);
      if (event instanceof PipelineEvent.ExecutionStarted started) {
        PipelineLayout layout = Objects.requireNonNull(state.layout, "no definition");
        ExecutionDraft draft = new ExecutionDraft(started, layout.defined());
        started.rollback().map(Rollback::target).map(drafts::get).ifPresent(draft::bringBack);
        drafts.put(started.execution(), draft);
        return;
      }
      ExecutionDraft draft = drafts.get(ExecutionDraft.executionOf(event));
      if (draft != null) {
        draft.add(state, event);
      }
    }

    /**
     * Whether an execution is known to have a process of its own, whose events are to be read as
     * well.
     *
     * @param execution its id
     * @return true for executions of mode PARALLEL
     */
    public boolean hasOwnProcess(String execution) {
      ExecutionDraft draft = drafts.get(execution);
      return draft != null && draft.started.isOwnProcess();
    }

    /**
     * The executions that are known to have processes of their own.
     *
     * @return their ids in order of start
     */
    public List<String> ownProcesses() {
      return drafts.keySet().stream().filter(this::hasOwnProcess).toList();
    }

    /**
     * Reads the events of a process that carries one execution.
     *
     * @param execution its id, which this reader knows
     * @return takes that process's events, beside this reader
     * @throws IllegalArgumentException if the execution is unknown
     */
    public Of of(String execution) {
      ExecutionDraft draft = drafts.get(execution);
      if (draft == null) {
        throw new IllegalArgumentException("no execution " + execution + " has started");
      }
      return new Of(draft);
    }

    /**
     * The present definition.
     *
     * @return the definition; empty before the first
     */
    public Optional<Pipeline> definition() {
      return state.definition();
    }

    /**
     * The history so far.
     *
     * @return an immutable copy
     */
    public PipelineHistory history() {
      return new PipelineHistory(
          state.version(), drafts.values().stream().map(ExecutionDraft::execution).toList());
    }

    /** Reads the events of one execution in order. Not safe for several threads. */
    public static final class Of {
      private final PipelineState state = new PipelineState();
      private final ExecutionDraft draft;

      private Of(ExecutionDraft draft) {
        this.draft = draft;
      }

      /**
       * Takes the next event.
       *
       * @param event the event
       */
      public void add(PipelineEvent event) {
        if (event instanceof PipelineEvent.Checkpointed checkpointed) {
          Remnant.restore(state, checkpointed, this::add);
          return;
        }
        PipelineEvolution.apply(state, event);
        draft.addWork(state, event);
      }
    }
  }
}
