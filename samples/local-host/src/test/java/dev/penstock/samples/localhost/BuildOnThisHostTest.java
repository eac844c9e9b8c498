package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.run.BuildRequest;
import dev.penstock.spec.run.BuildResult;
import dev.penstock.spec.run.BuildRunner;
import dev.penstock.spec.run.BuildSecrets;
import dev.penstock.spec.run.PhaseResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A build on this host")
@Timeout(60)
class BuildOnThisHostTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-01T12:00:00Z"));
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  @TempDir private Path directory;

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private BuildResult build(String... commands) throws IOException {
    StringBuilder text = new StringBuilder("version: 0.2\nphases:\n  build:\n    commands:\n");
    for (String command : commands) {
      text.append("      - |\n        ").append(command).append('\n');
    }
    Buildspec buildspec =
        Buildspec.read(new SpecSource("buildspec.yml", text.toString()))
            .fold(
                ReadResult.Accepted::value,
                refused -> {
                  throw new AssertionError(refused.diagnostics().toString());
                });
    try (LocalShell shell = new LocalShell(threads, Duration.ofMillis(500))) {
      return new BuildRunner(shell, time.clock(), BuildSecrets.NONE)
          .withScheduler(time)
          .run(
              BuildRequest.builder(
                      buildspec,
                      Files.createDirectory(directory.resolve("source")),
                      Files.createDirectory(directory.resolve("work")))
                  .log(this::hear)
                  .cancellation(stop)
                  .build());
    }
  }

  private void hear(String line) {
    log.add(line);
    if (line.equals("> stop")) {
      stop.complete(null);
    } else if (line.equals("> wait")) {
      time.advance(Duration.ofHours(1));
    }
  }

  /** The processes whose ids were printed. */
  private List<ProcessHandle> printed() {
    return log.stream()
        .filter(line -> line.startsWith("pid "))
        .map(line -> ProcessHandle.of(Long.parseLong(line.substring(4))))
        .flatMap(Optional::stream)
        .toList();
  }

  /** They were signalled; whether the system has reaped them is a matter of moments. */
  private void assertNoneAlive() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (ProcessHandle process : printed()) {
      while (process.isAlive() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertFalse(process.isAlive());
    }
  }

  @Test
  @Covers("B-146")
  @DisplayName("goes on when a command leaves detached work behind, which lasts")
  void detached() throws Exception {
    BuildResult result =
        build(
            "nohup sleep 300 >/dev/null 2>&1 & echo \"pid $!\"; PID=$!",
            "kill -0 $PID && echo alive");
    assertTrue(result.isSucceeded(), () -> result.summary() + log);
    assertTrue(log.contains("alive"), log::toString);
    assertEquals(1, printed().size());
    printed().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  @Covers("B-132")
  @DisplayName("is stopped with all that its command has started")
  void stopped() throws Exception {
    BuildResult result =
        build(
            "sleep 300 & echo \"pid $!\"; (echo '> stop'; sleep 300) & echo \"pid $!\"; wait",
            "echo never");
    assertEquals(Status.STOPPED, result.status());
    assertTrue(log.stream().noneMatch("never"::equals), log::toString);
    assertNoneAlive();
  }

  @Test
  @Covers({"B-132", "B-133"})
  @DisplayName("ends the whole tree when its time is up")
  void timedOut() throws Exception {
    BuildResult result = build("sh -c 'sleep 300 & echo \"pid $!\"; echo \"> wait\"; wait' & wait");
    assertEquals(Status.TIMED_OUT, result.status());
    assertEquals("BUILD: the build took longer than 60 minutes", result.summary());
    assertNoneAlive();
  }
}
