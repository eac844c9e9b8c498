package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The platform of a group")
class PlatformRulesTest {

  private static String faults(DeploymentGroupBuilder builder) {
    return assertThrows(InvalidDefinitionException.class, builder::build).getMessage();
  }

  private static DeploymentGroupBuilder group(DeploymentPlatform platform, int sides) {
    DeploymentGroupBuilder builder = DeploymentGroup.builder("shop").platform(platform);
    for (int i = 0; i < sides; i++) {
      builder.side(i == 0 ? "blue" : "green", (i == 0 ? "b" : "g") + "-1");
    }
    return builder;
  }

  @Test
  @DisplayName("is in place or blue/green, with or without control of traffic")
  @Covers("D-320")
  void styles() {
    assertEquals(
        List.of(
            "SERVER_IN_PLACE in place, without",
            "SERVER_BALANCED in place, with",
            "SERVER_SIDES blue/green, with",
            "SERVER_BLUE_GREEN blue/green, with",
            "ECS_BLUE_GREEN blue/green, with",
            "LAMBDA_ALIAS blue/green, with"),
        Arrays.stream(DeploymentPlatform.values())
            .map(
                each ->
                    each
                        + (each.isBlueGreen() ? " blue/green, " : " in place, ")
                        + (each.hasTrafficControl() ? "with" : "without"))
            .toList());
    try (Host host = new Host()) {
      DeploymentEngine engine = host.bare();
      assertEquals(
          "shop: SERVER_BLUE_GREEN needs a load balancer; give the engine's builder one",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      engine.open(
                          DeploymentGroup.builder("shop")
                              .platform(DeploymentPlatform.SERVER_BLUE_GREEN)
                              .side("blue", "b-1")
                              .side("green", "g-1")
                              .build()))
              .getMessage());
    }
    assertEquals(
        """
        deployment group shop has 1 fault:
          onPremises: SERVER_BLUE_GREEN has no use for instances on premises (D-320) [group.platform-option]""",
        faults(group(DeploymentPlatform.SERVER_BLUE_GREEN, 2).onPremises("b-1")));
    assertNotNull(group(DeploymentPlatform.SERVER_BALANCED, 1).onPremises("b-1").build());
    assertTrue(
        faults(group(DeploymentPlatform.SERVER_IN_PLACE, 1).onPremises("x"))
            .contains("onPremises: [x] are on no side; allowed: instances of the group's sides"));
  }

  @Test
  @DisplayName("says how many sides and targets there are")
  void sides() {
    assertEquals(
        """
        deployment group shop has 1 fault:
          sides: SERVER_BALANCED with 2 sides; allowed: 1 [group.platform-sides]""",
        faults(group(DeploymentPlatform.SERVER_BALANCED, 2)));
    assertEquals(
        """
        deployment group shop has 1 fault:
          sides: LAMBDA_ALIAS with 1 side; allowed: 2 [group.platform-sides]""",
        faults(group(DeploymentPlatform.LAMBDA_ALIAS, 1)));
    assertTrue(
        faults(group(DeploymentPlatform.ECS_BLUE_GREEN, 1).service("shop/web"))
            .contains("sides: ECS_BLUE_GREEN with 1 side; allowed: 2"));
    assertNotNull(group(DeploymentPlatform.SERVER_BLUE_GREEN, 1).build());
    assertNotNull(group(DeploymentPlatform.SERVER_BLUE_GREEN, 2).build());
    assertEquals(
        """
        deployment group shop has 1 fault:
          sides[0].instances: LAMBDA_ALIAS with 2 targets on a side; allowed: 1, which stands for the task set or the version [group.platform-targets]""",
        faults(
            DeploymentGroup.builder("shop")
                .platform(DeploymentPlatform.LAMBDA_ALIAS)
                .side("one", "a", "b")
                .side("two", "c")));
  }

  @Test
  @DisplayName("has no use for the options of others, and says so of all at once")
  @Covers("D-098")
  void options() {
    assertEquals(
        """
        deployment group shop has 6 faults:
          readyWait: LAMBDA_ALIAS has no use for a ready wait [group.platform-option]
          bake: LAMBDA_ALIAS has no use for a wait to give up the original [group.platform-option]
          terminateOriginal: LAMBDA_ALIAS has no use for an original to terminate [group.platform-option]
          ignoreApplicationStopFailures: LAMBDA_ALIAS has no use for failures of ApplicationStop, as it has no instances (D-098) [group.platform-option]
          testTraffic: LAMBDA_ALIAS has no use for test traffic [group.platform-option]
          service: LAMBDA_ALIAS has no use for a container service [group.platform-option]""",
        faults(
            group(DeploymentPlatform.LAMBDA_ALIAS, 2)
                .readyWait(Duration.ofHours(1))
                .bake(Duration.ofHours(1))
                .terminateOriginal()
                .ignoreApplicationStopFailures()
                .testTraffic()
                .service("shop/web")));
    assertTrue(
        faults(group(DeploymentPlatform.ECS_BLUE_GREEN, 2))
            .contains("service: ECS_BLUE_GREEN without a service; allowed: its name"));
    assertTrue(
        faults(
                group(DeploymentPlatform.SERVER_BLUE_GREEN, 2)
                    .trafficStrategy(DeploymentStrategy.allAtOnce()))
            .contains("instances join the load balancer by the fleet strategy"));
    assertFalse(DeploymentPlatform.SERVER_SIDES.events(FleetLabel.BLUE).iterator().hasNext());
  }
}
