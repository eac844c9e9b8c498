package dev.penstock.pipeline;

/** What happens when several executions of one pipeline are under way (P-107). */
public enum ExecutionMode {
  /**
   * A stage takes one execution at a time; in front of a stage a newer execution replaces one that
   * waits (P-611).
   */
  SUPERSEDED,
  /** A stage takes one execution at a time; those that wait in front of it form a queue (P-621). */
  QUEUED,
  /** Executions do not know of each other (P-631). */
  PARALLEL
}
