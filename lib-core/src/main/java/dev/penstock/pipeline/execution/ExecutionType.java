package dev.penstock.pipeline.execution;

/** What kind of execution it is (P-906). */
public enum ExecutionType {
  /** Walks through all stages. */
  STANDARD,
  /** Brings one stage back to what an earlier execution delivered there (P-1101). */
  ROLLBACK
}
