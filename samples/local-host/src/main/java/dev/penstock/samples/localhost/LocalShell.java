package dev.penstock.samples.localhost;

import dev.penstock.shell.Shell;
import dev.penstock.shell.ShellCommand;
import dev.penstock.shell.ShellProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Runs programs as processes of this machine.
 *
 * <pre>{@code
 * ExecutorService threads = Executors.newCachedThreadPool();
 * try (LocalShell shell = new LocalShell(threads, Duration.ofSeconds(5))) {
 *   ShellProcess build = shell.start(
 *       new ShellCommand(List.of("make"), directory, Map.of(), System.out::println));
 *   int status = build.exit().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Where the {@code setsid} command exists, each program leads a process group of its own, so
 * that {@link ShellProcess#terminate()} also reaches what it left in the background, and a Ctrl-C
 * at the terminal reaches this host only, which then closes the shell. Safe for several threads.
 */
public final class LocalShell implements Shell, AutoCloseable {
  private static final Optional<Path> SETSID = find("setsid");

  private final Executor executor;
  private final Duration grace;
  private final Optional<ProcessLedger> ledger;
  private final Set<LocalProcess> running = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  /**
   * A shell that remembers its processes in memory only.
   *
   * @param executor reads the output; one thread is busy for each running program, so it must not
   *     be bounded below their number. If it is bounded, it must not be that of the builds either,
   *     which block their threads until their programs have ended. Stays open
   * @param grace how long a program may take to end when asked, before it is killed
   */
  public LocalShell(Executor executor, Duration grace) {
    this(executor, grace, Optional.empty());
  }

  /**
   * A shell whose processes can be found again after a crash of this host.
   *
   * @param executor reads the output, as above
   * @param grace how long a program may take to end when asked, before it is killed
   * @param ledger where running processes are noted
   */
  public LocalShell(Executor executor, Duration grace, ProcessLedger ledger) {
    this(executor, grace, Optional.of(ledger));
  }

  private LocalShell(Executor executor, Duration grace, Optional<ProcessLedger> ledger) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.grace = Objects.requireNonNull(grace, "grace");
    this.ledger = ledger;
  }

  @Override
  public ShellProcess start(ShellCommand command) throws IOException {
    if (isClosed) {
      throw new IOException(command.words().get(0) + ": the shell is closed");
    }
    ProcessBuilder builder =
        new ProcessBuilder(words(command))
            .directory(command.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    requireDirectory(command);
    Process process = builder.start();
    LocalProcess local = new LocalProcess(process, SETSID.isPresent(), command, executor, grace);
    running.add(local);
    try {
      process.getOutputStream().close();
      if (ledger.isPresent()) {
        ledger.get().add(process.toHandle());
      }
      local.readOutput(() -> forget(local));
    } catch (IOException | RuntimeException failure) {
      running.remove(local);
      local.kill();
      throw failure;
    }
    if (isClosed) {
      local.terminate();
    }
    return local;
  }

  /**
   * Ends every program that is still running and all that they started, and starts no more. Returns
   * when they have ended. Idempotent.
   */
  @Override
  public void close() {
    isClosed = true;
    List<LocalProcess> rest = new ArrayList<>(running);
    rest.stream().parallel().forEach(LocalProcess::terminateNow);
  }

  private void forget(LocalProcess ended) throws IOException {
    running.remove(ended);
    if (ledger.isPresent()) {
      ledger.get().remove(ended.pid());
    }
  }

  private static List<String> words(ShellCommand command) throws IOException {
    List<String> words = new ArrayList<>();
    if (SETSID.isPresent()) {
      requireProgram(command);
      words.add(SETSID.get().toString());
      words.add("--");
    }
    words.addAll(command.words());
    return words;
  }

  /** With setsid in front, an unknown program would be an exit status instead of an exception. */
  private static void requireProgram(ShellCommand command) throws IOException {
    String program = command.words().get(0);
    boolean isThere =
        program.contains("/")
            ? Files.isExecutable(command.directory().resolve(program))
            : find(program, command.environment().getOrDefault("PATH", path())).isPresent();
    if (!isThere) {
      throw new IOException(program + ": no such program; looked in PATH");
    }
  }

  private static void requireDirectory(ShellCommand command) throws IOException {
    if (!Files.isDirectory(command.directory())) {
      throw new IOException(command.words().get(0) + ": no such directory: " + command.directory());
    }
  }

  private static Optional<Path> find(String program) {
    return find(program, path());
  }

  private static Optional<Path> find(String program, String path) {
    for (String directory : path.split(":", -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static String path() {
    return Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
  }
}
