package dev.penstock.source;

import java.util.Objects;
import java.util.Optional;

/**
 * The change in a Git repository that started an execution.
 *
 * @param sourceAction the source action whose repository it is in
 * @param repository such as {@code acme/shop}
 * @param host where the repository lives
 * @param ref the branch or tag that the commit is on; of a pull request, its source branch
 * @param commit the commit's id
 * @param details what the host told of the commit, if it did
 */
public record GitChange(
    String sourceAction,
    String repository,
    GitHost host,
    GitRef ref,
    String commit,
    Optional<CommitDetails> details) {

  /** All parts are required. */
  public GitChange {
    Objects.requireNonNull(sourceAction, "sourceAction");
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(details, "details");
  }

  /**
   * The change that an event reports.
   *
   * @param sourceAction the source action that it starts
   * @param event the event
   * @return the change
   */
  public static GitChange of(String sourceAction, SourceEvent event) {
    return new GitChange(
        sourceAction,
        event.repository(),
        event.host(),
        event.ref(),
        event.commit(),
        event.details());
  }
}
