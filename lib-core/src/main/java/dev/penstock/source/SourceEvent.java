package dev.penstock.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Git host reports: that something was pushed, or that something has happened to a pull
 * request.
 */
public sealed interface SourceEvent {

  /**
   * Identifies the event, such as the delivery's id; the same if it is delivered again.
   *
   * @return 1 to 200 characters
   */
  String id();

  /**
   * Which repository, as source actions name it in their configuration.
   *
   * @return such as {@code acme/shop}
   */
  String repository();

  /**
   * What is to be built: the pushed commit, or the newest one of a pull request's source branch
   * (P-737).
   *
   * @return the commit's id
   */
  String commit();

  /**
   * The branch that the commit is on: the one pushed to, or a pull request's source branch.
   *
   * @return the branch's name; empty for a tag
   */
  Optional<String> branch();

  /**
   * The branch or tag that the commit is on.
   *
   * @return the one pushed to, or a pull request's source branch
   */
  GitRef ref();

  /**
   * Where the repository lives.
   *
   * @return the host
   */
  GitHost host();

  /**
   * What the host tells of the commit beside its id.
   *
   * @return the details, or empty
   */
  Optional<CommitDetails> details();

  /**
   * The changed files.
   *
   * @return paths with forward slashes, from the repository's root; empty if they are not known, as
   *     for the first push of a new branch (P-738)
   */
  Optional<List<String>> changedFiles();

  /**
   * A push of commits to a branch, or of a tag.
   *
   * @param id identifies the event; 1 to 200 characters
   * @param repository such as {@code acme/shop}
   * @param ref the branch or tag
   * @param commit the newest commit that was pushed
   * @param changedFiles paths, or empty if they are not known
   * @param host where the repository lives
   * @param details what the host tells of the commit, or empty
   */
  record Push(
      String id,
      String repository,
      GitRef ref,
      String commit,
      Optional<List<String>> changedFiles,
      GitHost host,
      Optional<CommitDetails> details)
      implements SourceEvent {

    /** Copies the list. */
    public Push {
      requireParts(id, repository, commit);
      Objects.requireNonNull(ref, "ref");
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(details, "details");
      changedFiles = changedFiles.map(List::copyOf);
    }

    /**
     * A push to a repository of {@link GitHost#OTHER}, of whose commit nothing else is known.
     *
     * @param id identifies the event; 1 to 200 characters
     * @param repository such as {@code acme/shop}
     * @param ref the branch or tag
     * @param commit the newest commit that was pushed
     * @param changedFiles paths, or empty if they are not known
     */
    public Push(
        String id,
        String repository,
        GitRef ref,
        String commit,
        Optional<List<String>> changedFiles) {
      this(id, repository, ref, commit, changedFiles, GitHost.OTHER, Optional.empty());
    }

    /**
     * A push of which the changed files are not known.
     *
     * @param id identifies the event; 1 to 200 characters
     * @param repository such as {@code acme/shop}
     * @param ref begins with {@code refs/heads/} or {@code refs/tags/}
     * @param commit the newest commit that was pushed
     * @return the event
     */
    public static Push of(String id, String repository, String ref, String commit) {
      return new Push(id, repository, GitRef.parse(ref), commit, Optional.empty());
    }

    /**
     * The same push with the changed files.
     *
     * @param paths with forward slashes, from the repository's root
     * @return a copy
     */
    public Push withChangedFiles(List<String> paths) {
      return new Push(id, repository, ref, commit, Optional.of(paths), host, details);
    }

    /**
     * The same push with what its host tells of the commit.
     *
     * @param value where the repository lives
     * @param commitDetails what it tells
     * @return a copy
     */
    public Push withDetails(GitHost value, CommitDetails commitDetails) {
      return new Push(id, repository, ref, commit, changedFiles, value, Optional.of(commitDetails));
    }

    @Override
    public Optional<String> branch() {
      return ref.kind() == GitRef.Kind.BRANCH ? Optional.of(ref.name()) : Optional.empty();
    }
  }

