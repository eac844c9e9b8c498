package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every shell of this host does. */
abstract class ShellContract {
  final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  @TempDir Path directory;

  abstract Shell shell();

  abstract void closeShell() throws IOException;

  /** The exit status of a program that was running when its shell was closed. */
  abstract int statusWhenClosed();

  @Test
  @DisplayName("delivers every line and the exit status")
  void delivers() throws Exception {
    int status = status(start("printf 'one\\ntwo\\r\\n\\nthree'; exit 7"));
    assertEquals(7, status);
    assertEquals(List.of("one", "two", "", "three"), List.copyOf(output));
    output.clear();
    assertEquals(0, status(start("echo four >&2")));
    assertEquals(List.of("four"), List.copyOf(output));
  }

  @Test
  @DisplayName("passes words as they are, the environment and the directory")
  void passesWords() throws Exception {
    ShellProcess process =
        shell()
            .start(
                new ShellCommand(
                    List.of(
                        "sh", "-c", "pwd -P; echo \"$NAME\"; echo \"$1\"", "sh", "a  b'c\"$HOME"),
                    directory,
                    Map.of("NAME", "x y", "OTHER", "a\nb"),
                    output::add));
    assertEquals(0, status(process));
    assertEquals(
        List.of(directory.toRealPath().toString(), "x y", "a  b'c\"$HOME"), List.copyOf(output));
  }

  @Test
  @DisplayName("passes variables that the shell's own tools would heed")
  void passesPath() throws Exception {
    String path = System.getenv("PATH") + ":/extra";
    ShellProcess process =
        shell()
            .start(
                new ShellCommand(
                    List.of("sh", "-c", "echo \"$PATH\"; echo \"$DOCKER_HOST\""),
                    directory,
                    Map.of("PATH", path, "DOCKER_HOST", "tcp://elsewhere"),
                    output::add));
    assertEquals(0, status(process));
    assertEquals(List.of(path, "tcp://elsewhere"), List.copyOf(output));
  }

  @Test
  @DisplayName("gives an empty standard input")
  void emptyInput() throws Exception {
    assertEquals(0, status(start("cat; echo end")));
    assertEquals(List.of("end"), List.copyOf(output));
  }

  @Test
  @DisplayName("names a directory that is not there")
  void namesAbsentDirectories() {
    Path absent = directory.resolve("absent");
    assertEquals(
        "sh: no such directory: " + absent,
        assertThrows(
                IOException.class,
                () -> shell().start(new ShellCommand(List.of("sh"), absent, Map.of(), output::add)))
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
  @DisplayName("ends all programs when it is closed, and starts no more")
  void closes() throws Exception {
    ShellProcess process = start("echo $$; sleep 300");
    ProcessHandle running = handle(take());
    closeShell();
    assertEquals(statusWhenClosed(), status(process));
    assertNoneAlive(List.of(running));
    assertEquals(
        "sh: the shell is closed",
        assertThrows(IOException.class, () -> start("true")).getMessage());
    closeShell();
  }

  @Test
  @DisplayName("fails the exit when the receiver of lines fails, and ends the program")
  void failingReceiver() throws Exception {
    BlockingQueue<String> pids = new LinkedBlockingQueue<>();
    ShellProcess process =
        shell()
            .start(
                new ShellCommand(
                    List.of("sh", "-c", "echo $$; sleep 300"),
                    directory,
                    Map.of(),
                    line -> {
                      pids.add(line);
                      throw new IllegalStateException("full");
                    }));
    CompletionException failure =
        assertThrows(CompletionException.class, () -> process.exit().toCompletableFuture().join());
    assertEquals("java.lang.IllegalStateException: full", String.valueOf(failure.getCause()));
    assertNoneAlive(List.of(handle(String.valueOf(pids.poll(1, TimeUnit.SECONDS)))));
  }

  final ShellProcess start(String script) throws IOException {
    return shell()
        .start(new ShellCommand(List.of("sh", "-c", script), directory, Map.of(), output::add));
  }

  static int status(ShellProcess process) throws Exception {
    return process.exit().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  final String take() throws InterruptedException {
    String line = output.poll(30, TimeUnit.SECONDS);
    return line == null ? "nothing was written" : line;
  }

  /** A process that has ended already has no handle any more; any dead one does. */
  static ProcessHandle handle(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseGet(ShellContract::ended);
  }

  private static ProcessHandle ended() {
    try {
      Process process = new ProcessBuilder("true").start();
      process.waitFor();
      return process.toHandle();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** They have been signalled before; whether the system has reaped them is a matter of moments. */
  static void assertNoneAlive(List<ProcessHandle> processes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    for (ProcessHandle process : processes) {
      while (process.isAlive() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertFalse(process.isAlive());
    }
  }
}
