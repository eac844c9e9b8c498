package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.PredefinedConfigurations;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment by zones")
class ZonesTest {
  private static final Course BARE = Ways.course(DeploymentPlatform.SERVER_IN_PLACE, 0);
  private static final Duration NONE = Duration.ZERO;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Performance performance(
      DeploymentStrategy fleet, int targets, Course.Zone... zones) {
    Course course = Ways.zonal(BARE, List.of(zones));
    return new Performance(Ways.plan(course, fleet, null, targets, null, null), fleet, null);
  }

  private static List<Integer> waves(Performance run) {
    return run.rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
        .map(wave -> wave.instances().size())
        .toList();
  }

  private static Map<String, String> zonesOf(int hosts, String... zones) {
    Map<String, String> zoneOf = new LinkedHashMap<>();
    IntStream.range(0, hosts).forEach(i -> zoneOf.put("i-" + i, zones[i % zones.length]));
    return zoneOf;
  }

  private static DeploymentGroupBuilder group(int hosts) {
    return DeploymentGroup.builder("shop")
        .side("hosts", IntStream.range(0, hosts).mapToObj(i -> "i-" + i).toList());
  }

  private static DeploymentPlan planned(DeploymentGroup group) {
    return Ways.first(group);
  }

  @Test
  @DisplayName("keeps the minimum of the fleet and of the zone: batches of 40, 40, 20 in each zone")
  @Covers("D-272")
  void worksAsTheExample() {
    DeploymentGroup group =
        group(200)
            .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(160))
            .zonal(
                ZonalConfiguration.immediate().keepingHealthy(MinimumHealthyHosts.count(50)),
                zonesOf(200, "a", "b"))
            .build();
    Performance run = new Performance(planned(group), group.fleetStrategy(), null).play();
    assertEquals(List.of(40, 40, 20, 40, 40, 20), waves(run));
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status());

    DeploymentStrategy fleet = DeploymentStrategy.minimumHealthyHosts(120);
    Performance zone =
        performance(
            fleet, 200, new Course.Zone("a", 100, 50, NONE), new Course.Zone("b", 100, 50, NONE));
    assertEquals(List.of(50, 50, 50, 50), waves(zone.play()), "the zone is the narrower one");

    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    Performance failed = performance(all, 6, new Course.Zone("a", 6, 3, NONE));
    failed.failing.add("i-0 Install");
    assertEquals(List.of(3, 2, 1), waves(failed.play()), "of a zone's hosts, the healthy ones");
    Course sickZone = Ways.zonal(BARE, List.of(new Course.Zone("a", 6, 4, NONE)));
    DeploymentPlan sick = Plans.inPlace(all, 1, 5).by(sickZone);
    Performance sickFirst = new Performance(sick, all, null).play();
    assertEquals(List.of(2, 2, 1, 1), waves(sickFirst), "of the unhealthy ones, two at a time");

    DeploymentGroup percent =
        group(10)
            .zonal(
                ZonalConfiguration.immediate().keepingHealthy(MinimumHealthyHosts.percent(50)),
                zonesOf(10, "a", "b"))
            .build();
    assertEquals(
        List.of(3, 3),
        planned(percent).way().zones().stream().map(Course.Zone::minimumHealthy).toList(),
        "50 % of 5, rounded up");
    DeploymentGroup sixty =
        group(10)
            .zonal(
                ZonalConfiguration.immediate().keepingHealthy(MinimumHealthyHosts.percent(60)),
                zonesOf(10, "a", "b"))
            .build();
    assertEquals(
        List.of(3, 3),
        planned(sixty).way().zones().stream().map(Course.Zone::minimumHealthy).toList(),
        "60 % of the 5 hosts of each");
    assertEquals(
        List.of(0, 0),
        planned(group(10).zonal(ZonalConfiguration.immediate(), zonesOf(10, "a", "b")).build())
            .way()
            .zones()
            .stream()
            .map(Course.Zone::minimumHealthy)
            .toList(),
        "0 % unless set");
  }

  @Test
  @DisplayName("goes one zone at a time, in place alone; without zones over all of the fleet")
  @Covers("D-270")
  void oneZoneAtATime() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    DeploymentGroup group =
        group(6)
            .fleetStrategy(all)
            .zonal(ZonalConfiguration.immediate(), zonesOf(6, "b", "a", "c"))
            .build();
    Performance run = new Performance(planned(group), all, null).play();
    assertEquals(
        List.of(List.of("i-1", "i-4"), List.of("i-0", "i-3"), List.of("i-2", "i-5")),
        run.rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
            .map(DeploymentEvent.WaveStarted::instances)
            .toList());
    DeploymentGroup whole = group(6).fleetStrategy(all).build();
    assertEquals(List.of(6), waves(new Performance(planned(whole), all, null).play()));

    GroupState state = new GroupState();
    state.lastKnownGood = Plans.REVISION;
    GroupState.Past bad =
        new GroupState.Past(
            "shop-1",
            1,
            DeploymentCreator.USER,
            Plans.REVISION,
            DeploymentOptions.NONE,
            Plans.START);
    assertEquals(List.of(), new PlanMaker(group, state).rollback(bad).way().zones());
    assertTrue(
        PredefinedConfigurations.all().values().stream()
            .allMatch(each -> !each.name().contains("Zone")));
    List<String> faults =
        faults(
            DeploymentGroup.builder("shop")
                .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
                .side("blue", "b-1")
                .side("green", "g-1")
                .zonal(ZonalConfiguration.immediate(), Map.of()));
    assertEquals(List.of("zonal: SERVER_BLUE_GREEN has no use for zones (D-270)"), faults);
    assertEquals(
        List.of(
            "onPremises: SERVER_IN_PLACE has no use for instances on premises in zones (D-270)"),
        faults(group(2).onPremises("i-1").zonal(ZonalConfiguration.immediate(), zonesOf(2, "a"))));
  }

  private static List<String> faults(DeploymentGroupBuilder builder) {
    InvalidDefinitionException faults =
        Assertions.assertThrows(InvalidDefinitionException.class, builder::build);
    return faults.diagnostics().stream().map(fault -> fault.path() + ": " + fault.found()).toList();
  }

  @Test
  @DisplayName("waits after the first zone, after each other one, and not after the last")
  @Covers({"D-271", "D-273"})
  void monitors() {
    Duration first = Duration.ofHours(1);
    Duration other = Duration.ofMinutes(10);
    DeploymentGroup group =
        group(6)
            .fleetStrategy(DeploymentStrategy.minimumHealthyHosts(5))
            .zonal(
                ZonalConfiguration.monitoring(other).monitoringFirst(first),
                zonesOf(6, "a", "b", "c"))
            .build();
    Performance run = new Performance(planned(group), group.fleetStrategy(), null).play();
    assertEquals(List.of(1, 1), waves(run), "no wait within a zone");
    run.wake();
    assertEquals(first, Duration.between(Plans.START, run.now));
    assertEquals(4, waves(run).size());
    run.wake();
    assertEquals(first.plus(other), Duration.between(Plans.START, run.now));
    assertEquals(DeploymentStatus.SUCCEEDED, run.view().status(), "and none after the last");

    assertEquals(
        List.of(other, other),
        monitors(ZonalConfiguration.monitoring(other)).subList(0, 2),
        "the first is as the others unless set");
    assertEquals(
        List.of(NONE, NONE), monitors(ZonalConfiguration.immediate()).subList(0, 2), "none at all");
    Performance atOnce =
        performance(
            DeploymentStrategy.allAtOnce(),
            2,
            new Course.Zone("a", 1, 0, NONE),
            new Course.Zone("b", 1, 0, NONE));
    assertEquals(DeploymentStatus.SUCCEEDED, atOnce.play().view().status());
    assertEquals(
        List.of(NONE, MINUTE),
        monitors(ZonalConfiguration.monitoring(MINUTE).monitoringFirst(NONE)).subList(0, 2));
  }

  private static List<Duration> monitors(ZonalConfiguration zonal) {
    return planned(group(6).zonal(zonal, zonesOf(6, "a", "b", "c")).build()).way().zones().stream()
        .map(Course.Zone::monitor)
        .toList();
  }

  @Test
  @DisplayName("takes the zones in the order that is set, or else in that of their names")
  @Covers("D-273")
  void order() {
    Map<String, String> zones = zonesOf(6, "b", "c", "a");
    assertEquals(
        List.of("a", "b", "c"),
        names(group(6).zonal(ZonalConfiguration.immediate(), zones).build()));
    assertEquals(
        List.of("c", "a", "b"),
        names(
            group(6)
                .zonal(ZonalConfiguration.immediate(), zones)
                .zoneOrder("c", "a", "b")
                .build()));
    assertEquals(
        List.of("zoneOrder: [c, a] is no order of the zones"),
        faults(group(6).zonal(ZonalConfiguration.immediate(), zones).zoneOrder("c", "a")));
    assertEquals(
        List.of("zonal: [i-3, i-4, i-5] are in no zone"),
        faults(group(6).zonal(ZonalConfiguration.immediate(), zonesOf(3, "a"))));
  }

  private static List<String> names(DeploymentGroup group) {
    return planned(group).way().zones().stream().map(Course.Zone::name).toList();
  }

  @Test
  @DisplayName("ends for all zones when the minimum of a zone or of the fleet is broken")
  @Covers("D-273")
  void brokenConstraints() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    Course.Zone strict = new Course.Zone("a", 3, 2, Duration.ofHours(1));
    Course.Zone open = new Course.Zone("b", 3, 0, NONE);
    Performance zone = performance(all, 6, strict, open);
    zone.failing.add("i-0 Install");
    zone.play();
    assertEquals(DeploymentStatus.FAILED, zone.view().status(), "without the wait after the zone");
    assertEquals("HEALTH_CONSTRAINTS", zone.view().code());
    assertEquals(
        "zone a: 2 of 3 are healthy after 1 failed and 2 must stay so; 2 not attempted",
        zone.view().reason());
    assertEquals(TargetStatus.SKIPPED, zone.target("i-5").status());

    DeploymentStrategy five = DeploymentStrategy.minimumHealthyHosts(5);
    Performance fleet = performance(five, 6, new Course.Zone("a", 3, 0, NONE), open);
    fleet.failing.add("i-0 Install");
    fleet.play();
    assertEquals(DeploymentStatus.FAILED, fleet.view().status());
    assertEquals(
        "5 of 6 are healthy after 1 failed and 5 must stay so; 5 not attempted",
        fleet.view().reason());

    Performance impossible = performance(all, 6, new Course.Zone("a", 3, 3, NONE), open);
    assertEquals("HEALTH_CONSTRAINTS_INVALID", impossible.play().view().code());
    Performance second =
        performance(all, 6, new Course.Zone("a", 3, 0, NONE), new Course.Zone("b", 3, 3, NONE));
    assertEquals("HEALTH_CONSTRAINTS", second.play().view().code());
    assertEquals(List.of(3), waves(second));
  }

  @Test
  @DisplayName("does not even wait after a zone in which too few succeeded")
  @Covers("D-273")
  void zoneThatFellShort() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    List<DeploymentPlan.Target> targets = new ArrayList<>(Plans.targets(2, 2));
    DeploymentPlan plan =
        Plans.plan(all, null, targets, null, null, List.of())
            .by(
                Ways.zonal(
                    BARE,
                    List.of(
                        new Course.Zone("a", 2, 1, Duration.ofHours(1)),
                        new Course.Zone("b", 2, 0, NONE))));
    Performance run = new Performance(plan, all, null);
    run.failing.addAll(List.of("sick-0 Install", "sick-1 Install"));
    run.play();
    assertEquals(DeploymentStatus.FAILED, run.view().status());
    assertEquals(
        "zone a: 0 of 2 are healthy after 2 failed and 1 must stay so; 0 not attempted",
        run.view().reason());
    assertEquals(TargetStatus.SKIPPED, run.target("i-0").status());
  }

  @Test
  @DisplayName("is stopped by an alarm during a wait between zones")
  @Covers("D-273")
  void alarmDuringTheWait() {
    Performance run =
        performance(
            DeploymentStrategy.allAtOnce(),
            4,
            new Course.Zone("a", 2, 0, Duration.ofHours(1)),
            new Course.Zone("b", 2, 0, NONE));
    run.play();
    assertEquals(new DeploymentOverview(2, 0, 2, 0, 0, 0), run.view().overview());
    run.alarm();
    assertEquals(DeploymentStatus.STOPPED, run.view().status());
    assertEquals(new DeploymentOverview(0, 0, 2, 0, 2, 0), run.view().overview());
  }

  @Test
  @DisplayName("takes the unhealthy instances of a zone first, and only of that zone")
  void unhealthyFirst() {
    DeploymentStrategy half = DeploymentStrategy.halfAtATime();
    List<DeploymentPlan.Target> targets = new ArrayList<>();
    for (String name : List.of("a-0", "a-1", "a-2", "b-0", "b-1", "b-2")) {
      targets.add(new DeploymentPlan.Target(name, !name.endsWith("0")));
    }
    DeploymentPlan plan =
        Plans.plan(half, null, targets, null, null, List.of())
            .by(
                Ways.zonal(
                    BARE,
                    List.of(new Course.Zone("a", 3, 0, NONE), new Course.Zone("b", 3, 0, NONE))));
    Performance run = new Performance(plan, half, null).play();
    assertEquals(
        List.of(List.of("a-0"), List.of("a-1", "a-2"), List.of("b-0"), List.of("b-1", "b-2")),
        run.rehearsal.events(DeploymentEvent.WaveStarted.class).stream()
            .map(DeploymentEvent.WaveStarted::instances)
            .toList());
    assertEquals(Optional.empty(), run.view().stopStatus());
  }
}
