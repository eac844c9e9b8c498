package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one instance, step by step: each {@link #poll} fetches one command, runs it and
 * reports how it ended. It has no thread of its own; the host calls it, as often as it likes.
 *
 * <pre>{@code
 * PollingAgent agent = PollingAgent.of(instances, "blue-1", queue);
 * timer.scheduleWithFixedDelay(agent::poll, 0, 1, SECONDS);
 * }</pre>
 *
 * <p>Commands and reports are noted on disk before anything is done with them. After a kill at any
 * moment the next agent of the instance goes on with what is noted: it runs an interrupted command
 * again (or fails it, see {@link AgentConformance#failsInterruptedScripts}), and tells a report
 * again that may not have arrived. A command that comes twice is run once, and answered twice.
 *
 * <p>One agent at a time looks after an instance; its root is its own. Safe for several threads.
 */
public final class PollingAgent implements AutoCloseable {
  private final InstanceAgent instances;
  private final String instance;
  private final AgentService service;
  private boolean isClosed; // guarded by this
  private CompletableFuture<Void> dropped = new CompletableFuture<>(); // guarded by this
  private @Nullable CompletableFuture<Optional<AgentReport>> running; // guarded by this
  private @Nullable CompletableFuture<Optional<AgentReport>> following; // guarded by this

  private PollingAgent(InstanceAgent instances, String instance, AgentService service) {
    this.instances = instances;
    this.instance = instance;
    this.service = service;
  }

  /**
   * The agent of an instance.
   *
   * @param instances runs the commands
   * @param instance the instance's id, one of {@link InstanceAgent#instances()}
   * @param service gives out commands
   * @return the agent, which has done nothing yet
   * @throws IllegalArgumentException if the instance is unknown
   */
  public static PollingAgent of(InstanceAgent instances, String instance, AgentService service) {
    if (!instances.instances().contains(instance)) {
      throw new IllegalArgumentException(
          "instance \"" + instance + "\"; allowed: " + instances.instances());
    }
    return new PollingAgent(instances, instance, Objects.requireNonNull(service, "service"));
  }

  /**
   * The instance that it looks after.
   *
   * @return its id
   */
  public String instance() {
    return instance;
  }

  /**
   * Takes one step: tells a report that is left, goes on with a command that was cut short, or asks
   * for the next command and runs it. A call while one runs waits for its end and then takes the
   * next step, one for all such calls. Once the agent is closed there is nothing to do.
   *
   * @return completes with the report that was told, or empty if there was nothing to do;
   *     exceptionally with an {@link IOException} if the service or the notes could not be reached,
   *     after which nothing is lost and the next call tries again
   */
  public CompletionStage<Optional<AgentReport>> poll() {
    CompletableFuture<Optional<AgentReport>> outcome = new CompletableFuture<>();
    synchronized (this) {
      if (isClosed) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      if (running != null) {
        if (following == null) {
          following = running.handle((report, failure) -> report).thenCompose(ended -> poll());
        }
        return following.copy();
      }
      running = outcome;
    }
    try {
      step(outcome);
    } catch (IOException | RuntimeException | Error failure) {
      release();
      outcome.completeExceptionally(failure);
    }
    return outcome.copy();
  }

  private void step(CompletableFuture<Optional<AgentReport>> outcome) throws IOException {
    Notes notes = new Notes();
    Optional<AgentReport> last = notes.report();
    String ended = last.map(AgentReport::key).orElse("");
    boolean isUntold = notes.command().filter(each -> each.key().equals(ended)).isPresent();
    Optional<AgentCommand> next = isUntold ? notes.command() : next(notes);
    if (next.isEmpty()) {
      release();
      outcome.complete(Optional.empty());
    } else if (last.isPresent() && next.get().key().equals(ended)) {
      tell(last.get(), notes); // it was run before
      release();
      outcome.complete(last);
    } else {
      run(next.get(), outcome);
    }
  }

  private synchronized void release() {
    running = null;
    following = null;
  }

  /** The command that was cut short, or a new one, which is then noted and started. */
  private Optional<AgentCommand> next(Notes notes) throws IOException {
    Optional<AgentCommand> left = notes.command();
    Optional<AgentCommand> next = left.isPresent() ? left : service.poll(new AgentPoll(instance));
    if (next.isEmpty()) {
      return next;
    }
    AgentCommand command = next.get();
    if (!command.instance().equals(instance)) {
      throw new IOException(
          "the service gave the agent of " + instance + " a command for " + command.instance());
    }
    if (left.isEmpty()) {
      notes.keep(command);
    }
    if (!service.start(new AgentStart(command.key(), instance))) {
      notes.forgetCommand();
      return Optional.empty();
    }
    return next;
  }

  private void run(AgentCommand command, CompletableFuture<Optional<AgentReport>> outcome) {
    CompletableFuture<Void> abandoned = new CompletableFuture<>();
    synchronized (this) {
      dropped = abandoned;
      if (isClosed) {
        abandoned.complete(null);
      }
    }
    service.abandoned(command).thenRun(() -> abandoned.complete(null));
    instances
        .run(
            new EventRequest(
                command.specification(),
                instance,
                command.event(),
                command.revisionSource(),
                abandoned))
        .whenComplete(
            (result, failure) -> {
              try {
                Optional<AgentReport> report =
                    failure == null ? ended(command, result, abandoned.isDone()) : failed(failure);
                release();
                outcome.complete(report);
              } catch (IOException | RuntimeException | Error e) {
                release();
                outcome.completeExceptionally(e);
              }
            });
  }

  private static Optional<AgentReport> failed(Throwable failure) throws IOException {
    throw new IOException("the event cannot be run: " + failure.getMessage(), failure);
  }

  /** A command that was dropped has no result; it is begun anew if it is asked for again. */
  private Optional<AgentReport> ended(
      AgentCommand command, LifecycleResult result, boolean isAbandoned) throws IOException {
    Notes notes = new Notes();
    if (isAbandoned) {
      if (!isClosed()) {
        notes.forgetCommand();
      }
      return Optional.empty();
    }
    AgentReport report = new AgentReport(command.key(), instance, result);
    notes.keep(report);
    tell(report, notes);
    return Optional.of(report);
  }

  private void tell(AgentReport report, Notes notes) throws IOException {
    service.report(report);
    notes.forgetCommand();
  }

  /**
   * Ends what runs; it stays noted, and the next agent of the instance goes on with it. Idempotent.
   */
  @Override
  public void close() {
    CompletableFuture<Void> open;
    synchronized (this) {
      isClosed = true;
      open = dropped;
    }
    open.complete(null);
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  /**
   * What the agent has in hand. The command goes when its report has arrived; the report stays
   * until the next one, in case the same command comes again.
   */
  private final class Notes {
    private final InstanceFiles files = instances.files();
    private final Path directory;

    Notes() throws IOException {
      Root root = instances.root(instance);
      directory = InstanceHome.notes(root).resolve("agent");
      root.requireInside(directory);
      if (!Files.isDirectory(directory)) {
        files.createDirectories(directory);
      }
    }

    Optional<AgentCommand> command() throws IOException {
      return read("command.json").map(AgentCommand.class::cast);
    }

    Optional<AgentReport> report() throws IOException {
      return read("report.json").map(AgentReport.class::cast);
    }

    private Optional<AgentMessage> read(String name) throws IOException {
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      return Optional.of(AgentMessageCodec.decode(Files.readString(file, StandardCharsets.UTF_8)));
    }

    void keep(AgentCommand command) throws IOException {
      files.replace(directory.resolve("command.json"), AgentMessageCodec.encode(command));
    }

    void keep(AgentReport report) throws IOException {
      files.replace(directory.resolve("report.json"), AgentMessageCodec.encode(report));
    }

    void forgetCommand() throws IOException {
      Path file = directory.resolve("command.json");
      if (Files.exists(file)) {
        files.delete(file);
      }
    }
  }
}
