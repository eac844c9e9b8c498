package dev.penstock.samples.quickstart;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.samples.localhost.LocalShell;
import dev.penstock.samples.localhost.ProcessLedger;
import dev.penstock.samples.quickstart.instance.InstanceProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What this machine gives: threads, a clock, a shell, ports, the application's sources. Closes what
 * was opened on it in reverse order. What a dead run has left behind is ended, or adopted.
 */
final class Machine implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Workplace place;
  private final Clock clock = Clock.systemUTC();
  private final ExecutorService pool = Executors.newCachedThreadPool(daemons("work"));
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, daemons("timer"));
  private final Deque<AutoCloseable> open = new ArrayDeque<>(); // guarded by itself
  private final Object closing = new Object();
  private volatile boolean isInterrupted;
  private final Chronicle chronicle;
  private final LocalShell shell;
  private final InstanceProcesses instances;
  private final AppRepository repository;
  private final Ports ports;
  private final Pipeline pipeline;
  private final int leftovers;

  Machine(Workplace place) throws IOException {
    this.place = place;
    this.chronicle = new Chronicle(place.chronicle(), clock);
    chronicle.note(Chronicle.Kind.BEGAN, ProcessHandle.current().pid());
    // Ctrl-C comes in there: what was opened is closed by whoever is first.
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "interrupt"));
    ProcessLedger ledger = new ProcessLedger(place.processes());
    leftovers = ledger.endLeftovers(GRACE);
    opened(pool::shutdownNow);
    opened(timer::shutdownNow);
    instances = instances(place);
    opened(instances::endAll);
    shell = opened(new LocalShell(pool, GRACE, ledger));
    repository = openRepository();
    ports = Ports.of(place.ports(), Fleet.instances());
    pipeline = ShopPipeline.define(place.repository(), javaHome(), junitConsole());
  }

  /** Ends what a run has left behind that was killed and is not going to be resumed. */
  static void endLeftovers(Workplace place) throws IOException {
    new ProcessLedger(place.processes()).endLeftovers(GRACE);
    instances(place).endAll();
  }

  private static InstanceProcesses instances(Workplace place) {
    return new InstanceProcesses(place.instances(), GRACE);
  }

  /** The application's repository, which is either not there or complete. */
  private AppRepository openRepository() throws IOException {
    if (!Files.exists(place.repository())) {
      Path draft = place.work("repository-" + ProcessHandle.current().pid());
      AppRepository.create(shell, source().resolve("app"), source().resolve("changes"), draft);
      Files.move(draft, place.repository(), StandardCopyOption.ATOMIC_MOVE);
    }
    return AppRepository.open(shell, place.repository());
  }

  /** Notes what is to be closed at the end. */
  <T extends AutoCloseable> T opened(T resource) {
    synchronized (open) {
      open.push(resource);
    }
    return resource;
  }

  Workplace place() {
    return place;
  }

  Clock clock() {
    return clock;
  }

  ExecutorService pool() {
    return pool;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  LocalShell shell() {
    return shell;
  }

  InstanceProcesses instances() {
    return instances;
  }

  AppRepository repository() {
    return repository;
  }

  Ports ports() {
    return ports;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** How many programs of a dead run were still at work and have been ended. */
  int leftovers() {
    return leftovers;
  }

  static Path source() {
    return Path.of(System.getProperty("quickstart.directory", ".")).toAbsolutePath().normalize();
  }

  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path junitConsole() throws IOException {
    Path file = Path.of(System.getProperty("quickstart.junitConsole", ""));
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the system property quickstart.junitConsole names no file: \""
              + file
              + "\"; start with the script run, or give the JUnit console's jar");
    }
    return file.toAbsolutePath();
  }

  /** Keeps what a build says. */
  synchronized void log(String origin, String line) {
    try {
      Files.writeString(
          place.buildLog(),
          origin + ": " + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void interrupt() {
    boolean isAtWork;
    synchronized (open) {
      isAtWork = !open.isEmpty();
      isInterrupted = isAtWork;
    }
    if (isAtWork) {
      close();
      System.err.println("quickstart: interrupted; all that ran was ended");
    }
  }

  /** Whether Ctrl-C has come. */
  boolean isInterrupted() {
    return isInterrupted;
  }

  /** Whoever comes second, as after Ctrl-C, waits until all is closed. */
  @Override
  public void close() {
    synchronized (closing) {
      for (AutoCloseable next = poll(); next != null; next = poll()) {
        try {
          next.close();
        } catch (Exception failure) {
          System.err.println("quickstart: " + failure.getMessage());
        }
      }
    }
  }

  private @Nullable AutoCloseable poll() {
    synchronized (open) {
      return open.poll();
    }
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
