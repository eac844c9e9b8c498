package dev.penstock.source;

import java.util.Optional;

/** Where a repository lives, as far as its events differ (P-740). */
public enum GitHost {
  /** Bitbucket, where only a merge counts as the closing of a pull request. */
  BITBUCKET("Bitbucket"),
  /** GitHub. */
  GITHUB("GitHub"),
  /** GitHub Enterprise Server. */
  GITHUB_ENTERPRISE_SERVER("GitHubEnterpriseServer"),
  /** GitLab, hosted or self-managed. */
  GITLAB("GitLab"),
  /** Any other, where a closing counts with or without a merge. */
  OTHER("");

  private final String providerType;

  GitHost(String providerType) {
    this.providerType = providerType;
  }

  /**
   * What the service's events call it (P-1406).
   *
   * @return such as {@code GitHub}; empty for {@link #OTHER}
   */
  public Optional<String> providerType() {
    return providerType.isEmpty() ? Optional.empty() : Optional.of(providerType);
  }
}
