package dev.penstock.deploy;

/** Which revision counts as the last successful one of an instance (D-463). */
public enum RevisionPointer {
  /** The one whose Install succeeded last, as agents have it (D-096). */
  INSTALL,
  /** The one whose whole deployment succeeded last on the instance, as the documentation says. */
  DEPLOYMENT
}