  /**
   * Something has happened to a pull request.
   *
   * @param id identifies the event; 1 to 200 characters
   * @param repository the repository that it goes into, such as {@code acme/shop}
   * @param host where the repository lives
   * @param event what has happened
   * @param isMerged whether it was merged; only for {@link PullRequestEvent#CLOSED}
   * @param sourceBranch the branch that it comes from, without {@code refs/heads/}
   * @param targetBranch the branch that it goes into, without {@code refs/heads/}
   * @param commit the newest commit of the source branch
   * @param changedFiles paths, or empty if they are not known
   * @param details what the host tells of the commit, or empty
   */
  record PullRequest(
      String id,
      String repository,
      GitHost host,
      PullRequestEvent event,
      boolean isMerged,
      String sourceBranch,
      String targetBranch,
      String commit,
      Optional<List<String>> changedFiles,
      Optional<CommitDetails> details)
      implements SourceEvent {

    /** Takes {@code refs/heads/} off the branches, and copies the list. */
    public PullRequest {
      requireParts(id, repository, commit);
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(event, "event");
      if (isMerged && event != PullRequestEvent.CLOSED) {
        throw new IllegalArgumentException("merged, but " + event + "; allowed: CLOSED");
      }
      sourceBranch = GitRef.branch(sourceBranch).name();
      targetBranch = GitRef.branch(targetBranch).name();
      changedFiles = changedFiles.map(List::copyOf);
      Objects.requireNonNull(details, "details");
    }

    /**
     * An event of whose commit nothing else is known.
     *
     * @param id identifies the event; 1 to 200 characters
     * @param repository the repository that it goes into, such as {@code acme/shop}
     * @param host where the repository lives
     * @param event what has happened
     * @param isMerged whether it was merged; only for {@link PullRequestEvent#CLOSED}
     * @param sourceBranch the branch that it comes from
     * @param targetBranch the branch that it goes into
     * @param commit the newest commit of the source branch
     * @param changedFiles paths, or empty if they are not known
     */
    public PullRequest(
        String id,
        String repository,
        GitHost host,
        PullRequestEvent event,
        boolean isMerged,
        String sourceBranch,
        String targetBranch,
        String commit,
        Optional<List<String>> changedFiles) {
      this(
          id,
          repository,
          host,
          event,
          isMerged,
          sourceBranch,
          targetBranch,
          commit,
          changedFiles,
          Optional.empty());
    }

    /**
     * An event of which the changed files are not known, for {@link GitHost#OTHER}.
     *
     * @param id identifies the event; 1 to 200 characters
     * @param repository such as {@code acme/shop}
     * @param event what has happened; not merged
     * @param sourceBranch the branch that it comes from
     * @param targetBranch the branch that it goes into
     * @param commit the newest commit of the source branch
     * @return the event
     */
    public static PullRequest of(
        String id,
        String repository,
        PullRequestEvent event,
        String sourceBranch,
        String targetBranch,
        String commit) {
      return new PullRequest(
          id,
          repository,
          GitHost.OTHER,
          event,
          false,
          sourceBranch,
          targetBranch,
          commit,
          Optional.empty());
    }

    /**
     * The same event of another host.
     *
     * @param value where the repository lives
     * @return a copy
     */
    public PullRequest withHost(GitHost value) {
      return new PullRequest(
          id,
          repository,
          value,
          event,
          isMerged,
          sourceBranch,
          targetBranch,
          commit,
          changedFiles,
          details);
    }

    /**
     * The same event of a pull request that was merged.
     *
     * @return a copy
     * @throws IllegalArgumentException if it is not {@link PullRequestEvent#CLOSED}
     */
    public PullRequest asMerged() {
      return new PullRequest(
          id,
          repository,
          host,
          event,
          true,
          sourceBranch,
          targetBranch,
          commit,
          changedFiles,
          details);
    }

    /**
     * The same event with the changed files.
     *
     * @param paths with forward slashes, from the repository's root
     * @return a copy
     */
    public PullRequest withChangedFiles(List<String> paths) {
      return new PullRequest(
          id,
          repository,
          host,
          event,
          isMerged,
          sourceBranch,
          targetBranch,
          commit,
          Optional.of(paths),
          details);
    }

    /**
     * The same event with what its host tells of the commit.
     *
     * @param commitDetails what it tells
     * @return a copy
     */
    public PullRequest withDetails(CommitDetails commitDetails) {
      return new PullRequest(
          id,
          repository,
          host,
          event,
          isMerged,
          sourceBranch,
          targetBranch,
          commit,
          changedFiles,
          Optional.of(commitDetails));
    }

    @Override
    public Optional<String> branch() {
      return Optional.of(sourceBranch);
    }

    @Override
    public GitRef ref() {
      return GitRef.branch(sourceBranch);
    }
  }

  private static void requireParts(String id, String repository, String commit) {
    Objects.requireNonNull(repository, "repository");
    if (id.isEmpty() || id.length() > 200) {
      throw new IllegalArgumentException(
          "an event id of " + id.length() + " characters; allowed: 1 to 200");
    }
    if (commit.isEmpty()) {
      throw new IllegalArgumentException("event " + id + " without a commit");
    }
  }
}
