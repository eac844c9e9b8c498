package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.fleet.FleetSelection;
import dev.penstock.deploy.rollout.OrderedBy;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A deployment whose host does not keep to what it promised")
class UnkindHostTest {
  private static final String LONG = "x".repeat(1_000_000);

  private final Host host = new Host();

  private record Custom(Supplier<Step> answer) implements DeploymentStrategy {
    @Override
    public String name() {
      return "Custom";
    }

    @Override
    public Step next(Rollout rollout) {
      return answer.get();
    }
  }

  private Deployment deployed(DeploymentEngine engine, DeploymentGroupBuilder group) {
    OpenGroup open = engine.open(group.build());
    return Host.now(open.deploy(Host.revision("r1"), "r1").thenCompose(open::ended));
  }

  private static DeploymentGroupBuilder web() {
    return DeploymentGroup.builder("web").side("hosts", "i-1", "i-2");
  }

  private static <T> CompletionStage<T> nothing() {
    return CompletableFuture.completedStage(null);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("fails an event whose runner gives no result")
  void noResult() {
    host.start();
    Deployment end =
        deployed(
            DeploymentEngine.builder(host.processes(), host.time.clock())
                .lifecycleRunner(task -> nothing())
                .build(),
            web());
    assertEquals(DeploymentStatus.FAILED, end.status());
    assertEquals(
        "the lifecycle runner gave no result", end.targets().get(0).events().get(0).message());
  }

  @Test
  @DisplayName("fails if its instances are looked for and nobody names them")
  void noInstances() {
    host.start();
    Deployment end =
        deployed(
            DeploymentEngine.builder(host.processes(), host.time.clock())
                .lifecycleRunner(task -> nothing())
                .instanceSource(selection -> nothing())
                .build(),
            DeploymentGroup.builder("web")
                .side("hosts", FleetSelection.builder().autoScalingGroups("asg").build()));
    assertEquals("INTERNAL_ERROR", end.code());
    assertEquals(
        "the instances could not be found: the instance source named no instances", end.reason());
  }

  @Test
  @DisplayName("ends if its strategy gives no step, or a wait that no calendar has")
  void strategies() {
    DeploymentEngine engine = host.start();
    Map<String, Supplier<Step>> answers =
        Map.of(
            "nothing", () -> null,
            "endless", () -> new Step.Move(1, Duration.ofSeconds(Long.MAX_VALUE)));
    answers.forEach(
        (name, answer) -> {
          DeploymentGroupBuilder group = DeploymentGroup.builder(name).side("hosts", "i-1");
          Deployment end = deployed(engine, group.fleetStrategy(new Custom(answer)));
          assertEquals("STRATEGY_FAILED", end.code(), name);
        });
  }

  @Test
  @DisplayName("keeps the beginning of what is told at any length")
  void texts() {
    DeploymentEngine engine = host.start();
    Deployment stopped =
        deployed(
            engine, web().fleetStrategy(new Custom(() -> new Step.Stop("A".repeat(500), LONG))));
    assertEquals(OrderedBy.LONGEST_REASON, stopped.reason().length());
    assertEquals("A".repeat(99) + "…", stopped.code());
    String wide = "A".repeat(98) + "\uD83D\uDE80".repeat(200); // a cut at 99 would halve one
    Deployment halved =
        deployed(
            engine,
            DeploymentGroup.builder("wide")
                .side("hosts", "k-1")
                .fleetStrategy(new Custom(() -> new Step.Stop(wide, "why"))));
    assertEquals("A".repeat(98) + "…", halved.code());
    host.hanging.add("r1 j-1 ApplicationStop");
    OpenGroup busy =
        engine.open(
            DeploymentGroup.builder("busy")
                .side("hosts", "j-1")
                .newerRevision(NewerRevision.QUEUE)
                .build());
    DeploymentId first = Host.now(busy.deploy(Host.revision("r1"), "r1"));
    DeploymentId second = Host.now(busy.deploy(Host.revision("r2"), "r2"));
    for (DeploymentId id : List.of(second, first)) {
      assertInstanceOf(
          CommandResult.Accepted.class,
          Host.now(busy.stop(id, LONG, RollbackChoice.AS_THE_GROUP_SAYS)));
      assertEquals(OrderedBy.LONGEST_REASON, Host.now(busy.deployment(id)).reason().length());
    }
  }

  @ParameterizedTest
  @EnumSource(DeploymentPlatform.class)
  @DisplayName("is bound by no limit that is beyond all time and number")
  void limits(DeploymentPlatform platform) {
    DeploymentLimits limits = DeploymentLimits.open();
    for (DeploymentLimit limit : DeploymentLimit.values()) {
      limits = limits.with(limit, Long.MAX_VALUE);
    }
    DeploymentGroupBuilder group =
        DeploymentGroup.builder("web").platform(platform).side("blue", "i-1").limits(limits);
    if (platform.isBlueGreen()) {
      group.side("green", "i-2");
    }
    if (platform == DeploymentPlatform.ECS_BLUE_GREEN) {
      group.service("shop").bake(Duration.ofDays(1));
    }
    if (platform.isBlueGreen() && platform != DeploymentPlatform.SERVER_BLUE_GREEN) {
      group.trafficStrategy(DeploymentStrategy.linear(Weight.ofPercent(50), Duration.ofHours(1)));
    }
    OpenGroup open = host.start().open(group.build());
    DeploymentId id = Host.now(open.deploy(Host.revision("r1"), "r1"));
    host.time.advance(Duration.ofDays(3));
    Deployment end = Host.now(open.ended(id));
    assertEquals(DeploymentStatus.SUCCEEDED, end.status(), end.reason());
  }

  @Test
  @DisplayName("goes through no zones whose wait no calendar has")
  void zones() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ZonalConfiguration.monitoring(endless))
            .getMessage();
    assertTrue(message.endsWith("allowed: zero to 3650000 days"), message);
    ZonalConfiguration longest = ZonalConfiguration.monitoring(Step.LONGEST_HOLD);
    OpenGroup open =
        host.start()
            .open(
                web()
                    .fleetStrategy(MinimumHealthyHosts.count(0))
                    .zonal(longest, Map.of("i-1", "a", "i-2", "b"))
                    .build());
    DeploymentId id = Host.now(open.deploy(Host.revision("r1"), "r1"));
    assertEquals(1, Host.now(open.deployment(id)).count(TargetStatus.SUCCEEDED));
  }
}
