package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The limits of deployments")
class LimitsTest {
  private static final DeploymentLimits SERVICE = DeploymentLimits.codeDeploy();

  private static List<String> faults(DeploymentGroupBuilder builder) {
    return assertThrows(InvalidDefinitionException.class, builder::build).diagnostics().stream()
        .map(fault -> fault.path() + ": " + fault.found() + "; allowed: " + fault.allowed())
        .toList();
  }

  private static DeploymentGroupBuilder twoSides(DeploymentPlatform platform) {
    return DeploymentGroup.builder("shop")
        .platform(platform)
        .side("blue", "b-1")
        .side("green", "g-1");
  }

  @Test
  @DisplayName("are open unless set, and each can be set or lifted")
  void settable() {
    for (DeploymentLimit limit : DeploymentLimit.values()) {
      assertEquals(OptionalLong.empty(), DeploymentLimits.open().value(limit));
      assertEquals(OptionalLong.of(limit.documented()), SERVICE.value(limit));
      assertEquals(OptionalLong.of(limit.newer()), DeploymentLimits.codeDeployNewer().value(limit));
      assertEquals(OptionalLong.of(7), SERVICE.with(limit, 7).value(limit));
      assertEquals(OptionalLong.empty(), SERVICE.without(limit).value(limit));
    }
    assertEquals(SERVICE, DeploymentLimits.codeDeploy());
    assertEquals(
        "INSTANCES: 0 is out of range; allowed: above zero",
        assertThrows(
                IllegalArgumentException.class, () -> SERVICE.with(DeploymentLimit.INSTANCES, 0))
            .getMessage());
    assertEquals(
        DeploymentLimits.open(), DeploymentGroup.builder("shop").side("a", "i-1").build().limits());
  }

  @Test
  @DisplayName("have the values of the service, the older and the newer")
  @Covers({"D-436", "D-437", "D-438", "D-439", "D-440", "D-472"})
  void values() {
    assertEquals(
        List.of(
            "DESCRIPTION_LENGTH 256 256",
            "DEPLOYMENTS_PER_GROUP 1 1",
            "DEPLOYMENTS_PER_ACCOUNT 1000 1300",
            "INSTANCES 1000 2000",
            "INSTANCES_PER_ACCOUNT 1000 3000",
            "IN_PLACE_SECONDS 28800 43200",
            "SERVER_READY_WAIT_SECONDS 172800 172800",
            "ECS_READY_WAIT_SECONDS 432000 432000",
            "TERMINATION_WAIT_SECONDS 172800 172800",
            "BLUE_GREEN_SECONDS 392400 392400",
            "LAMBDA_SHIFT_SECONDS 172800 172800",
            "LAMBDA_SECONDS 180000 180000",
            "EVENT_SECONDS 3600 3600",
            "START_SECONDS 300 300",
            "INCREMENT_PERCENT 99 99",
            "ALARMS 10 50",
            "TRIGGERS 10 10",
            "GROUPS_PER_ECS_SERVICE 1 1"),
        Arrays.stream(DeploymentLimit.values())
            .map(limit -> limit + " " + limit.documented() + " " + limit.newer())
            .toList());
  }

  @Test
  @DisplayName("bound the instances of a deployment")
  @Covers("D-434")
  void instances() {
    List<String> many = IntStream.range(0, 1_001).mapToObj(i -> "i-" + i).toList();
    assertEquals(
        List.of("sides[0].instances: 1001 instances; allowed: at most 1000 by the limit INSTANCES"),
        faults(DeploymentGroup.builder("shop").side("hosts", many).limits(SERVICE)));
    assertNotNull(
        DeploymentGroup.builder("shop")
            .side("hosts", many.subList(0, 1_000))
            .limits(SERVICE)
            .build());
    assertNotNull(
        DeploymentGroup.builder("shop")
            .side("hosts", many)
            .limits(DeploymentLimits.codeDeployNewer())
            .build());
    assertNotNull(DeploymentGroup.builder("shop").side("hosts", many).build());
  }

  @Test
  @DisplayName("bound the waits of each platform")
  @Covers({"D-322", "D-323", "D-436", "D-437", "D-472"})
  void waits() {
    assertEquals(
        List.of(
            "readyWait: PT48H1S is too long; allowed: at most PT48H by the limit"
                + " SERVER_READY_WAIT_SECONDS",
            "bake: PT48H1S is too long; allowed: at most PT48H by the limit"
                + " TERMINATION_WAIT_SECONDS"),
        faults(
            twoSides(DeploymentPlatform.SERVER_BLUE_GREEN)
                .readyWait(Duration.ofDays(2).plusSeconds(1))
                .bake(Duration.ofDays(2).plusSeconds(1))
                .limits(SERVICE.without(DeploymentLimit.BLUE_GREEN_SECONDS))));
    assertNotNull(
        twoSides(DeploymentPlatform.SERVER_BLUE_GREEN)
            .readyWait(Duration.ofDays(2))
            .bake(Duration.ofDays(2))
            .limits(SERVICE)
            .build());
    assertEquals(
        List.of(
            "readyWait: PT120H1S is too long; allowed: at most PT120H by the limit"
                + " ECS_READY_WAIT_SECONDS"),
        faults(
            twoSides(DeploymentPlatform.ECS_BLUE_GREEN)
                .service("shop/web")
                .readyWait(Duration.ofDays(5).plusSeconds(1))
                .limits(SERVICE)));
    assertNotNull(
        twoSides(DeploymentPlatform.ECS_BLUE_GREEN)
            .service("shop/web")
            .readyWait(Duration.ofDays(5))
            .limits(SERVICE)
            .build());
  }

