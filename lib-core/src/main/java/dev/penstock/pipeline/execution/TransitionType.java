package dev.penstock.pipeline.execution;

/** From which of its two stages a transition is named (P-811). It is the same gate (P-812). */
public enum TransitionType {
  /** The way into the stage that is named. */
  INBOUND,
  /** The way out of the stage that is named, which is the way into the next one. */
  OUTBOUND
}
