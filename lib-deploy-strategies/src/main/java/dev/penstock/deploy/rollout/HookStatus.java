package dev.penstock.deploy.rollout;

/** Where one run of a hook stands (RP-153). */
public enum HookStatus {
  /** A person is waited for. */
  AWAITING_ACTION,
  /** It was called and has not answered, or is asked again. */
  IN_PROGRESS,
  /** It let the rollout go on, or somebody went past it. */
  SUCCEEDED,
  /** It did not. */
  FAILED,
  /** It took too long. */
  TIMED_OUT
}
