package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.fleet.InstanceSource;
import dev.penstock.engine.ProcessEngine;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Deploys revisions to groups, with what the host has: its process engine, lifecycle runner, router
 * and alarms.
 *
 * <pre>{@code
 * DeploymentEngine deployments =
 *     DeploymentEngine.builder(processes, clock)
 *         .lifecycleRunner(agent)
 *         .trafficRouter(balancer)
 *         .alarmSource(monitoring)
 *         .build();
 * OpenGroup production = deployments.open(group);
 * production
 *     .deploy(revision, "release-1.4.0")
 *     .thenCompose(production::readyOrEnded)
 *     .thenCompose(ready -> production.continueDeployment(ready.id(), WaitKind.READY_WAIT));
 * }</pre>
 *
 * <p>Opening a group again after a restart goes on with the deployment that was under way. Safe for
 * several threads; starts none.
 */
public final class DeploymentEngine {
  private final ProcessEngine processes;
  private final Clock clock;
  private final LifecycleRunner runner;
  private final @Nullable TrafficRouter router;
  private final @Nullable AlarmSource alarms;
  private final @Nullable InstanceSource instances;
  private final @Nullable AutoScalingHook hook;
  private final @Nullable DeploymentTriggers triggers;
  private final Map<String, OpenGroup> groups = new ConcurrentHashMap<>();

  private DeploymentEngine(Builder builder) {
    this.processes = builder.processes;
    this.clock = builder.clock;
    this.runner = Objects.requireNonNull(builder.runner, "lifecycleRunner is required");
    this.router = builder.router;
    this.alarms = builder.alarms;
    this.instances = builder.instances;
    this.hook = builder.hook;
    this.triggers = builder.triggers;
  }

  /**
   * Starts a configuration.
   *
   * @param processes drives the deployments; the host closes it
   * @param clock the host's time, the same that the process engine has
   * @return a builder
   */
  public static Builder builder(ProcessEngine processes, Clock clock) {
    return new Builder(processes, clock);
  }

  /**
   * Opens a group: a new one, or one that the journal knows, whose deployment then goes on.
   *
   * @param group the group; after a restart the same as before, see there
   * @return the open group, the same at each call
   * @throws IllegalArgumentException if the group needs a traffic router, alarm source, instance
   *     source or triggers that the engine was built without
   * @throws IllegalStateException if another definition of the same name is open
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public OpenGroup open(DeploymentGroup group) {
    if (group.sides().size() > 1 && router == null) {
      throw new IllegalArgumentException(
          group.name() + ": two sides need a traffic router; give the engine's builder one");
    }
    if (group.alarmSettings().isEnabled() && alarms == null) {
      throw new IllegalArgumentException(
          group.name()
              + ": the alarms "
              + group.alarms()
              + " need an alarm source; give the engine's builder one");
    }
    if (!group.selections().isEmpty() && instances == null) {
      throw new IllegalArgumentException(
          group.name()
              + ": instances that are selected need an instance source; give the engine's builder"
              + " one");
    }
    if (!group.triggers().isEmpty() && triggers == null) {
      throw new IllegalArgumentException(
          group.name() + ": triggers need to be handed out; give the engine's builder triggers");
    }
    OpenGroup open = groups.computeIfAbsent(group.qualifiedName(), name -> begin(group));
    if (open.group() != group) {
      throw new IllegalStateException(
          group.name() + " is open with another definition; a group is opened with one");
    }
    return open;
  }

  private OpenGroup begin(DeploymentGroup group) {
    if (triggers != null) {
      triggers.add(group, processes);
    }
    return new OpenGroup(group, processes, clock, runner, router, alarms, instances, hook);
  }

  /**
   * Opens all groups of an application. Their names need to be unique within it only.
   *
   * @param application the application; after a restart the same as before
   * @return the open groups by name, in the order of the application
   * @throws IllegalArgumentException as for {@link #open(DeploymentGroup)}, of any group
   * @throws IllegalStateException as for {@link #open(DeploymentGroup)}, of any group
   */
  public Map<String, OpenGroup> open(Application application) {
    Map<String, OpenGroup> open = new LinkedHashMap<>();
    application.groups().forEach((name, group) -> open.put(name, open(group)));
    return Collections.unmodifiableMap(open);
  }

  /**
   * An open group.
   *
   * @param name the group's name, with {@code @} and the application's if it was defined with one
   * @return the group, or empty if none of this name has been opened
   */
  public Optional<OpenGroup> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /**
   * The names of the open groups, as {@link #group} takes them.
   *
   * @return a sorted copy
   */
  public Set<String> groups() {
    return new TreeSet<>(groups.keySet());
  }

  /** Configures an engine. Each option may be set once. Confined to one thread. */
  public static final class Builder {
    private final ProcessEngine processes;
    private final Clock clock;
    private @Nullable LifecycleRunner runner;
    private @Nullable TrafficRouter router;
    private @Nullable AlarmSource alarms;
    private @Nullable InstanceSource instances;
    private @Nullable AutoScalingHook hook;
    private @Nullable DeploymentTriggers triggers;

    private Builder(ProcessEngine processes, Clock clock) {
      this.processes = Objects.requireNonNull(processes, "processes");
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Who runs lifecycle events on instances. Required.
     *
     * @param value the runner
     * @return this builder
     */
    public Builder lifecycleRunner(LifecycleRunner value) {
      runner = once("lifecycleRunner", runner, value);
      return this;
    }

    /**
     * Who shares traffic among sides; needed for groups with two.
     *
     * @param value the router
     * @return this builder
     */
    public Builder trafficRouter(TrafficRouter value) {
      router = once("trafficRouter", router, value);
      return this;
    }

    /**
     * Where alarms come from; needed for groups that name some.
     *
     * @param value the source
     * @return this builder
     */
    public Builder alarmSource(AlarmSource value) {
      alarms = once("alarmSource", alarms, value);
      return this;
    }

    /**
     * Who knows which instances there are; needed for groups that select theirs.
     *
     * @param value the source
     * @return this builder
     */
    public Builder instanceSource(InstanceSource value) {
      instances = once("instanceSource", instances, value);
      return this;
    }

    /**
     * Whom to answer that holds instances which were launched or are going to be ended; unless set
     * nobody does.
     *
     * @param value the hook
     * @return this builder
     */
    public Builder autoScalingHook(AutoScalingHook value) {
      hook = once("autoScalingHook", hook, value);
      return this;
    }

    /**
     * Who hands out the events of triggers; needed for groups that have some.
     *
     * @param value the listener that the process engine was built with
     * @return this builder
     */
    public Builder triggers(DeploymentTriggers value) {
      triggers = once("triggers", triggers, value);
      return this;
    }

    /**
     * Builds the engine.
     *
     * @return an engine without open groups
     * @throws NullPointerException if the lifecycle runner is missing
     */
    public DeploymentEngine build() {
      return new DeploymentEngine(this);
    }

    private static <T> T once(String option, @Nullable T before, T value) {
      if (before != null) {
        throw new IllegalStateException(option + " was set before, to " + before);
      }
      return Objects.requireNonNull(value, option);
    }
  }
}
