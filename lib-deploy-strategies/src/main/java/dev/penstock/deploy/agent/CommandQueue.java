package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleRunner;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a deployment engine puts the lifecycle events that agents fetch: a {@link LifecycleRunner}
 * on one side, an {@link AgentService} on the other.
 *
 * <pre>{@code
 * CommandQueue queue = CommandQueue.builder(scheduler, clock).build();
 * DeploymentEngine deployments =
 *     DeploymentEngine.builder(processes, clock).lifecycleRunner(queue).build();
 * PollingAgent agent = PollingAgent.of(instances, "blue-1", queue);
 * agent.poll(); // as often as the host likes
 * }</pre>
 *
 * <p>A command is given out at least once. Who got it has it for the time of a lease; an agent that
 * asks again after that has lost it, and gets it once more. The first report counts: later ones,
 * those of commands that nobody waits for, and those of unknown ones change nothing. A command that
 * no agent starts in time fails (D-181), and so does one that no agent ends in time.
 *
 * <p>Keeps nothing on disk: after a restart the deployment engine asks again for what is open,
 * under the same keys. Safe for several threads; starts none.
 */
public final class CommandQueue implements LifecycleRunner, AgentService {

  /** How long an event may wait for its agent, unless set (D-181). */
  public static final Duration DEFAULT_START_WITHIN = Duration.ofMinutes(5);

  /** How long a started event may take, unless set (D-181). */
  public static final Duration DEFAULT_END_WITHIN = Duration.ofHours(1);

  /** How long a command that was given out is not given out again, unless set. */
  public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);

  /** How many commands may be open, unless set. */
  public static final int DEFAULT_CAPACITY = 100_000;

  private final Scheduler scheduler;
  private final Clock clock;
  private final Duration startWithin;
  private final Duration endWithin;
  private final Duration lease;
  private final int capacity;
  private final Function<LifecycleTask, DeploymentSpecification> specifications;
  private final Consumer<String> announce;
  private final Map<String, OpenCommand> byKey = new HashMap<>(); // guarded by this
  private final Map<String, Deque<OpenCommand>> byInstance = new HashMap<>(); // guarded by this

  CommandQueue(CommandQueueBuilder builder) {
    this.scheduler = builder.scheduler;
    this.clock = builder.clock;
    this.startWithin = builder.startWithin;
    this.endWithin = builder.endWithin;
    this.lease = builder.lease;
    this.capacity = builder.capacity;
    this.specifications = builder.specifications;
    this.announce = builder.announce;
  }

  /**
   * Starts a configuration.
   *
   * @param scheduler tells when an agent is late
   * @param clock the host's time
   * @return a builder
   */
  public static CommandQueueBuilder builder(Scheduler scheduler, Clock clock) {
    return new CommandQueueBuilder(scheduler, clock);
  }

  /**
   * {@inheritDoc} Asking again for an event that is open waits for the same end.
   *
   * @throws IllegalStateException if the queue is full
   */
  @Override
  public CompletionStage<LifecycleResult> run(LifecycleTask task) {
    DeploymentSpecification specification = specifications.apply(task);
    Instant now = clock.instant();
    OpenCommand command = new OpenCommand(task, specification, now.plus(startWithin));
    synchronized (this) {
      OpenCommand known = byKey.get(task.key());
      if (known != null) {
        return known.result;
      }
      if (byKey.size() >= capacity) {
        throw new IllegalStateException(
            byKey.size() + " commands wait for agents; allowed: at most " + capacity);
      }
      byKey.put(task.key(), command);
      byInstance.computeIfAbsent(task.instance(), id -> new ArrayDeque<>()).add(command);
    }
    command.watch(scheduler.schedule(command.startBy, () -> startIsDue(command)));
    task.abandoned().thenRun(() -> abandon(command));
    announce.accept(task.instance());
    return command.result;
  }

  /** True: an event has started when its agent says so. */
  @Override
  public boolean reportsStarts() {
    return true;
  }

  @Override
  public synchronized Optional<AgentCommand> poll(AgentPoll poll) {
    Instant now = clock.instant();
    for (OpenCommand command : byInstance.getOrDefault(poll.instance(), new ArrayDeque<>())) {
      if (!now.isBefore(command.hiddenUntil)) {
        command.hiddenUntil = now.plus(lease);
        command.delivery++;
        return Optional.of(command.toMessage());
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean start(AgentStart start) {
    Instant now = clock.instant();
    OpenCommand command;
    synchronized (this) {
      command = byKey.get(start.key());
      if (command == null || !command.isOf(start.instance())) {
        return false;
      }
      command.hiddenUntil = now.plus(lease);
      if (command.endBy != null) {
        return true; // told before
      }
      command.endBy = now.plus(endWithin);
    }
    OpenCommand started = command;
    command.watch(scheduler.schedule(now.plus(endWithin), () -> endIsDue(started)));
    command.task.reportStart();
    return true;
  }

  @Override
  public void report(AgentReport report) {
    OpenCommand command;
    synchronized (this) {
      command = byKey.get(report.key());
      if (command == null || !command.isOf(report.instance())) {
        return; // settled before, or never ours
      }
    }
    settle(command, report.result());
  }

  @Override
  public CompletionStage<Void> abandoned(AgentCommand command) {
    synchronized (this) {
      OpenCommand open = byKey.get(command.key());
      return open == null ? CompletableFuture.completedFuture(null) : open.settled;
    }
  }

  /**
   * How many commands have not ended.
   *
   * @return 0 or more
   */
  public synchronized int open() {
    return byKey.size();
  }

  private void startIsDue(OpenCommand command) {
    Instant now = clock.instant();
    synchronized (this) {
      if (command.endBy != null) {
        return;
      }
    }
    if (now.isBefore(command.startBy)) { // woken early
      command.watch(scheduler.schedule(command.startBy, () -> startIsDue(command)));
      return;
    }
    settle(
        command,
        LifecycleResult.failed(
            LifecycleErrorCode.UNKNOWN_ERROR,
            command.task.event()
                + ": not started within "
                + startWithin
                + "; the agent of "
                + command.task.instance()
                + " does not ask for work",
            ""));
  }

  private void endIsDue(OpenCommand command) {
    Instant endBy;
    synchronized (this) {
      endBy = Objects.requireNonNull(command.endBy, "started");
    }
    if (clock.instant().isBefore(endBy)) { // woken early
      command.watch(scheduler.schedule(endBy, () -> endIsDue(command)));
      return;
    }
    settle(
        command,
        LifecycleResult.failed(
            LifecycleErrorCode.SCRIPT_TIMED_OUT,
            command.task.event()
                + ": not ended within "
                + endWithin
                + " by the agent of "
                + command.task.instance(),
            ""));
  }

  private void abandon(OpenCommand command) {
    if (remove(command)) {
      command.settle(
          LifecycleResult.failed(
              LifecycleErrorCode.UNKNOWN_ERROR,
              command.task.event() + ": was dropped: nobody waits for it",
              ""));
    }
  }

  private void settle(OpenCommand command, LifecycleResult result) {
    if (remove(command)) {
      command.settle(result);
    }
  }

  private synchronized boolean remove(OpenCommand command) {
    if (!byKey.remove(command.task.key(), command)) {
      return false;
    }
    Deque<OpenCommand> waiting = byInstance.get(command.task.instance());
    if (waiting != null) {
      waiting.remove(command);
      if (waiting.isEmpty()) {
        byInstance.remove(command.task.instance());
      }
    }
    return true;
  }
}
