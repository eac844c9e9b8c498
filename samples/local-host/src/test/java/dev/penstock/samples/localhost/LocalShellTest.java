package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A local shell")
@Timeout(60)
class LocalShellTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private LocalShell shell = new LocalShell(threads, Duration.ofMillis(500));
  @TempDir private Path directory;

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

  @Test
  @DisplayName("delivers every line and the exit status")
  void delivers() throws Exception {
    int status = status(start("printf 'one\\ntwo\\r\\n\\nthree'; echo four >&2; exit 7"));
    assertEquals(7, status);
    assertEquals(List.of("one", "two", "", "threefour"), List.copyOf(output));
  }

  @Test
  @DisplayName("passes words as they are, the environment and the directory")
  void passesWords() throws Exception {
    ShellProcess process =
        shell.start(
            new ShellCommand(
                List.of("sh", "-c", "pwd -P; echo \"$NAME\"; echo \"$1\"", "sh", "a  b'c\"$HOME"),
                directory,
                Map.of("NAME", "x y"),
                output::add));
    assertEquals(0, status(process));
    assertEquals(
        List.of(directory.toRealPath().toString(), "x y", "a  b'c\"$HOME"), List.copyOf(output));
  }

  @Test
  @DisplayName("gives an empty standard input")
  void emptyInput() throws Exception {
    assertEquals(0, status(start("cat; echo end")));
    assertEquals(List.of("end"), List.copyOf(output));
  }

  @Test
  @DisplayName("names a program or a directory that is not there")
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
    Path absent = directory.resolve("absent");
    assertEquals(
        "sh: no such directory: " + absent,
        assertThrows(
                IOException.class,
                () -> shell.start(new ShellCommand(List.of("sh"), absent, Map.of(), output::add)))
            .getMessage());
  }

  @Test
  @DisplayName("ends children, grandchildren and what was left in the background")
  void endsTheTree() throws Exception {
    ShellProcess process =
        start("(sh -c 'sleep 300 & echo $!; exit') ; sh -c 'echo $$; sleep 300; :' & wait");
    List<ProcessHandle> members = List.of(handle(take()), handle(take()));
    process.terminate();
    assertEquals(143, status(process));
    assertNoneAlive(members);
    process.terminate();
  }

  @Test
  @DisplayName("kills a program that does not listen when asked to end")
  void killsTheDeaf() throws Exception {
    ShellProcess process = start("trap '' TERM; echo $$; while :; do sleep 1; done");
    ProcessHandle deaf = handle(take());
    process.terminate();
    assertEquals(137, status(process));
    assertNoneAlive(List.of(deaf));
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
  @DisplayName("ends all programs when it is closed, and starts no more")
  void closes() throws Exception {
    ShellProcess process = start("echo $$; sleep 300");
    ProcessHandle running = handle(take());
    shell.close();
    assertEquals(143, status(process));
    assertNoneAlive(List.of(running));
    assertEquals(
        "sh: the shell is closed",
        assertThrows(IOException.class, () -> start("true")).getMessage());
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

  @Test
  @DisplayName("fails the exit when the receiver of lines fails, and ends the program")
  void failingReceiver() throws Exception {
    ShellProcess process =
        shell.start(
            new ShellCommand(
                List.of("sh", "-c", "echo line; sleep 300"),
                directory,
                Map.of(),
                line -> {
                  throw new IllegalStateException("full: " + line);
                }));
    CompletionException failure =
        assertThrows(CompletionException.class, () -> process.exit().toCompletableFuture().join());
    assertEquals("java.lang.IllegalStateException: full: line", String.valueOf(failure.getCause()));
  }

  private ShellProcess start(String script) throws IOException {
    return shell.start(
        new ShellCommand(List.of("sh", "-c", script), directory, Map.of(), output::add));
  }

  private static int status(ShellProcess process) throws Exception {
    return process.exit().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private String take() throws InterruptedException {
    String line = output.poll(30, TimeUnit.SECONDS);
    return line == null ? "nothing was written" : line;
  }

  private static ProcessHandle handle(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** They have been signalled before; whether the system has reaped them is a matter of moments. */
  private static void assertNoneAlive(List<ProcessHandle> processes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (ProcessHandle process : processes) {
      while (process.isAlive() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertFalse(process.isAlive());
    }
  }
}
