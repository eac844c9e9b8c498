package dev.penstock.samples.localhost;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A source action that checks out a revision of a Git repository.
 *
 * <p>Configuration: {@code Repository} (a path or an address), {@code Branch} (default {@code
 * main}), {@code Revision} (a commit id or a tag; default the branch's head). Its one output
 * artifact holds the files of the commit, without {@code .git}. Exports {@code AuthorDate}, {@code
 * BranchName}, {@code CommitId}, {@code CommitMessage}, {@code CommitterDate} and {@code
 * RepositoryName}. Called again for the same attempt, it starts over. Safe for several threads.
 */
public final class GitSourceAction implements ActionExecutor {
  private static final String DEFAULT_BRANCH = "main";

  private final Shell shell;
  private final Path work;

  /**
   * A source action.
   *
   * @param shell runs git
   * @param work a directory for checkouts in progress; created when needed, each attempt clears its
   *     own part
   */
  public GitSourceAction(Shell shell, Path work) {
    this.shell = Objects.requireNonNull(shell, "shell");
    this.work = Objects.requireNonNull(work, "work");
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) throws IOException {
    if (context.outputs().size() != 1) {
      return CompletableFuture.completedFuture(
          ActionResult.failed(
              context.action()
                  + ": a source action has one output artifact, found "
                  + context.outputs()));
    }
    String repository = context.configuration("Repository");
    String branch = context.configuration().getOrDefault("Branch", DEFAULT_BRANCH);
    String revision = context.configuration().getOrDefault("Revision", branch);
    AttemptDirectory attempt = AttemptDirectory.fresh(work, context.key());
    try {
      GitCheckout git = new GitCheckout(shell, context.cancellation());
      Path clone = attempt.path().resolve("repository.git");
      git.copy(repository, clone);
      GitCheckout.Commit commit = git.commit(clone, revision);
      Path files = Files.createDirectory(attempt.path().resolve("files"));
      git.checkout(clone, commit, files);
      String output = context.outputs().get(0);
      return CompletableFuture.completedFuture(
          ActionResult.succeeded()
              .withArtifact(output, context.store(output, files))
              .withVariable("AuthorDate", commit.authorDate())
              .withVariable("BranchName", branch)
              .withVariable("CommitId", commit.id())
              .withVariable("CommitMessage", commit.message())
              .withVariable("CommitterDate", commit.committerDate())
              .withVariable("RepositoryName", name(repository))
              .withRevision(commit.id())
              .withSummary(commit.id().substring(0, 7) + " " + commit.subject()));
    } finally {
      attempt.delete();
    }
  }

  private static String name(String repository) {
    String path = repository.replaceAll("/+(\\.git/*)?$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.endsWith(".git") ? last.substring(0, last.length() - 4) : last;
  }
}
