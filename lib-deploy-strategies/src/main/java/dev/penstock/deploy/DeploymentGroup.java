package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetInstance;
import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.trigger.Trigger;
import dev.penstock.revision.FileExistsBehavior;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where revisions go and how: the instances of an application, the strategies, what stops a
 * deployment and what rolls it back.
 *
 * <pre>{@code
 * DeploymentGroup production =
 *     DeploymentGroup.builder("production")
 *         .application("shop")
 *         .side("blue", "blue-1", "blue-2", "blue-3", "blue-4")
 *         .side("green", "green-1", "green-2", "green-3", "green-4")
 *         .fleetStrategy(DeploymentStrategy.halfAtATime())
 *         .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)))
 *         .readyWait(Duration.ofHours(8))
 *         .alarms("shop-errors")
 *         .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM)
 *         .build();
 * }</pre>
 *
 * <p>With one side, revisions replace each other in place. With two, each revision is installed on
 * the idle side, and the traffic strategy then brings the users over.
 *
 * <p>Strategies may be anybody's code, so a journal keeps their names and not themselves: the host
 * builds the same group again after a restart. All else that a deployment goes by is kept with it.
 * If the group has a strategy of another name by then, a deployment under way fails with {@code
 * STRATEGY_CHANGED} instead of going on by other rules; a changed strategy needs a changed name.
 *
 * <p>Immutable.
 */
public final class DeploymentGroup {

  /** How long a lifecycle event may take unless told otherwise (D-181). */
  public static final Duration DEFAULT_EVENT_TIMEOUT = Duration.ofHours(1);

  private final String name;
  private final String application;
  private final Map<String, List<String>> sides;
  private final DeploymentStrategy fleetStrategy;
  private final @Nullable DeploymentStrategy trafficStrategy;
  private final @Nullable Duration readyWait;
  private final @Nullable Duration bake;
  private final List<String> alarms;
  private final boolean ignoresUnreadableAlarms;
  private final Set<RollbackEvent> autoRollback;
  private final boolean ignoresApplicationStopFailures;
  private final Duration eventTimeout;
  private final FileExistsBehavior fileExistsBehavior;
  private final boolean isOfApplication;
  private final Map<String, FleetSelection> selections;
  private final AlarmSettings alarmSettings;
  private final AutoRollback rollbackSettings;
  private final NewerRevision newerRevision;
  private final OutdatedInstances outdatedInstances;
  private final RevisionPointer lastSuccessfulRevision;
  private final @Nullable LoadBalancerInfo loadBalancers;
  private final List<Trigger> triggers;
  private final @Nullable DeploymentConfiguration configuration;
  private final @Nullable RolloutPlan plan;
  private final DeploymentPlatform platform;
  private final GroupStyle style;

