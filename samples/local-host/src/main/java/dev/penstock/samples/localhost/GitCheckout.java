package dev.penstock.samples.localhost;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Takes sources out of a Git repository with the {@code git} command.
 *
 * <p>Names of repositories, branches and revisions are passed as they are and can never be taken
 * for options. Blocks until git has ended. Safe for several threads.
 */
public final class GitCheckout {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/@^~+-]{0,254}");
  private static final int MOST_LINES = 10_000;
  private static final Map<String, String> ENVIRONMENT =
      Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C", "TZ", "UTC");

  private final Shell shell;
  private final CompletionStage<Void> cancellation;

  /**
   * Checks out through a shell.
   *
   * @param shell runs git
   * @param cancellation ends a running git when it completes
   */
  public GitCheckout(Shell shell, CompletionStage<Void> cancellation) {
    this.shell = Objects.requireNonNull(shell, "shell");
    this.cancellation = Objects.requireNonNull(cancellation, "cancellation");
  }

  /**
   * A commit.
   *
   * @param id its full id
   * @param authorDate when it was written, in ISO 8601
   * @param committerDate when it was committed, in ISO 8601
   * @param message its whole message without the last line end
   */
  public record Commit(String id, String authorDate, String committerDate, String message) {

    /**
     * The first line of the message.
     *
     * @return the subject
     */
    public String subject() {
      return message.lines().findFirst().orElse("");
    }
  }

  /**
   * Copies a repository, without a working tree.
   *
   * @param repository a path or an address that git understands
   * @param clone where to; must not exist
   * @throws IOException if git fails; the message holds what it said
   */
  public void copy(String repository, Path clone) throws IOException {
    git(parent(clone), "clone", "--quiet", "--bare", "--", repository, clone.toString());
  }

  /**
   * Finds a commit.
   *
   * @param repository a repository on this machine
   * @param revision a branch, a tag or a commit id
   * @return the commit
   * @throws IOException if there is none, or git fails
   * @throws IllegalArgumentException if the text cannot name a revision
   */
  public Commit commit(Path repository, String revision) throws IOException {
    List<String> lines =
        git(
            repository,
            "log",
            "-1",
            "--no-show-signature",
            "--format=%H%n%aI%n%cI%n%B",
            "--end-of-options",
            checked(revision),
            "--");
    if (lines.size() < 4) {
      throw new IOException("git log: no commit for " + revision);
    }
    String message = String.join("\n", lines.subList(3, lines.size())).stripTrailing();
    return new Commit(lines.get(0), lines.get(1), lines.get(2), message);
  }

  /**
   * Writes the files of a commit into a directory; no {@code .git} is among them.
   *
   * @param repository a repository on this machine, without a working tree
   * @param commit the commit
   * @param directory an existing, empty directory
   * @throws IOException if git fails
   */
  public void checkout(Path repository, Commit commit, Path directory) throws IOException {
    git(
        repository,
        "--git-dir=" + repository.toAbsolutePath(),
        "--work-tree=" + directory.toAbsolutePath(),
        "checkout",
        "--quiet",
        "--force",
        checked(commit.id()),
        "--",
        ".");
  }

  private List<String> git(Path directory, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(arguments));
    List<String> output = new ArrayList<>();
    ShellProcess process =
        shell.start(
            new ShellCommand(
                words,
                directory,
                ENVIRONMENT,
                line -> {
                  if (output.size() < MOST_LINES) {
                    output.add(line);
                  }
                }));
    cancellation.thenRun(process::terminate);
    int status;
    try {
      status = process.exit().toCompletableFuture().join();
    } catch (CompletionException failure) {
      throw new IOException("git " + verb(arguments) + ": lost", failure.getCause());
    }
    if (status != 0) {
      throw new IOException(
          "git " + verb(arguments) + ": exit status " + status + ": " + String.join(" ", output));
    }
    return output;
  }

  private static String verb(String... arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        return argument;
      }
    }
    return "";
  }

  private static String checked(String revision) {
    if (!NAME.matcher(revision).matches() || revision.contains("..")) {
      throw new IllegalArgumentException(
          "\"" + revision + "\" names no revision; allowed: a branch, a tag or a commit id");
    }
    return revision;
  }

  private static Path parent(Path path) throws IOException {
    return Files.createDirectories(
        Objects.requireNonNull(path.toAbsolutePath().getParent(), "parent"));
  }
}
