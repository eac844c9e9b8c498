package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A local shell")
@Timeout(60)
class LocalShellTest extends ShellContract {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LocalShell shell = new LocalShell(threads, Duration.ofMillis(500));

  @BeforeEach
  void keepALedger() throws IOException {
    shell =
        new LocalShell(
            threads, Duration.ofMillis(500), new ProcessLedger(directory.resolve("running")));
  }

  @AfterEach
  void close() {
    shell.close();
    threads.shutdownNow();
  }

  @Override
  Shell shell() {
    return shell;
  }

  @Override
  void closeShell() {
    shell.close();
  }

  @Override
  int statusWhenClosed() {
    return 143;
  }

  @Test
  @DisplayName("delivers standard error in its place")
  void mixesErrors() throws Exception {
    assertEquals(7, status(start("printf 'one\\nthree'; echo four >&2; exit 7")));
    assertEquals(List.of("one", "threefour"), List.copyOf(output));
  }

  @Test
  @DisplayName("names a program that is not there")
  void namesWhatIsMissing() {
    assertEquals(
        "no-such-program: no such program; looked in PATH",
        assertThrows(
                IOException.class,
                () ->
                    shell.start(
                        new ShellCommand(
                            List.of("no-such-program"), directory, Map.of(), output::add)))
            .getMessage());
  }

  @Test
  @DisplayName("completes after termination although a daemon holds the output open")
  void completesWithoutOutput() throws Exception {
    ShellProcess process = start("setsid sh -c 'echo $$; exec sleep 300' & echo started; wait");
    String first = take();
    String second = take();
    ProcessHandle daemon = handle(first.equals("started") ? second : first);
    try {
      process.terminate();
      assertEquals(143, status(process));
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  @DisplayName("finds what a killed host left behind by process id and start time")
  void endsLeftovers() throws Exception {
    ShellProcess process = start("echo $$; sleep 300");
    ProcessHandle running = handle(take());
    ProcessLedger found = new ProcessLedger(directory.resolve("running"));
    Path other = directory.resolve("running").resolve("999.pid");
    ProcessHandle self = ProcessHandle.current();
    new ProcessIdentity(self.pid(), self.info().startInstant().orElseThrow().minusSeconds(60))
        .write(other);
    assertEquals(1, found.endLeftovers(Duration.ofSeconds(5)));
    assertNoneAlive(List.of(running));
    assertTrue(self.isAlive());
    assertEquals(143, status(process));
    assertEquals(0, found.endLeftovers(Duration.ofSeconds(5)));
    assertFalse(Files.exists(other));
  }
}
