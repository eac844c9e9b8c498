package dev.penstock.pipeline.execution;

/** What becomes of executions that are under way when a pipeline gets a new definition. */
public enum UpdatePolicy {
  /**
   * They finish on the definition that they started with: the default. If that has a stage that the
   * new one has no more, or has later, a newer execution may come past. In mode SUPERSEDED the
   * older one is superseded where it arrives behind it, so that nothing older is released over
   * something newer (P-606); in mode QUEUED both go through each stage in the order in which they
   * arrive.
   */
  FINISH,
  /**
   * As the cloud service does: those that wait are cancelled at once, those inside a stage as soon
   * as their actions in progress have ended (P-641), and those that ended badly can no longer be
   * retried (P-1007). Executions of mode PARALLEL go on (P-643, P-644).
   */
  CANCEL
}
