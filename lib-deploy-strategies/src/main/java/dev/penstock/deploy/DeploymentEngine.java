package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.MetricProvider;
import dev.penstock.deploy.fleet.InstanceSource;
import dev.penstock.deploy.rollout.HookRunner;
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
 * <p>Opening a group again after a restart goes on with the deployment that was under way.
 *
 * <p>A {@link dev.penstock.engine.RetentionPolicy} of the process engine keeps the journals of
 * groups and deployments small. Whatever it keeps of what has ended, a group remembers its last
 * 1,000 deployments and tokens, and what is on its instances. Safe for several threads; starts
 * none.
 */
public final class DeploymentEngine {
  private final ProcessEngine processes;
  private final Clock clock;
  private final DeploymentServices services;
  private final GroupServices groupServices;
  private final @Nullable DeploymentTriggers triggers;
  private final Map<String, OpenGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, String> owners = new ConcurrentHashMap<>(); // of container services

  private DeploymentEngine(Builder builder) {
    this.processes = builder.processes;
    this.clock = builder.clock;
    this.services = builder.services();
    this.groupServices = new GroupServices(builder.alarms != null, builder.instances, builder.hook);
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
   * @throws IllegalArgumentException if the group needs a service of the host that the engine was
   *     built without, or deploys to a container service that is another group's
   * @throws IllegalStateException if another definition of the same name is open
   * @throws dev.penstock.process.JournalException if its events cannot be read
   */
  public OpenGroup open(DeploymentGroup group) {
    ServiceNeeds.check(group, services, groupServices, triggers != null);
    OpenGroup open =
        groups.computeIfAbsent(
            group.qualifiedName(),
            name -> {
              requireOwnService(group);
              if (triggers != null) {
                triggers.add(group, processes);
              }
              return new OpenGroup(group, processes, clock, services, groupServices);
            });
    if (open.group() != group) {
      throw new IllegalStateException(
          group.name() + " is open with another definition; a group is opened with one");
    }
    return open;
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

  /** A container service belongs to one group (D-445). */
  private void requireOwnService(DeploymentGroup group) {
    String service = group.style().service;
    if (service == null) {
      return;
    }
    String claimant = group.qualifiedName(); // groups of two applications may share a name
    String owner = services(service, claimant);
    if (!owner.equals(claimant)) {
      throw new IllegalArgumentException(
          claimant
              + ": service "
              + service
              + " is deployed to by group "
              + owner
              + "; allowed: one group for each service");
    }
  }

  private String services(String service, String claimant) {
    String before = owners.putIfAbsent(service, claimant);
    return before == null ? claimant : before;
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
    private @Nullable LoadBalancer balancer;
    private @Nullable FleetProvider fleets;
    private @Nullable HookFunctions hooks;
    private @Nullable MetricProvider metrics;
    private @Nullable HookRunner planHooks;

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
     * Who takes instances out of the load balancer and back; needed for {@link
     * DeploymentPlatform#SERVER_BALANCED} and {@link DeploymentPlatform#SERVER_BLUE_GREEN}.
     *
     * @param value the balancer
     * @return this builder
     */
    public Builder loadBalancer(LoadBalancer value) {
      balancer = once("loadBalancer", balancer, value);
      return this;
    }

    /**
     * Who creates and gives up fleets and task sets; needed for {@link
     * DeploymentPlatform#ECS_BLUE_GREEN}, and for {@link DeploymentPlatform#SERVER_BLUE_GREEN} with
     * one side or an original to terminate.
     *
     * @param value the provider
     * @return this builder
     */
    public Builder fleetProvider(FleetProvider value) {
      fleets = once("fleetProvider", fleets, value);
      return this;
    }

    /**
     * Who invokes hook functions; needed for {@link DeploymentPlatform#ECS_BLUE_GREEN} and {@link
     * DeploymentPlatform#LAMBDA_ALIAS}.
     *
     * @param value invokes them
     * @return this builder
     */
    public Builder hookFunctions(HookFunctions value) {
      hooks = once("hookFunctions", hooks, value);
      return this;
    }

    /**
     * Who measures; needed for groups whose plan has analyses.
     *
     * @param value the provider
     * @return this builder
     */
    public Builder metricProvider(MetricProvider value) {
      metrics = once("metricProvider", metrics, value);
      return this;
    }

    /**
     * Who runs the hooks of plans; needed for groups whose plan calls some.
     *
     * @param value the runner; its tasks name the deployment as their service
     * @return this builder
     */
    public Builder hookRunner(HookRunner value) {
      planHooks = once("hookRunner", planHooks, value);
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

    private DeploymentServices services() {
      return new DeploymentServices(
          Objects.requireNonNull(runner, "lifecycleRunner is required"),
          router,
          alarms == null ? AlarmSource.NONE : alarms,
          balancer,
          fleets,
          hooks,
          metrics,
          planHooks);
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
