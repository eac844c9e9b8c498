package dev.penstock.pipeline.execution;

/** What may cause an execution (P-701). */
public enum TriggerType {
  /** The pipeline was created. */
  CREATE_PIPELINE("CreatePipeline"),
  /** Somebody or some program asked for it: the default. */
  START_PIPELINE_EXECUTION("StartPipelineExecution"),
  /** Polling found a change. */
  POLL_FOR_SOURCE_CHANGES("PollForSourceChanges"),
  /** A webhook of a repository reported a change. */
  WEBHOOK("Webhook"),
  /** An event of another system. */
  CLOUD_WATCH_EVENT("CloudWatchEvent"),
  /** A worker handed a new revision in. */
  PUT_ACTION_REVISION("PutActionRevision"),
  /** A push or pull request matched a trigger of the definition. */
  WEBHOOK_V2("WebhookV2"),
  /** Somebody rolled a stage back. */
  MANUAL_ROLLBACK("ManualRollback"),
  /** A stage rolled itself back. */
  AUTOMATED_ROLLBACK("AutomatedRollback");

  private final String serviceName;

  TriggerType(String serviceName) {
    this.serviceName = serviceName;
  }

  /**
   * The name that the cloud service uses.
   *
   * @return such as {@code StartPipelineExecution}
   */
  public String serviceName() {
    return serviceName;
  }

  /**
   * Whether it causes executions of type {@link ExecutionType#ROLLBACK}.
   *
   * @return true for the last two
   */
  public boolean isRollback() {
    return this == MANUAL_ROLLBACK || this == AUTOMATED_ROLLBACK;
  }
}
