package dev.penstock.samples.quickstart;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The Git repository of the application: its sources as the first commit, and one commit for each
 * patch that follows. Authors, dates and so the commit ids are the same on every machine.
 */
public final class AppRepository {
  private static final String FIRST_MESSAGE = "Answer prices";
  private static final String FIRST_DATE = "2026-03-02T09:12:00+00:00";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "Robin Vega",
          "GIT_AUTHOR_EMAIL", "robin@shop.example",
          "GIT_COMMITTER_NAME", "Robin Vega",
          "GIT_COMMITTER_EMAIL", "robin@shop.example",
          "LC_ALL", "C");

  private final Shell shell;
  private final Path directory;

  private AppRepository(Shell shell, Path directory) {
    this.shell = shell;
    this.directory = directory;
  }

  /**
   * Creates the repository on branch {@code main}.
   *
   * @param shell runs git
   * @param sources the directory of the application's first version
   * @param changes the directory of the patches, applied in the order of their names
   * @param directory where the repository is created; must not exist
   * @return the repository
   * @throws IOException if a file cannot be copied or git fails; the message holds what it said
   */
  public static AppRepository create(Shell shell, Path sources, Path changes, Path directory)
      throws IOException {
    Files.createDirectories(Objects.requireNonNull(directory.toAbsolutePath().getParent()));
    AppRepository repository = new AppRepository(shell, Files.createDirectory(directory));
    repository.copy(sources);
    repository.git(Map.of(), "init", "--quiet", "--initial-branch=main");
    repository.git(Map.of(), "add", "--all");
    repository.git(
        Map.of("GIT_AUTHOR_DATE", FIRST_DATE, "GIT_COMMITTER_DATE", FIRST_DATE),
        "commit",
        "--quiet",
        "--message",
        FIRST_MESSAGE);
    try (Stream<Path> patches = Files.list(changes)) {
      for (Path patch : patches.filter(AppRepository::isPatch).sorted().toList()) {
        repository.git(
            Map.of(),
            "am",
            "--quiet",
            "--committer-date-is-author-date",
            patch.toAbsolutePath().toString());
      }
    }
    return repository;
  }

  /**
   * A repository that {@link #create} has made before.
   *
   * @param shell runs git
   * @param directory where it lies
   * @return the repository
   */
  public static AppRepository open(Shell shell, Path directory) {
    return new AppRepository(shell, directory);
  }

  /**
   * Where the repository lies.
   *
   * @return its directory
   */
  public Path directory() {
    return directory;
  }

  /**
   * The commits of {@code main}, the oldest first.
   *
   * @return their ids
   * @throws IOException if git fails
   */
  public List<String> commits() throws IOException {
    return git(Map.of(), "rev-list", "--reverse", "main");
  }

  /**
   * The first line of a commit's message.
   *
   * @param commit the commit's id
   * @return one line
   * @throws IOException if git fails
   */
  public String subject(String commit) throws IOException {
    return String.join("", git(Map.of(), "show", "--no-patch", "--format=%s", commit));
  }

  /**
   * A text file as it is in a commit.
   *
   * @param commit the commit's id
   * @param path the file's path
   * @return its lines, joined by line feeds
   * @throws IOException if git fails, as it does if there is no such file
   */
  public String file(String commit, String path) throws IOException {
    return String.join("\n", git(Map.of(), "show", commit + ":" + path));
  }

  private void copy(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = directory.resolve(sources.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static boolean isPatch(Path file) {
    return file.toString().endsWith(".patch");
  }

  private List<String> git(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> words = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    Map<String, String> all = new HashMap<>(ENVIRONMENT);
    all.putAll(environment);
    List<String> output = new ArrayList<>();
    try {
      int status =
          shell
              .start(new ShellCommand(words, directory, all, output::add))
              .exit()
              .toCompletableFuture()
              .join();
      if (status != 0) {
        throw new IOException(
            "git " + arguments[0] + ": exit status " + status + ": " + String.join(" ", output));
      }
      return List.copyOf(output);
    } catch (CompletionException lost) {
      throw new IOException("git " + arguments[0] + ": lost", lost.getCause());
    }
  }
}
