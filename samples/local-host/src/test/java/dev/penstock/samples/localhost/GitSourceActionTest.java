package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.shell.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A Git source action")
@Timeout(60)
class GitSourceActionTest {
  private static final Map<String, String> IDENTITY =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.org",
          "GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.org",
          "GIT_COMMITTER_DATE", "2026-01-02T04:05:06Z");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalShell shell = new LocalShell(threads, Duration.ofSeconds(2));
  @TempDir private Path directory;
  private Path repository = Path.of("");

  @BeforeEach
  void createRepository() throws Exception {
    repository = Files.createDirectory(directory.resolve("a shop"));
    git("init", "--quiet", "--initial-branch=main", ".");
    commit("first");
    commit("second\n\nwith a body");
    git("checkout", "--quiet", "-b", "side");
    commit("third");
    git("tag", "v3");
    git("checkout", "--quiet", "main");
  }

  @AfterEach
  void close() {
    shell.close();
    threads.shutdownNow();
  }

  @Test
  @DisplayName("hands on the head of main and says what it is")
  @Covers("P-532")
  void headOfMain() throws Exception {
    RecordingContext context = context(Map.of());
    ActionResult result = execute(context);
    assertTrue(result.isSucceeded());
    assertEquals(Map.of("notes", "second\n\nwith a body"), context.stored());
    assertEquals(40, result.revision().length());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("AuthorDate", "2026-01-02T03:04:05+00:00");
    expected.put("BranchName", "main");
    expected.put("CommitId", result.revision());
    expected.put("CommitMessage", "second\n\nwith a body");
    expected.put("CommitterDate", "2026-01-02T04:05:06+00:00");
    expected.put("RepositoryName", "a shop");
    assertEquals(expected, withIsoOffsets(result.variables()));
    assertEquals(result.revision().substring(0, 7) + " second", result.summary());
    assertEquals(context.reference(), result.artifacts().get("sources"));
    try (Stream<Path> left = Files.list(directory.resolve("work"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @DisplayName("takes another branch, a tag or a commit when asked")
  void otherRevisions() throws Exception {
    RecordingContext side = context(Map.of("Branch", "side"));
    ActionResult head = execute(side);
    assertEquals("third", side.stored().get("notes"));
    RecordingContext tag = context(Map.of("Revision", "v3"));
    assertEquals(head.revision(), execute(tag).revision());
    RecordingContext earlier = context(Map.of("Revision", head.revision() + "~2"));
    assertTrue(execute(earlier).isSucceeded());
    assertEquals("first", earlier.stored().get("notes"));
  }

  @Test
  @DisplayName("starts over when it is called again after a crash")
  void startsOver() throws Exception {
    RecordingContext context = context(Map.of());
    AttemptDirectory broken = AttemptDirectory.fresh(directory.resolve("work"), context.key());
    Files.writeString(Files.createDirectory(broken.path().resolve("files")).resolve("x"), "half");
    execute(context);
    assertEquals(List.of("notes"), List.copyOf(context.stored().keySet()));
  }

  @Test
  @DisplayName("fails with what git said")
  void unknownRevision() {
    IOException failure =
        assertThrows(IOException.class, () -> execute(context(Map.of("Branch", "absent"))));
    assertTrue(failure.toString().contains("git log: exit status 128: "), failure.toString());
    assertTrue(failure.toString().contains("absent"), failure.toString());
  }

  @Test
  @DisplayName("never takes a name for an option")
  void namesAreNoOptions() {
    assertEquals(
        "\"--upload-pack=touch x\" names no revision; allowed: a branch, a tag or a commit id",
        assertThrows(
                IllegalArgumentException.class,
                () -> execute(context(Map.of("Revision", "--upload-pack=touch x"))))
            .getMessage());
    IOException failure =
        assertThrows(
            IOException.class, () -> execute(context(Map.of("Repository", "--upload-pack=x"))));
    assertTrue(failure.toString().contains("does not exist"), failure.toString());
  }

  private ActionResult execute(RecordingContext context) throws Exception {
    return new GitSourceAction(shell, directory.resolve("work"))
        .execute(context)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private RecordingContext context(Map<String, String> configuration) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Repository", repository.toString());
    all.putAll(configuration);
    return new RecordingContext(all);
  }

  /** Git before 2.45 writes +00:00 for UTC, later ones write Z. */
  private static Map<String, String> withIsoOffsets(Map<String, String> variables) {
    Map<String, String> same = new LinkedHashMap<>(variables);
    same.replaceAll((name, value) -> name.endsWith("Date") ? value.replace("Z", "+00:00") : value);
    return same;
  }

  private void commit(String message) throws Exception {
    Files.writeString(repository.resolve("notes"), message);
    git("add", "notes");
    git("commit", "--quiet", "-m", message);
  }

  private void git(String... arguments) throws Exception {
    List<String> words = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    int status =
        shell
            .start(new ShellCommand(words, repository, IDENTITY, line -> {}))
            .exit()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    assertEquals(0, status, words.toString());
  }
}
