package dev.penstock.deploy;

import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.deploy.trigger.Trigger;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.revision.FileExistsBehavior;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Defines a {@link DeploymentGroup}. Each option may be set once. Confined to one thread.
 *
 * @see DeploymentGroup#builder(String)
 */
public final class DeploymentGroupBuilder {

  /** Ten thousand years: with many times more no instant could tell when it is over. */
  static final Duration LONGEST = Duration.ofDays(3_650_000);

  final String name;
  @Nullable String application;
  final List<Side> sides = new ArrayList<>();
  @Nullable DeploymentStrategy fleetStrategy;
  @Nullable DeploymentStrategy trafficStrategy;
  @Nullable Duration readyWait;
  @Nullable Duration bake;
  final List<String> alarms = new ArrayList<>();
  boolean ignoresUnreadableAlarms;
  boolean namesAlarms;
  boolean disablesAlarms;
  final List<RollbackEvent> autoRollback = new ArrayList<>();
  boolean rollsBack;
  boolean ignoresApplicationStopFailures;
  @Nullable Duration eventTimeout;
  @Nullable FileExistsBehavior fileExistsBehavior;
  @Nullable NewerRevision newerRevision;
  @Nullable OutdatedInstances outdatedInstances;
  @Nullable RevisionPointer lastSuccessfulRevision;
  @Nullable LoadBalancerInfo loadBalancers;
  @Nullable DeploymentConfiguration configuration;
  final List<Trigger> triggers = new ArrayList<>();
  boolean isOfApplication;
  final GroupStyle style = new GroupStyle();

  DeploymentGroupBuilder(String name) {
    this.name = name;
  }

  /** A named set of instances, or what selects them. */
  record Side(String name, List<String> instances, @Nullable FleetSelection selection) {}

  /**
   * Names the application that the group runs.
   *
   * @param value 1 to 100 characters of {@code A-Za-z0-9._+=,@-}; the group's name unless set
   * @return this builder
   */
  public DeploymentGroupBuilder application(String value) {
    application = once("application", application, value);
    return this;
  }

  /**
   * Adds a side: one for deployments in place, two for sides that take turns.
   *
   * @param side the side's name, such as {@code blue}
   * @param instances the ids of its instances, at least one; an instance belongs to one side
   * @return this builder
   */
  public DeploymentGroupBuilder side(String side, List<String> instances) {
    sides.add(new Side(Objects.requireNonNull(side, "side"), List.copyOf(instances), null));
    return this;
  }

  /**
   * Adds a side, as {@link #side(String, List)} does.
   *
   * @param side the side's name, such as {@code blue}
   * @param instances the ids of its instances
   * @return this builder
   */
  public DeploymentGroupBuilder side(String side, String... instances) {
    return side(side, List.of(instances));
  }

  /**
   * Adds a side whose instances are selected anew for each deployment, when it begins (D-350). Of
   * two sides, an instance that both select belongs to the first.
   *
   * @param side the side's name, such as {@code blue}
   * @param instances which instances belong to it
   * @return this builder
   */
  public DeploymentGroupBuilder side(String side, FleetSelection instances) {
    Objects.requireNonNull(instances, "instances");
    sides.add(new Side(Objects.requireNonNull(side, "side"), List.of(), instances));
    return this;
  }

  /**
   * Sets by a named configuration how instances take turns, or with two sides how traffic moves:
   * the first for {@link ComputePlatform#SERVER}, the second for the other platforms. Its zones
   * take turns too, if it has some; instances that are named need {@link #zones}.
   *
   * @param value the configuration; it excludes the strategy and the zones that it brings
   * @return this builder
   */
  public DeploymentGroupBuilder configuration(DeploymentConfiguration value) {
    configuration = once("configuration", configuration, value);
    if (value.zones().isPresent()) {
      style.zonal = once("zonal", style.zonal, value.zones().get());
    }
    if (value.platform() == ComputePlatform.SERVER) {
      return fleetStrategy(value.strategy());
    }
    return trafficStrategy(value.strategy());
  }

