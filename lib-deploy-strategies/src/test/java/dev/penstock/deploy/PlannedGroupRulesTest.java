package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.AfterAbort;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.OnNewerRevision;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.ScaleTarget;
import dev.penstock.deploy.strategy.Scaling;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A group refuses what its plan cannot mean there")
class PlannedGroupRulesTest {
  private static final RolloutPlan HOSTS = RolloutPlan.ofHosts(DeploymentStrategy.halfAtATime());
  private static final RolloutPlan WEIGHTS = RolloutPlan.builder("weights").shiftTo(10).build();

  private static DeploymentGroupBuilder inPlace(RolloutPlan plan) {
    return DeploymentGroup.builder("shop").side("hosts", "i-1", "i-2").plan(plan);
  }

  private static DeploymentGroupBuilder twoSides(RolloutPlan plan) {
    return DeploymentGroup.builder("shop").side("blue", "b-1").side("green", "g-1").plan(plan);
  }

  private static List<String> faults(DeploymentGroupBuilder group) {
    return assertThrows(InvalidDefinitionException.class, group::build).diagnostics().stream()
        .map(fault -> fault.path() + ": " + fault.found() + "; allowed: " + fault.allowed())
        .toList();
  }

  @Test
  @DisplayName(
      "hosts where users are brought over, weights where hosts are moved, both, or neither")
  void whatMoves() {
    inPlace(HOSTS).build();
    twoSides(WEIGHTS).build();
    assertEquals(
        List.of(
            "plan: plan \"weights\" moves no hosts, and SERVER_IN_PLACE moves nothing else;"
                + " allowed: steps of RolloutPlanBuilder.moveHosts"),
        faults(inPlace(WEIGHTS)));
    assertEquals(
        List.of(
            "plan: plan \"HalfAtATime\" moves hosts, and SERVER_SIDES brings users over; allowed:"
                + " steps of RolloutPlanBuilder.shiftTo; hosts of a side go by fleetStrategy"),
        faults(twoSides(HOSTS)));
    RolloutPlan both =
        RolloutPlan.builder("both").shiftTo(10).moveHosts(DeploymentStrategy.oneAtATime()).build();
    assertEquals(
        List.of(
            "plan.steps[0]: a plan that moves hosts shifts traffic too; allowed: one of the two"),
        faults(inPlace(both)));
    assertEquals(
        List.of(
            "plan: plan \"weights\" moves no hosts, and SERVER_BLUE_GREEN brings users over as"
                + " instances join the load balancer; allowed: steps of"
                + " RolloutPlanBuilder.moveHosts"),
        faults(twoSides(WEIGHTS).platform(DeploymentPlatform.SERVER_BLUE_GREEN)));
  }

  @Test
  @DisplayName("zones and a way back of its own where instances join a load balancer")
  void joining() {
    DeploymentStrategy one = DeploymentStrategy.oneAtATime();
    RolloutPlan zone = RolloutPlan.builder("a").moveHosts("a", one).build();
    RolloutPlan own = HOSTS.toBuilder("own").rollback(RollbackPlan.AT_ONCE.hostsBy(one)).build();
    assertEquals(
        List.of(
            "plan.steps[0].cohort: instances that are created for the deployment are in no known"
                + " zone; allowed: none, which is all of them"),
        faults(inPlace(zone).platform(DeploymentPlatform.SERVER_BLUE_GREEN)));
    assertEquals(
        List.of(
            "plan.rollback.hostsBy: the original instances join the load balancer again all at"
                + " once; allowed: none"),
        faults(twoSides(own).platform(DeploymentPlatform.SERVER_BLUE_GREEN)));
    DeploymentGroup group =
        twoSides(zone)
            .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
            .zones(Map.of("b-1", "a", "g-1", "a"))
            .build();
    assertEquals("OneAtATime", group.fleetStrategy().name());
    twoSides(HOSTS)
        .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
        .fleetStrategy(DeploymentStrategy.allAtOnce())
        .build();
  }

