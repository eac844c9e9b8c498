package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment group's definition")
class DeploymentGroupTest {

  @Test
  @DisplayName("reports all faults at once, each with what is allowed")
  @Covers({"D-355", "D-431"})
  void allFaults() {
    InvalidDefinitionException faults =
        assertThrows(
            InvalidDefinitionException.class,
            () ->
                DeploymentGroup.builder("my group")
                    .application("")
                    .side("blue", "b-1", "../b-2", "b-1")
                    .readyWait(Duration.ofHours(1))
                    .bake(Duration.ofHours(1))
                    .trafficStrategy(DeploymentStrategy.allAtOnce())
                    .alarms("errors", "errors", " ")
                    .build());
    assertEquals(
        """
        deployment group my group has 9 faults:
          name: "my group" is no name; allowed: 1 to 100 characters of A-Za-z0-9._+=,@- [group.name]
          application: "" is no name; allowed: 1 to 100 characters of A-Za-z0-9._+=,@- [group.application]
          sides[0].instances[1]: "../b-2" is no instance id; allowed: 1 to 100 characters of A-Za-z0-9._-, the first no dot [group.instance-id]
          sides[0].instances[2]: "b-1" is already in side "blue"; allowed: each instance in one place [group.instance-twice]
          trafficStrategy: a traffic strategy needs two sides, and the group has one [group.traffic]
          readyWait: a ready wait needs two sides, and the group has one [group.ready-wait]
          bake: a bake needs two sides, and the group has one [group.bake]
          alarms[1]: "errors" is there twice [group.alarm-name]
          alarms[2]: a name of 1 characters; allowed: 1 to 255 characters, not all blank [group.alarm-name]""",
        faults.getMessage());
  }

  @Test
  @DisplayName("needs one or two sides with instances")
  void sides() {
    assertEquals(
        "deployment group shop has 1 fault:\n"
            + "  sides: there are 0 sides; allowed: 1 for deployments in place, 2 for sides that"
            + " take turns [group.sides]",
        assertThrows(
                InvalidDefinitionException.class, () -> DeploymentGroup.builder("shop").build())
            .getMessage());
    assertEquals(
        List.of("group.side-name", "group.instances"),
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    DeploymentGroup.builder("shop")
                        .side("blue", "b-1")
                        .side("blue", List.of())
                        .build())
            .diagnostics()
            .stream()
            .map(fault -> fault.rule())
            .toList());
  }

  @Test
  @DisplayName("has defaults")
  @Covers({"D-032", "D-181", "D-232"})
  void defaults() {
    DeploymentGroup group = DeploymentGroup.builder("shop").side("hosts", "i-1").build();
    assertEquals("shop", group.application());
    assertEquals("OneAtATime", group.fleetStrategy().name());
    assertEquals(Optional.empty(), group.trafficStrategy());
    assertEquals(Duration.ofHours(1), group.eventTimeout());
    assertEquals("DISALLOW", group.fileExistsBehavior().name());
    assertEquals(
        Optional.of("AllAtOnce"),
        DeploymentGroup.builder("shop")
            .side("blue", "b-1")
            .side("green", "g-1")
            .build()
            .trafficStrategy()
            .map(DeploymentStrategy::name));
  }

  @Test
  @DisplayName("refuses at the call what the call alone shows to be wrong")
  void wrongUse() {
    DeploymentGroupBuilder builder = DeploymentGroup.builder("shop").bake(Duration.ofHours(1));
    assertEquals(
        "bake was set before, to PT1H",
        assertThrows(IllegalStateException.class, () -> builder.bake(Duration.ofHours(2)))
            .getMessage());
    assertEquals(
        "readyWait: PT0S is out of range; allowed: above zero",
        assertThrows(IllegalArgumentException.class, () -> builder.readyWait(Duration.ZERO))
            .getMessage());
    Duration endless = ChronoUnit.FOREVER.getDuration();
    assertEquals(
        "eventTimeout: " + endless + " is out of range; allowed: at most 3650000 days",
        assertThrows(IllegalArgumentException.class, () -> builder.eventTimeout(endless))
            .getMessage());
    Duration longest = Duration.ofDays(3_650_000);
    assertSame(builder, builder.readyWait(longest));
    assertThrows(IllegalArgumentException.class, () -> builder.eventTimeout(longest.plusNanos(1)));
  }
}