  /**
   * Sets a plan by which deployments go, in the place of a strategy: a plan of hosts in place,
   * where zones are its cohorts ({@link #zones}); a plan of weights where users are brought over to
   * another side, a task set or a version. Its pauses, analyses, hooks and alarms, and its way back
   * for users, are those of the deployment; {@link OpenGroup#rollout} takes the orders of people. A
   * deployment that a plan ends is rolled back like any other, by a new deployment that moves hosts
   * by {@link dev.penstock.deploy.strategy.RollbackPlan#hostStrategy}.
   *
   * <p>Of {@link DeploymentPlatform#SERVER_BLUE_GREEN} a plan of hosts says how the replacement
   * instances join the load balancer, once the {@link #fleetStrategy} has brought the revision onto
   * them; that one also says how many of them must serve in the end. If the plan goes back, the
   * original instances serve again, and the replacements cease to (D-164). A plan of weights is
   * refused there: among instances that join and leave, the balancer shares the requests, and no
   * number of instances is a certain share of them.
   *
   * <pre>{@code
   * DeploymentGroup.builder("production")
   *     .side("shop", "i-1", "i-2", "i-3", "i-4")
   *     .zones(Map.of("i-1", "a", "i-2", "a", "i-3", "b", "i-4", "b"))
   *     .plan(
   *         RolloutPlan.builder("zone by zone")
   *             .moveHosts("a", DeploymentStrategy.oneAtATime())
   *             .pause(WaitLimit.thenRollBack(Duration.ofHours(8)))
   *             .moveHosts(DeploymentStrategy.halfAtATime())
   *             .build())
   *     .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE)
   *     .build();
   * }</pre>
   *
   * <p>A host that is being moved holds one of the process engine's places in flight beside those
   * of its lifecycle events. A plan that would move more hosts at once than {@link
   * dev.penstock.engine.ProcessEngine#maxInFlight()} less eight ends its deployment with the code
   * {@code PLAN_REFUSED}, before any host is touched.
   *
   * @param value the plan; it excludes the strategy whose place it takes, and is journalled with
   *     each deployment, so that a changed one is that of the next
   * @return this builder
   */
  public DeploymentGroupBuilder plan(RolloutPlan value) {
    style.plan = once("plan", style.plan, value);
    return this;
  }

  /**
   * Sets how instances take turns.
   *
   * @param value the strategy; one at a time unless set (D-232)
   * @return this builder
   */
  public DeploymentGroupBuilder fleetStrategy(DeploymentStrategy value) {
    fleetStrategy = once("fleetStrategy", fleetStrategy, value);
    return this;
  }

  /**
   * Sets how users are brought from the live side to the other. Without a live side, before the
   * first success, they are brought over at once.
   *
   * @param value the strategy; with two sides all at once unless set
   * @return this builder
   */
  public DeploymentGroupBuilder trafficStrategy(DeploymentStrategy value) {
    trafficStrategy = once("trafficStrategy", trafficStrategy, value);
    return this;
  }

  /**
   * Makes a deployment wait for somebody to continue it before it shifts the traffic; unless set it
   * goes on at once.
   *
   * @param value after which it is stopped if nobody does, above zero, at most 3,650,000 days
   * @return this builder
   */
  public DeploymentGroupBuilder readyWait(Duration value) {
    readyWait = once("readyWait", readyWait, requirePositive("readyWait", value));
    return this;
  }

  /**
   * Keeps the old side for a while after all traffic has moved; alarms are still watched. Unless
   * set the deployment ends at once.
   *
   * @param value how long, above zero, at most 3,650,000 days
   * @return this builder
   */
  public DeploymentGroupBuilder bake(Duration value) {
    bake = once("bake", bake, requirePositive("bake", value));
    return this;
  }

  /**
   * Adds alarms that stop a deployment when they fire.
   *
   * @param names their names in the words of the host's alarm source, distinct, at least one
   * @return this builder
   */
  public DeploymentGroupBuilder alarms(String... names) {
    alarms.addAll(List.of(names));
    namesAlarms = true;
    return this;
  }

  /**
   * Watches no alarms, though some are named (D-355).
   *
   * @return this builder
   */
  public DeploymentGroupBuilder disableAlarms() {
    disablesAlarms = true;
    return this;
  }