  @Test
  @DisplayName("a strategy or zones that the plan takes the place of, and zones that are unknown")
  void besideThePlan() {
    assertEquals(
        List.of(
            "fleetStrategy: \"OneAtATime\" beside plan \"HalfAtATime\"; allowed:"
                + " RollbackPlan.hostsBy for the way back"),
        faults(inPlace(HOSTS).fleetStrategy(DeploymentStrategy.oneAtATime())));
    assertEquals(
        List.of("trafficStrategy: \"AllAtOnce\" beside plan \"weights\"; allowed: the plan alone"),
        faults(twoSides(WEIGHTS).trafficStrategy(DeploymentStrategy.allAtOnce())));
    twoSides(WEIGHTS).fleetStrategy(DeploymentStrategy.allAtOnce()).build();
    Map<String, String> zones = Map.of("i-1", "a", "i-2", "b");
    ZonalConfiguration zonal =
        new ZonalConfiguration(
            DeploymentStrategy.minimumHealthyHosts(0), Duration.ZERO, Duration.ZERO);
    assertEquals(
        List.of(
            "zonal: \"zones that take turns\" beside plan \"HalfAtATime\"; allowed: zones(...),"
                + " which are the plan's cohorts"),
        faults(inPlace(HOSTS).zonal(zonal, zones)));
    RolloutPlan unknown =
        RolloutPlan.builder("c").moveHosts("c", DeploymentStrategy.oneAtATime()).build();
    assertEquals(
        List.of("plan.steps[0].cohort: no instance is in zone \"c\"; allowed: one of [a, b]"),
        faults(inPlace(unknown).zones(zones)));
    inPlace(unknown).build(); // nobody knows the zones before there are instances
  }

  @Test
  @DisplayName("what only a rollout engine's router and scaler can do, all of it at once")
  void elsewhere() {
    RolloutPlan plan =
        RolloutPlan.builder("all")
            .admit("ring-0")
            .scaleTo(ScaleTarget.percent(10))
            .shiftTo(10)
            .preview()
            .rollbackWindow(3)
            .afterAbort(AfterAbort.keep())
            .scaling(Scaling.STANDARD.readyAt(90))
            .onNewerRevision(OnNewerRevision.QUEUE)
            .build();
    String only = "; allowed: none; RolloutEngine carries out plans with it";
    String nothing = ": a group's router and runner know nothing of ";
    assertEquals(
        List.of(
            "plan.steps[0]" + nothing + "a step that admits a cohort of users" + only,
            "plan.steps[1]" + nothing + "a step that scales" + only,
            "plan.isPreviewed" + nothing + "a preview endpoint" + only,
            "plan.scaling" + nothing + "scaling" + only,
            "plan.afterAbort" + nothing + "scaling" + only,
            "plan.rollbackWindow" + nothing + "a rollback window" + only,
            "plan.onNewerRevision: plan \"all\" says what a newer revision does; allowed:"
                + " DeploymentGroupBuilder.newerRevision, as the group says so"),
        faults(twoSides(plan)));
  }

  @Test
  @DisplayName("parts of the host that the plan needs and the engine was built without")
  void parts() {
    try (Host host = new Host()) {
      DeploymentEngine bare = host.bare();
      RolloutPlan judging =
          HOSTS.toBuilder("judging")
              .analyse(Analysis.of(Metric.named("errors").atMost(0.01)))
              .build();
      RolloutPlan asking = HOSTS.toBuilder("asking").ask(RolloutHook.call("smoke-test")).build();
      RolloutPlan watching = HOSTS.toBuilder("watching").alarms("5xx").build();
      assertEquals(
          "shop: plan judging has analyses and needs a metric provider; give the engine's builder"
              + " one",
          refusal(bare, judging));
      assertEquals(
          "shop: plan asking calls hooks and needs a hook runner; give the engine's builder one",
          refusal(bare, asking));
      assertEquals(
          "shop: the alarms [5xx] of plan watching need an alarm source; give the engine's builder"
              + " one",
          refusal(bare, watching));
      bare.open(inPlace(HOSTS).build());
    }
  }

  private static String refusal(DeploymentEngine engine, RolloutPlan plan) {
    DeploymentGroup group = inPlace(plan).build();
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> engine.open(group)).getMessage());
  }
}
