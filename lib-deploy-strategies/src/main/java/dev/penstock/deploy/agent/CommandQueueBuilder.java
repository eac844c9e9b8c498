package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleTask;
import dev.penstock.process.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Configures a {@link CommandQueue}. Later calls replace earlier ones. Confined to one thread.
 *
 * @see CommandQueue#builder
 */
public final class CommandQueueBuilder {
  private static final Duration LONGEST = Duration.ofDays(3_650_000); // instants end

  final Scheduler scheduler;
  final Clock clock;
  Duration startWithin = CommandQueue.DEFAULT_START_WITHIN;
  Duration endWithin = CommandQueue.DEFAULT_END_WITHIN;
  Duration lease = CommandQueue.DEFAULT_LEASE;
  int capacity = CommandQueue.DEFAULT_CAPACITY;
  Function<LifecycleTask, DeploymentSpecification> specifications = DeploymentSpecification::of;
  Consumer<String> announce = instance -> {};

  CommandQueueBuilder(Scheduler scheduler, Clock clock) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * How long an event may wait until an agent starts it; {@link CommandQueue#DEFAULT_START_WITHIN}
   * unless set.
   *
   * @param value above zero, at most 3,650,000 days
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public CommandQueueBuilder startWithin(Duration value) {
    startWithin = positive("startWithin", value);
    return this;
  }

  /**
   * How long an event may take once it has started; {@link CommandQueue#DEFAULT_END_WITHIN} unless
   * set.
   *
   * @param value above zero, at most 3,650,000 days
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public CommandQueueBuilder endWithin(Duration value) {
    endWithin = positive("endWithin", value);
    return this;
  }

  /**
   * How long a command that an agent was given is hidden from further polls; {@link
   * CommandQueue#DEFAULT_LEASE} unless set.
   *
   * @param value above zero, at most 3,650,000 days
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public CommandQueueBuilder lease(Duration value) {
    lease = positive("lease", value);
    return this;
  }

  /**
   * How many commands may be open; {@link CommandQueue#DEFAULT_CAPACITY} unless set.
   *
   * @param value 1 or more
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public CommandQueueBuilder capacity(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("capacity: found " + value + "; allowed: 1 and above");
    }
    capacity = value;
    return this;
  }

  /**
   * What agents are told about a deployment; {@link DeploymentSpecification#of} unless set. A host
   * adds here what its engine does not know, such as the group's own id:
   *
   * <pre>{@code
   * builder.specifications(
   *     task -> DeploymentSpecification.of(task).toBuilder().groupId(ids.get(task.group())).build());
   * }</pre>
   *
   * @param value makes a specification of a task; called once for each event
   * @return this builder
   */
  public CommandQueueBuilder specifications(
      Function<LifecycleTask, DeploymentSpecification> value) {
    specifications = Objects.requireNonNull(value, "specifications");
    return this;
  }

  /**
   * Who is told that an instance has work, for agents within the same process that need not ask in
   * vain; nobody unless set.
   *
   * @param value gets the instance's id, on the thread that brings the event; must not block or
   *     throw
   * @return this builder
   */
  public CommandQueueBuilder announce(Consumer<String> value) {
    announce = Objects.requireNonNull(value, "announce");
    return this;
  }

  /**
   * Builds the queue.
   *
   * @return an empty queue
   */
  public CommandQueue build() {
    return new CommandQueue(this);
  }

  private static Duration positive(String what, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what
              + ": found "
              + value
              + "; allowed: above zero, at most "
              + LONGEST.toDays()
              + " days");
    }
    return value;
  }
}