  /**
   * Goes on while an alarm cannot be read; unless called the deployment is stopped (D-355).
   *
   * @return this builder
   */
  public DeploymentGroupBuilder ignoreUnreadableAlarms() {
    ignoresUnreadableAlarms = true;
    return this;
  }

  /**
   * Rolls back by itself.
   *
   * @param events after what, at least one
   * @return this builder
   */
  public DeploymentGroupBuilder autoRollback(RollbackEvent... events) {
    autoRollback.addAll(List.of(events));
    rollsBack = true;
    return this;
  }

  /**
   * Goes on with an instance after its ApplicationStop failed (D-098).
   *
   * @return this builder
   */
  public DeploymentGroupBuilder ignoreApplicationStopFailures() {
    ignoresApplicationStopFailures = true;
    return this;
  }

  /**
   * Counts instances as unhealthy that nothing was ever deployed to, also if that is so of all
   * (D-259). They are then attempted all, however many fail, and only at the end it is told whether
   * enough succeeded. Unless set, all instances count as healthy in a first deployment, so that it
   * stops where another one would.
   *
   * @return this builder
   */
  public DeploymentGroupBuilder countNewInstancesAsUnhealthy() {
    style.countsNewAsUnhealthy = true;
    return this;
  }

  /**
   * Sets how long a lifecycle event may take.
   *
   * @param value above zero, at most 3,650,000 days; {@link DeploymentGroup#DEFAULT_EVENT_TIMEOUT}
   *     unless set
   * @return this builder
   */
  public DeploymentGroupBuilder eventTimeout(Duration value) {
    eventTimeout = once("eventTimeout", eventTimeout, requirePositive("eventTimeout", value));
    return this;
  }

  /**
   * Sets what an installation does about files that are already there, unless the revision's
   * install plan says.
   *
   * @param value what to do; {@link FileExistsBehavior#DISALLOW} unless set
   * @return this builder
   */
  public DeploymentGroupBuilder fileExistsBehavior(FileExistsBehavior value) {
    fileExistsBehavior = once("fileExistsBehavior", fileExistsBehavior, value);
    return this;
  }

  /**
   * Sets what happens to a deployment that is asked for while another one is under way.
   *
   * @param value what; {@link NewerRevision#REFUSE} unless set (D-366)
   * @return this builder
   */
  public DeploymentGroupBuilder newerRevision(NewerRevision value) {
    newerRevision = once("newerRevision", newerRevision, value);
    return this;
  }

  /**
   * Sets what becomes of instances that were launched with the old revision while a deployment was
   * under way.
   *
   * @param value what; {@link OutdatedInstances#UPDATE} unless set (D-361)
   * @return this builder
   */
  public DeploymentGroupBuilder outdatedInstances(OutdatedInstances value) {
    outdatedInstances = once("outdatedInstances", outdatedInstances, value);
    return this;
  }

  /**
   * Sets which revision counts as the last successful one of an instance, whose scripts prepare it
   * when it is going to be ended.
   *
   * @param value which; {@link RevisionPointer#INSTALL} unless set (D-463)
   * @return this builder
   */
  public DeploymentGroupBuilder lastSuccessfulRevision(RevisionPointer value) {
    lastSuccessfulRevision = once("lastSuccessfulRevision", lastSuccessfulRevision, value);
    return this;
  }

  /**
   * Names the load balancers before the group.
   *
   * @param value which; none unless set (D-354)
   * @return this builder
   */
  public DeploymentGroupBuilder loadBalancers(LoadBalancerInfo value) {
    loadBalancers = once("loadBalancers", loadBalancers, value);
    return this;
  }

  /**
   * Adds a trigger: events that somebody is told of (D-395).
   *
   * @param trigger which, with a name of its own
   * @return this builder
   */
  public DeploymentGroupBuilder trigger(Trigger trigger) {
    triggers.add(Objects.requireNonNull(trigger, "trigger"));
    return this;
  }

