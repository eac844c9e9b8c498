package dev.penstock.source;

/** Where a repository lives, as far as its events differ (P-740). */
public enum GitHost {
  /** Bitbucket, where only a merge counts as the closing of a pull request. */
  BITBUCKET,
  /** GitHub. */
  GITHUB,
  /** GitHub Enterprise Server. */
  GITHUB_ENTERPRISE_SERVER,
  /** GitLab, hosted or self-managed. */
  GITLAB,
  /** Any other, where a closing counts with or without a merge. */
  OTHER
}