  DeploymentGroup(DeploymentGroupBuilder builder) {
    this.name = builder.name;
    this.application = builder.application == null ? builder.name : builder.application;
    Map<String, List<String>> copy = new LinkedHashMap<>();
    builder.sides.forEach(side -> copy.put(side.name(), side.instances()));
    this.sides = Collections.unmodifiableMap(copy);
    this.plan = builder.style.plan;
    this.fleetStrategy =
        Objects.requireNonNullElseGet(
            builder.fleetStrategy, () -> byDefault(builder.style.platform(copy.size()), plan));
    this.trafficStrategy =
        builder.trafficStrategy == null && sides.size() > 1
            ? DeploymentStrategy.allAtOnce()
            : builder.trafficStrategy;
    this.readyWait = builder.readyWait;
    this.bake = builder.bake;
    this.alarms = List.copyOf(builder.alarms);
    this.ignoresUnreadableAlarms = builder.ignoresUnreadableAlarms;
    this.autoRollback = Set.copyOf(builder.autoRollback);
    this.ignoresApplicationStopFailures = builder.ignoresApplicationStopFailures;
    this.eventTimeout = builder.eventTimeout == null ? DEFAULT_EVENT_TIMEOUT : builder.eventTimeout;
    this.fileExistsBehavior =
        builder.fileExistsBehavior == null
            ? FileExistsBehavior.DISALLOW
            : builder.fileExistsBehavior;
    this.isOfApplication = builder.isOfApplication;
    Map<String, FleetSelection> selected = new LinkedHashMap<>();
    for (DeploymentGroupBuilder.Side side : builder.sides) {
      if (side.selection() != null) {
        selected.put(side.name(), side.selection());
      }
    }
    this.selections = Collections.unmodifiableMap(selected);
    this.alarmSettings =
        new AlarmSettings(
            !alarms.isEmpty() && !builder.disablesAlarms, alarms, ignoresUnreadableAlarms);
    this.rollbackSettings = new AutoRollback(!autoRollback.isEmpty(), autoRollback);
    this.newerRevision = Objects.requireNonNullElse(builder.newerRevision, NewerRevision.REFUSE);
    this.outdatedInstances =
        Objects.requireNonNullElse(builder.outdatedInstances, OutdatedInstances.UPDATE);
    this.lastSuccessfulRevision =
        Objects.requireNonNullElse(builder.lastSuccessfulRevision, RevisionPointer.INSTALL);
    this.loadBalancers = builder.loadBalancers;
    this.triggers = List.copyOf(builder.triggers);
    this.configuration = builder.configuration;
    this.style = builder.style.copy();
    this.platform = style.platform(sides.size());
  }

  /** A plan of hosts says how they are brought back, which a new deployment does. */
  private static DeploymentStrategy byDefault(
      DeploymentPlatform platform, @Nullable RolloutPlan plan) {
    return plan != null && plan.movesHosts() && !platform.isBlueGreen()
        ? DeploymentStrategy.named(plan.rollback().hostStrategy())
        : DeploymentStrategy.oneAtATime();
  }

  /**
   * Starts a definition.
   *
   * @param name 1 to 100 characters of {@code A-Za-z0-9._+=,@-} (D-431)
   * @return a builder
   */
  public static DeploymentGroupBuilder builder(String name) {
    return new DeploymentGroupBuilder(Objects.requireNonNull(name, "name"));
  }

  /**
   * The group's name.
   *
   * @return 1 to 100 characters
   */
  public String name() {
    return name;
  }

  /**
   * The application that the group runs; the group's own name unless set.
   *
   * @return 1 to 100 characters
   */
  public String application() {
    return application;
  }

  /**
   * The instances by side, in the order of the definition.
   *
   * @return one or two sides; one whose instances are selected is empty here
   */
  public Map<String, List<String>> sides() {
    return sides;
  }

  /**
   * How instances take turns; one at a time unless set.
   *
   * @return the strategy
   */
  public DeploymentStrategy fleetStrategy() {
    return fleetStrategy;
  }

  /**
   * How users are brought over; with two sides all at once unless set.
   *
   * @return the strategy, empty with one side
   */
  public Optional<DeploymentStrategy> trafficStrategy() {
    return Optional.ofNullable(trafficStrategy);
  }

  /**
   * How long a deployment waits for somebody to continue it (D-322).
   *
   * @return the time after which it is stopped; empty if it goes on at once
   */
  public Optional<Duration> readyWait() {
    return Optional.ofNullable(readyWait);
  }

  /**
   * How long the old side is kept as the quick way back (D-323).
   *
   * @return the time; empty if the deployment ends as soon as all traffic has moved
   */
  public Optional<Duration> bake() {
    return Optional.ofNullable(bake);
  }

  /**
   * The alarms that stop a deployment.
   *
   * @return their names, perhaps none
   */
  public List<String> alarms() {
    return alarms;
  }

  /**
   * Whether a deployment goes on while an alarm cannot be read.
   *
   * @return false unless set
   */
  public boolean ignoresUnreadableAlarms() {
    return ignoresUnreadableAlarms;
  }

  /**
   * What makes the group roll back by itself.
   *
   * @return perhaps nothing
   */
  public Set<RollbackEvent> autoRollback() {
    return autoRollback;
  }