  /**
   * Sets what the group deploys to, and so which lifecycle events run. On a platform of containers
   * or functions a side has one target, which stands for the task set or the version behind it.
   *
   * @param value the platform; {@link DeploymentPlatform#SERVER_IN_PLACE} with one side and {@link
   *     DeploymentPlatform#SERVER_SIDES} with two unless set. {@link
   *     DeploymentPlatform#SERVER_BLUE_GREEN} with one side creates a fleet for each deployment by
   *     the engine's {@link FleetProvider}, and with two uses those that are there (D-321)
   * @return this builder
   */
  public DeploymentGroupBuilder platform(DeploymentPlatform value) {
    style.platform = once("platform", style.platform, value);
    return this;
  }

  /**
   * Gives up the original fleet once the deployment is through and the {@linkplain #bake(Duration)
   * wait} is over; unless called it is taken out of the load balancer and kept running (D-323). A
   * container service always gives up the original task set.
   *
   * @return this builder
   */
  public DeploymentGroupBuilder terminateOriginal() {
    style.terminatesOriginal = true;
    return this;
  }

  /**
   * Says that the container service has a test listener; unless called the events of test traffic
   * do nothing (D-171).
   *
   * @return this builder
   */
  public DeploymentGroupBuilder testTraffic() {
    style.hasTestTraffic = true;
    return this;
  }

  /**
   * Names the container service that the group deploys to: required there, and no other group of
   * the engine may name it (D-445).
   *
   * @param value such as {@code cluster/service}, not blank
   * @return this builder
   */
  public DeploymentGroupBuilder service(String value) {
    style.service = once("service", style.service, value);
    return this;
  }

  /**
   * Says which instances are on premises: those can be deployed to in place only, and not by zones
   * (D-270, D-320).
   *
   * @param instances ids of instances of the group's sides
   * @return this builder
   */
  public DeploymentGroupBuilder onPremises(String... instances) {
    style.onPremises.addAll(List.of(instances));
    return this;
  }

  /**
   * Deploys to one zone after the other (D-270). A rollback does not.
   *
   * @param value the minimum of each zone, and the waits between them
   * @param zones the zone of each instance
   * @return this builder
   */
  public DeploymentGroupBuilder zonal(ZonalConfiguration value, Map<String, String> zones) {
    style.zonal = once("zonal", style.zonal, value);
    style.zones.putAll(zones);
    return this;
  }

  /**
   * Says in which zones instances are that are named; of those that are selected the instance
   * source says it.
   *
   * @param zones the zones by the instances' ids
   * @return this builder
   */
  public DeploymentGroupBuilder zones(Map<String, String> zones) {
    style.zones.putAll(zones);
    return this;
  }

  /**
   * Sets the order of the zones (D-273).
   *
   * @param zones each once; unless set they come in the order of their names
   * @return this builder
   */
  public DeploymentGroupBuilder zoneOrder(String... zones) {
    style.zoneOrder.addAll(List.of(zones));
    return this;
  }

  /**
   * Sets how long an instance may take to be healthy once it joins the load balancer (D-182).
   *
   * @param value above zero, at most 3,650,000 days; one hour unless set
   * @return this builder
   */
  public DeploymentGroupBuilder healthTimeout(Duration value) {
    style.healthTimeout =
        once("healthTimeout", style.healthTimeout, requirePositive("healthTimeout", value));
    return this;
  }

  /**
   * Sets what bounds the group's deployments.
   *
   * @param value the limits; {@link DeploymentLimits#open()} unless set
   * @return this builder
   */
  public DeploymentGroupBuilder limits(DeploymentLimits value) {
    style.limits = once("limits", style.limits, value);
    return this;
  }

  /**
   * Checks the definition.
   *
   * @return the group
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public DeploymentGroup build() {
    List<Diagnostic> faults = faults();
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("deployment group " + name, faults);
    }
    return new DeploymentGroup(this);
  }

  List<Diagnostic> faults() {
    List<Diagnostic> faults = new ArrayList<>(GroupRules.check(this));
    faults.addAll(PlatformRules.check(this));
    faults.addAll(LimitRules.check(this));
    faults.addAll(PlannedGroupRules.check(this));
    return faults;
  }

  private static Duration requirePositive(String option, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; allowed: above zero");
    }
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          option
              + ": "
              + value
              + " is out of range; allowed: at most "
              + LONGEST.toDays()
              + " days");
    }
    return value;
  }

  private static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
