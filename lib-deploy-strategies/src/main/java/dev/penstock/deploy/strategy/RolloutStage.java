package dev.penstock.deploy.strategy;

/**
 * The parts of a rollout in their order (RP-152). Hooks can run at all but those in which Penstock
 * itself scales, waits or cleans up.
 */
public enum RolloutStage {
  /** Before anything else. */
  RECONCILE_SERVICE(true, true),
  /** Before the new side is started. */
  PRE_SCALE_UP(true, true),
  /** The new side is started. */
  SCALE_UP(false, false),
  /** After it is ready. */
  POST_SCALE_UP(true, true),
  /** The preview endpoint shows the new side. */
  TEST_TRAFFIC_SHIFT(true, false),
  /** After that. */
  POST_TEST_TRAFFIC_SHIFT(true, true),
  /** Before each step that brings users to the new side (RP-36). */
  PRE_PRODUCTION_TRAFFIC_SHIFT(true, true),
  /** After each such step (RP-36). */
  PRODUCTION_TRAFFIC_SHIFT(true, false),
  /** After all users are on the new side. */
  POST_PRODUCTION_TRAFFIC_SHIFT(true, true),
  /** Both sides are kept. */
  BAKE_TIME(false, false),
  /** The old side is taken away. */
  CLEAN_UP(false, false);

  private final boolean isHookable;
  private final boolean takesPause;

  RolloutStage(boolean isHookable, boolean takesPause) {
    this.isHookable = isHookable;
    this.takesPause = takesPause;
  }

  /**
   * Whether hooks can run here.
   *
   * @return false for SCALE_UP, BAKE_TIME and CLEAN_UP
   */
  public boolean isHookable() {
    return isHookable;
  }

  /**
   * Whether a hook that waits for a person can be here.
   *
   * @return false where hooks cannot run, and while traffic is shifted (RP-153)
   */
  public boolean takesPause() {
    return takesPause;
  }
}
