package dev.penstock.policy;

/** What a policy is attached to. */
public enum PolicyKind {
  /** To somebody: its statements name no principals. */
  IDENTITY,
  /** To a resource: its statements say for whom they hold. */
  RESOURCE
}
