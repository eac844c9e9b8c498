package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.samples.localhost.GitCheckout;
import dev.penstock.samples.localhost.LocalShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The application's repository")
@Timeout(60)
class AppRepositoryTest {
  private final Path here = Path.of(System.getProperty("quickstart.directory", "."));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LocalShell shell = new LocalShell(threads, Duration.ofSeconds(2));
  @TempDir private Path directory;

  @AfterEach
  void close() {
    shell.close();
    threads.shutdownNow();
  }

  @Test
  @DisplayName("holds three commits, the same on every machine")
  void threeCommits() throws Exception {
    AppRepository one = create("one");
    AppRepository two = create("deeper/two");
    assertEquals(one.commits(), two.commits());
    assertEquals(one.commits(), AppRepository.open(shell, one.directory()).commits());
    GitCheckout git = new GitCheckout(shell, new CompletableFuture<>());
    List<String> subjects = new ArrayList<>();
    for (String commit : one.commits()) {
      subjects.add(git.commit(one.directory(), commit).subject());
    }
    assertEquals(
        List.of(
            "Answer prices",
            "Cache the prices of alcohol",
            "Read a cached price again once it is used up"),
        subjects);
    assertEquals("1.1.1\n", Files.readString(one.directory().resolve("VERSION")));
    assertTrue(Files.isExecutable(one.directory().resolve("scripts/start.sh")));
  }

  private AppRepository create(String name) throws Exception {
    return AppRepository.create(
        shell, here.resolve("app"), here.resolve("changes"), directory.resolve(name));
  }
}
