package dev.penstock.deploy;

/** Which of the revisions on an instance supplies the scripts of a lifecycle event. */
public enum RevisionSource {
  /** The one that is being deployed. */
  CURRENT,
  /** The one whose Install succeeded last; without one the event does nothing (D-096, D-097). */
  LAST_INSTALLED,
  /** The one whose bundle was brought last. */
  LAST_DOWNLOADED
}
