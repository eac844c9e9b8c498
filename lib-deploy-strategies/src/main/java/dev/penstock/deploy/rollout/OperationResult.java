package dev.penstock.deploy.rollout;

/** How an operation ended. */
enum OperationResult {
  DONE,
  /** It was so before. */
  NOTHING_TO_DO,
  /** A person went past it, or may. */
  SKIPPED,
  FAILED,
  TIMED_OUT,
  /** An analysis could not tell. */
  INCONCLUSIVE
}
