package dev.penstock.samples.localhost;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs programs in one container, through the command line of {@code docker} or {@code podman}.
 *
 * <pre>{@code
 * ContainerSpec spec = new ContainerSpec("podman", "eclipse-temurin:17", "build-42", workspace);
 * try (LocalShell local = new LocalShell(threads, Duration.ofSeconds(5));
 *     ContainerShell shell = ContainerShell.open(local, spec)) {
 *   BuildAction builds = BuildAction.builder(shell, workspace, InstantSource.system()).build();
 *   …
 * }
 * }</pre>
 *
 * <p>What one program installs, the next one finds. A program that is not in the container ends
 * with exit status 127, as a POSIX shell says it. Standard output and standard error reach the
 * receiver on two ways, so lines of one may overtake those of the other. Values of variables stand
 * on no command line, save of those, such as {@code PATH}, that the engine's client would take for
 * its own. Safe for several threads.
 */
public final class ContainerShell implements Shell, AutoCloseable {

  private final Shell client;
  private final ContainerSpec spec;
  private final ContainerCommands commands;
  private final Path home;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private ContainerShell(Shell client, ContainerSpec spec, Path home) {
    this.client = client;
    this.spec = spec;
    this.commands = new ContainerCommands(spec);
    this.home = home;
  }

  /**
   * Starts the container, after removing what a crashed host has left of it. Blocks until the
   * container runs, which takes as long as fetching its image does.
   *
   * @param client runs the engine's command line on this machine; stays open
   * @param spec the container
   * @return the shell; close it to remove the container
   * @throws IOException if the engine cannot be run, or refuses; the message holds its last words
   */
  public static ContainerShell open(Shell client, ContainerSpec spec) throws IOException {
    ContainerShell shell = new ContainerShell(client, spec, Path.of("").toAbsolutePath());
    shell.ask(shell.commands.remove());
    Answer answer = shell.ask(shell.commands.run());
    if (answer.status() != 0) {
      throw new IOException(
          spec.engine() + " run: exit status " + answer.status() + ": " + answer.lastWords());
    }
    return shell;
  }

  @Override
  public ShellProcess start(ShellCommand command) throws IOException {
    String program = command.words().get(0);
    if (isClosed.get()) {
      throw new IOException(program + ": the shell is closed");
    }
    if (!Files.isDirectory(command.directory())) {
      throw new IOException(program + ": no such directory: " + command.directory());
    }
    if (!spec.sees(command.directory())) {
      throw new IOException(
          program
              + ": the container does not see "
              + command.directory()
              + "; it sees "
              + spec.mounts());
    }
    int number = started.incrementAndGet();
    ShellProcess process =
        client.start(
            new ShellCommand(
                commands.exec(command, number),
                home,
                commands.environment(command),
                command.output()));
    ContainerProcess contained = new ContainerProcess(process, number);
    process
        .exit()
        .whenComplete(
            (status, lost) -> {
              if (lost != null) {
                contained.terminate(); // the client is gone, and the program goes on without it
              }
            });
    return contained;
  }

  /**
   * Removes the container with all that runs in it, and starts no more. Idempotent.
   *
   * @throws IOException if the engine cannot be asked, or refuses for another reason than that the
   *     container is gone
   */
  @Override
  public void close() throws IOException {
    if (isClosed.compareAndSet(false, true)) {
      Answer answer = ask(commands.remove());
      if (answer.status() != 0 && !answer.lastWords().contains("o such container")) {
        throw new IOException(
            spec.engine() + " rm: exit status " + answer.status() + ": " + answer.lastWords());
      }
    }
  }

  /** What the engine's client said, and how it ended. */
  private record Answer(int status, List<String> lines) {

    String lastWords() {
      return lines.isEmpty() ? "nothing was said" : lines.get(lines.size() - 1);
    }
  }

  private Answer ask(List<String> words) throws IOException {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    ShellProcess process = client.start(new ShellCommand(words, home, Map.of(), lines::add));
    try {
      int status = process.exit().toCompletableFuture().join();
      return new Answer(status, List.copyOf(lines));
    } catch (CompletionException lost) {
      throw new IOException(String.join(" ", words.subList(0, 2)) + " was lost", lost);
    }
  }

  /** A program in the container, behind the client that waits for it. */
  private final class ContainerProcess implements ShellProcess {
    private final ShellProcess process;
    private final int number;
    private final AtomicBoolean isTerminated = new AtomicBoolean();

    ContainerProcess(ShellProcess process, int number) {
      this.process = process;
      this.number = number;
    }

    @Override
    public CompletionStage<Integer> exit() {
      return process.exit();
    }

    @Override
    public void terminate() {
      boolean hasEnded =
          process.exit().toCompletableFuture().isDone()
              && !process.exit().toCompletableFuture().isCompletedExceptionally();
      if (hasEnded || !isTerminated.compareAndSet(false, true)) {
        return;
      }
      try {
        client.start(new ShellCommand(commands.end(number), home, Map.of(), line -> {}));
      } catch (IOException e) {
        process.terminate(); // without the engine's client nothing in the container is reached
      }
    }
  }
}
