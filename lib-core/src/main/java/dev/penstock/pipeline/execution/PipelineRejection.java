package dev.penstock.pipeline.execution;

import dev.penstock.process.Decision;
import dev.penstock.process.Rejection;
import java.util.Optional;

/**
 * Why a pipeline refuses a command. The codes are stable; each constant also says which exception
 * the cloud service answers with, for hosts that speak its protocol.
 */
public enum PipelineRejection {
  /** The pipeline has no definition yet. */
  UNDEFINED("pipeline.undefined", "PipelineNotFoundException"),
  /** A definition of another name; a pipeline's name never changes (P-101). */
  RENAMED("pipeline.renamed", "PipelineNotFoundException"),
  /** A process that carries one execution of mode PARALLEL was told what only pipelines take. */
  ONE_EXECUTION("pipeline.one-execution", ""),
  /** The name of who gives an order, or a token, is too long, or a text is none. */
  ORDER_TEXT("order.text", "ValidationException"),
  /** Variables are missing, unknown, empty or too long (P-523, P-524). */
  VARIABLES("pipeline.variables", "ValidationException"),
  /** Source overrides that do not fit the definition (P-704). */
  SOURCE_REVISIONS("pipeline.source-revisions", "ValidationException"),
  /** As many executions are under way as the limits allow (P-623, P-632). */
  CONCURRENT_EXECUTIONS(
      "pipeline.concurrent-executions", "ConcurrentPipelineExecutionsLimitExceededException"),
  /** No execution of this pipeline has this id, or it ended too long ago (P-1430). */
  UNKNOWN_EXECUTION("pipeline.unknown-execution", "PipelineExecutionNotFoundException"),
  /** The definition has no stage of this name (P-1430). */
  UNKNOWN_STAGE("pipeline.unknown-stage", "StageNotFoundException"),
  /** No open approval has this token (P-1305). */
  APPROVAL_INVALID_TOKEN("approval.invalid-token", "InvalidApprovalTokenException"),
  /** The request was answered otherwise before (P-1305). */
  APPROVAL_ALREADY_COMPLETED("approval.already-completed", "ApprovalAlreadyCompletedException"),
  /** The summary is too long (P-1302), or no text. */
  APPROVAL_SUMMARY("approval.summary", "ValidationException"),
  /** Nobody is named as the one who answers. */
  APPROVAL_NOBODY("approval.nobody", ""),
  /** The execution is not in progress (P-825). */
  STOP_NOT_IN_PROGRESS("stop.not-in-progress", "PipelineExecutionNotStoppableException"),
  /** The execution was asked to stop before (P-824). */
  STOP_DUPLICATE("stop.duplicate", "DuplicatedStopRequestException"),
  /** The reason is too long (P-821), or no text. */
  STOP_REASON("stop.reason", "ValidationException"),
  /** The reason is missing, too long, or has characters that are not allowed (P-811). */
  TRANSITION_REASON("transition.reason", "ValidationException"),
  /** No transition leads into the first stage (P-817). */
  TRANSITION_FIRST_STAGE("transition.first-stage", "ValidationException"),
  /** No transition leads out of the last stage. */
  TRANSITION_LAST_STAGE("transition.last-stage", "ValidationException"),
  /** Nothing failed in that stage, or it was retried already (P-1007). */
  RETRY_NOT_RETRYABLE("retry.not-retryable", "StageNotRetryableException"),
  /** Actions of the stage are in progress, and all of them are to run again (P-1004). */
  RETRY_IN_PROGRESS("retry.in-progress", "StageNotRetryableException"),
  /** The definition changed since (P-1007). */
  RETRY_OUTDATED("retry.outdated", "StageNotRetryableException"),
  /** Another execution entered the stage since (P-1009). */
  RETRY_NOT_LATEST("retry.not-latest", "NotLatestPipelineExecutionException"),
  /**
   * The execution is under way in a process of its own, which alone can tell whether something
   * failed; {@code OpenPipeline} asks it.
   */
  RETRY_OWN_PROCESS("retry.own-process", ""),
  /** Executions of mode PARALLEL are never rolled back (P-634). */
  ROLLBACK_PARALLEL("rollback.parallel", "UnableToRollbackStageException"),
  /** The stage only fetches sources (P-1106). */
  ROLLBACK_SOURCE_STAGE("rollback.source-stage", "UnableToRollbackStageException"),
  /** The stage was skipped (P-1107). */
  ROLLBACK_SKIPPED("rollback.skipped", "UnableToRollbackStageException"),
  /** An execution is inside the stage (P-1108). */
  ROLLBACK_STAGE_RUNNING("rollback.stage-running", "UnableToRollbackStageException"),
  /** The target started under another version of the definition (P-1103). */
  ROLLBACK_OUTDATED("rollback.outdated", "PipelineExecutionOutdatedException"),
  /** The target is itself a rollback (P-1104). */
  ROLLBACK_OF_ROLLBACK("rollback.of-rollback", "UnableToRollbackStageException"),
  /** The target did not succeed in the stage (P-1102). */
  ROLLBACK_NOT_SUCCEEDED("rollback.not-succeeded", "UnableToRollbackStageException"),
  /** There is nothing to override: no such condition, or one that holds, or skips (P-1213). */
  OVERRIDE_NOT_OVERRIDABLE("override.not-overridable", "ConditionNotOverridableException"),
  /** Another execution entered the stage since (P-1215). */
  OVERRIDE_NOT_LATEST("override.not-latest", "NotLatestPipelineExecutionException"),
  /** The execution is under way in a process of its own; {@code OpenPipeline} asks it. */
  OVERRIDE_OWN_PROCESS("override.own-process", ""),
  /** A checkpoint that is empty or too long. */
  CHECKPOINT("action.checkpoint", ""),
  /** A timer fired before it was due. */
  TIMER_EARLY("timer.early", "");

  private final String code;
  private final String exception;

  PipelineRejection(String code, String exception) {
    this.code = code;
    this.exception = exception;
  }

  /**
   * The code of such a {@link Rejection}.
   *
   * @return such as {@code retry.not-latest}
   */
  public String code() {
    return code;
  }

  /**
   * What the cloud service throws in this case.
   *
   * @return such as {@code NotLatestPipelineExecutionException}; empty where the service has no
   *     such case
   */
  public Optional<String> exception() {
    return exception.isEmpty() ? Optional.empty() : Optional.of(exception);
  }

  /**
   * Which constant a rejection is of.
   *
   * @param rejection a pipeline's
   * @return the constant, or empty if it is of another process
   */
  public static Optional<PipelineRejection> of(Rejection rejection) {
    for (PipelineRejection each : values()) {
      if (each.code.equals(rejection.code())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  Decision<PipelineEvent> because(String reason) {
    return Decision.rejected(code, reason);
  }
}
