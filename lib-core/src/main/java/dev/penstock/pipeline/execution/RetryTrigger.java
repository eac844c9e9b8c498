package dev.penstock.pipeline.execution;

/** Who caused a retry (P-907). */
public enum RetryTrigger {
  /** The stage's own definition. */
  AUTOMATED_STAGE_RETRY("AutomatedStageRetry"),
  /** Somebody. */
  MANUAL_STAGE_RETRY("ManualStageRetry");

  private final String serviceName;

  RetryTrigger(String serviceName) {
    this.serviceName = serviceName;
  }

  /**
   * The name that the cloud service uses.
   *
   * @return such as {@code ManualStageRetry}
   */
  public String serviceName() {
    return serviceName;
  }
}
