package dev.penstock.source;

/** What has happened to a pull request (P-717). */
public enum PullRequestEvent {
  /** It was opened. */
  OPEN,
  /** Its source branch has got another commit. */
  UPDATED,
  /** It was merged or, except on Bitbucket, closed without a merge (P-740). */
  CLOSED
}