  @Test
  @DisplayName("bound a deployment as a whole: 109 hours to servers, 50 of a function")
  @Covers({"D-438", "D-439"})
  void wholes() {
    assertEquals(
        List.of(
            "bake: PT122H is too long; allowed: at most PT109H by the limit BLUE_GREEN_SECONDS"),
        faults(
            twoSides(DeploymentPlatform.SERVER_BLUE_GREEN)
                .readyWait(Duration.ofDays(2))
                .bake(Duration.ofDays(2))
                .eventTimeout(Duration.ofHours(2))
                .limits(SERVICE.without(DeploymentLimit.EVENT_SECONDS))));
    assertEquals(
        Duration.ofHours(109),
        Duration.ofDays(2).plus(Duration.ofDays(2)).plus(Duration.ofHours(13)));
    DeploymentStrategy slow =
        DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(2_881));
    assertEquals(
        List.of(
            "trafficStrategy: PT48H1M is too long; allowed: at most PT48H by the limit"
                + " LAMBDA_SHIFT_SECONDS",
            "trafficStrategy: PT50H1M is too long; allowed: at most PT50H by the limit"
                + " LAMBDA_SECONDS"),
        faults(twoSides(DeploymentPlatform.LAMBDA_ALIAS).trafficStrategy(slow).limits(SERVICE)));
    assertNotNull(
        twoSides(DeploymentPlatform.LAMBDA_ALIAS)
            .trafficStrategy(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofDays(2)))
            .limits(SERVICE)
            .build());
    DeploymentGroup lambda = twoSides(DeploymentPlatform.LAMBDA_ALIAS).limits(SERVICE).build();
    assertEquals(Optional.of(Duration.ofHours(50)), planned(lambda).way().longest());
    DeploymentGroup servers =
        twoSides(DeploymentPlatform.SERVER_BLUE_GREEN)
            .bake(Duration.ofDays(2))
            .limits(SERVICE)
            .build();
    assertEquals(
        Optional.of(Duration.ofHours(61)),
        planned(servers).way().longest(),
        "until the original is only kept");
  }

  private static DeploymentPlan planned(DeploymentGroup group) {
    return Ways.first(group);
  }

  @Test
  @DisplayName("bound how long events take and how late they start")
  @Covers("D-440")
  void events() {
    assertEquals(
        List.of(
            "eventTimeout: PT1H1S is too long; allowed: at most PT1H by the limit EVENT_SECONDS"),
        faults(
            DeploymentGroup.builder("shop")
                .side("hosts", "i-1")
                .eventTimeout(Duration.ofHours(1).plusSeconds(1))
                .limits(SERVICE)));
    DeploymentGroup group =
        DeploymentGroup.builder("shop").side("hosts", "i-1").limits(SERVICE).build();
    assertEquals(Duration.ofHours(1), planned(group).eventTimeout());
    assertEquals(Optional.of(Duration.ofMinutes(5)), planned(group).way().startWithin());
    DeploymentGroup open = DeploymentGroup.builder("shop").side("hosts", "i-1").build();
    assertEquals(Optional.empty(), planned(open).way().startWithin());
  }

  @Test
  @DisplayName("bound each of several increments of traffic, and not the whole")
  @Covers("D-444")
  void increments() {
    DeploymentStrategy most = DeploymentStrategy.canary(Weight.ofPercent(99), Ways.HOUR);
    DeploymentStrategy more = DeploymentStrategy.canary(new Weight(9_901), Ways.HOUR);
    DeploymentStrategy moreLater = DeploymentStrategy.canary(new Weight(99), Ways.HOUR);
    assertEquals(
        faults(twoSides(DeploymentPlatform.SERVER_SIDES).trafficStrategy(more).limits(SERVICE)),
        faults(
            twoSides(DeploymentPlatform.SERVER_SIDES).trafficStrategy(moreLater).limits(SERVICE)),
        "also if it is not the first");
    assertNotNull(
        twoSides(DeploymentPlatform.SERVER_SIDES).trafficStrategy(most).limits(SERVICE).build());
    assertEquals(
        List.of(
            "trafficStrategy: an increment of 99.01 %; allowed: at most 99 % in each by the limit"
                + " INCREMENT_PERCENT"),
        faults(twoSides(DeploymentPlatform.SERVER_SIDES).trafficStrategy(more).limits(SERVICE)));
    assertNotNull(
        twoSides(DeploymentPlatform.SERVER_SIDES)
            .trafficStrategy(DeploymentStrategy.allAtOnce())
            .limits(SERVICE)
            .build());
    assertNotNull(twoSides(DeploymentPlatform.SERVER_SIDES).trafficStrategy(more).build());
  }
}
