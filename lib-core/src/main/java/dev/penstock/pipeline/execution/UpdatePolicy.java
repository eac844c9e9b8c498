package dev.penstock.pipeline.execution;

/** What becomes of executions that are under way when a pipeline gets a new definition. */
public enum UpdatePolicy {
  /** They finish on the definition that they started with: the default. */
  FINISH,
  /**
   * As the cloud service does: those that wait are cancelled at once, those inside a stage as soon
   * as their actions in progress have ended (P-641), and those that ended badly can no longer be
   * retried (P-1007). Executions of mode PARALLEL go on (P-643, P-644).
   */
  CANCEL
}