  /**
   * Whether an instance goes on after its ApplicationStop failed (D-098).
   *
   * @return false unless set
   */
  public boolean ignoresApplicationStopFailures() {
    return ignoresApplicationStopFailures;
  }

  /**
   * How long a lifecycle event may take.
   *
   * @return {@link #DEFAULT_EVENT_TIMEOUT} unless set
   */
  public Duration eventTimeout() {
    return eventTimeout;
  }

  /**
   * What an installation does about files that are already there, unless the revision says.
   *
   * @return {@link FileExistsBehavior#DISALLOW} unless set (D-032)
   */
  public FileExistsBehavior fileExistsBehavior() {
    return fileExistsBehavior;
  }

  /**
   * What selects the instances of a side, for those whose instances are not named.
   *
   * @return the selections by side, perhaps none
   */
  public Map<String, FleetSelection> selections() {
    return selections;
  }

  /**
   * Which alarms are watched, and how (D-355).
   *
   * @return disabled if no alarms are named
   */
  public AlarmSettings alarmSettings() {
    return alarmSettings;
  }

  /**
   * What happens to a deployment that is asked for while another one is under way (D-366).
   *
   * @return {@link NewerRevision#REFUSE} unless set
   */
  public NewerRevision newerRevision() {
    return newerRevision;
  }

  /**
   * What becomes of instances that joined while a deployment was under way (D-361).
   *
   * @return {@link OutdatedInstances#UPDATE} unless set
   */
  public OutdatedInstances outdatedInstances() {
    return outdatedInstances;
  }

  /**
   * Which revision counts as the last successful one of an instance (D-463).
   *
   * @return {@link RevisionPointer#INSTALL} unless set
   */
  public RevisionPointer lastSuccessfulRevision() {
    return lastSuccessfulRevision;
  }

  /**
   * The load balancers before the group (D-354).
   *
   * @return empty unless set
   */
  public Optional<LoadBalancerInfo> loadBalancers() {
    return Optional.ofNullable(loadBalancers);
  }

  /**
   * Who is told of which events (D-395).
   *
   * @return the triggers, perhaps none
   */
  public List<Trigger> triggers() {
    return triggers;
  }

  /**
   * The configuration that set a strategy of the group.
   *
   * @return empty if none did
   */
  public Optional<DeploymentConfiguration> configuration() {
    return Optional.ofNullable(configuration);
  }

  /**
   * The plan that takes the place of a strategy.
   *
   * @return empty if none does
   */
  public Optional<RolloutPlan> plan() {
    return Optional.ofNullable(plan);
  }

  /** The name that no other group of an engine has: two applications may each have one. */
  String qualifiedName() {
    return isOfApplication ? name + "@" + application : name;
  }

  AutoRollback rollbackSettings() {
    return rollbackSettings;
  }

  /** The first side that selects an instance. */
  Optional<String> sideOf(FleetInstance instance) {
    return selections.entrySet().stream()
        .filter(side -> side.getValue().matches(instance))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * What the group deploys to.
   *
   * @return {@link DeploymentPlatform#SERVER_IN_PLACE} or {@link DeploymentPlatform#SERVER_SIDES}
   *     unless set
   */
  public DeploymentPlatform platform() {
    return platform;
  }

  /**
   * What bounds the group's deployments.
   *
   * @return {@link DeploymentLimits#open()} unless set
   */
  public DeploymentLimits limits() {
    return style.limits();
  }

  /**
   * Whether instances that nothing was ever deployed to are unhealthy in a first deployment too
   * (D-259).
   *
   * @return false unless set
   */
  public boolean countsNewInstancesAsUnhealthy() {
    return style.countsNewAsUnhealthy;
  }

  /** The options that the platform gives a meaning to; not to be changed. */
  GroupStyle style() {
    return style;
  }

  @Override
  public String toString() {
    return "DeploymentGroup[" + name + "]";
  }
}
