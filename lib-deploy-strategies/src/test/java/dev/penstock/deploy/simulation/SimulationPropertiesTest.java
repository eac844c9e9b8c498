package dev.penstock.deploy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.traffic.Weight;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Any simulated rollout")
class SimulationPropertiesTest {

  @Property(seed = "20261121", tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Label("keeps its books: time never runs back, hosts are conserved, the minimum is kept")
  void books(
      @ForAll("strategies") DeploymentStrategy strategy,
      @ForAll @IntRange(min = 1, max = 60) int hosts,
      @ForAll Set<@IntRange(max = 59) Integer> unhealthy,
      @ForAll Set<@IntRange(max = 59) Integer> failing,
      @ForAll @IntRange(max = 90) int alarmMinute) {
    int[] down = unhealthy.stream().mapToInt(i -> i).filter(i -> i < hosts).toArray();
    FleetSimulation simulation =
        RolloutSimulation.fleet(strategy, hosts)
            .unhealthyAtStart(down)
            .failing(failing::contains)
            .deploymentTakes(host -> Duration.ofSeconds(30L + host))
            .alarmAfter(Duration.ofMinutes(alarmMinute));
    RolloutResult result = simulation.run();
    int floor = Math.min(strategy.minimumHealthy(hosts), hosts - down.length);
    RolloutEvent before = new RolloutEvent(Duration.ZERO, Kind.STOPPED, 0, 0, 0, 0);
    for (RolloutEvent event : result.events()) {
      assertTrue(event.at().compareTo(before.at()) >= 0, result::toText);
      assertTrue(event.succeeded() >= before.succeeded(), result::toText);
      assertTrue(event.failed() >= before.failed(), result::toText);
      assertTrue(event.succeeded() + event.failed() <= hosts, result::toText);
      assertTrue(event.serving() <= hosts, result::toText);
      if (event.kind() == Kind.INCREMENT_STARTED) {
        assertTrue(event.serving() >= floor, result::toText);
      }
      before = event;
    }
    assertEquals(result.attempted(), before.succeeded() + before.failed());
    assertTrue(result.exposure().compareTo(result.duration()) <= 0, result::toText);
    assertEquals(result.outcome() == Outcome.SUCCEEDED, result.why().isEmpty());
    assertEquals(result, simulation.run(), "the same inputs give the same events");
    assertEquals(result.toSvg(), simulation.run().toSvg());
  }

  @Example
  @Label("is the same byte for byte on every machine, at any size")
  void sameBytes() throws NoSuchAlgorithmException {
    RolloutResult result =
        RolloutSimulation.fleet(MinimumHealthyHosts.percent(95), 200_000)
            .failing(host -> host * 2_654_435_761L % 1000 == 7)
            .deploymentTakes(host -> Duration.ofMillis(host * 40_503L % 90_001))
            .run();
    byte[] bytes = (result.toText() + result.toSvg()).getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertEquals("ceec457daee748a403e174f171cabadcf0e5ae8c7732e7448e03a9d51382328c", hash);
  }

  @Example
  @Label("has the same events byte for byte at any size, host by host too")
  void sameEvents() throws NoSuchAlgorithmException {
    Map<Integer, String> expected =
        Map.of(
            1, "8e0a4419df8aa99b0b830b249355f626e7bfd566d0b96391e9a8d5bd8a26ba68",
            100, "c86a8c1f1cc6faa52566e600b2db0790490b7581dc5649fe34e646b7bbbfc976",
            10_000, "d584bd9148f0fecc648af61c47e2ae03a606101081d291306a46b8ae430ca13a",
            100_000, "e2cbbcc980e4ad67aa1d8adcb5e709c570093beeb91c27aa8dd57c82eb40895d");
    Map<Integer, String> found = new HashMap<>();
    for (int hosts : expected.keySet()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      FleetSimulation simulation =
          RolloutSimulation.fleet(MinimumHealthyHosts.percent(95).allowingSingleTarget(), hosts)
              .failing(host -> host * 2_654_435_761L % 1000 == 7)
              .deploymentTakesMillis(host -> host * 40_503L % 90_001);
      for (RolloutResult result : List.of(simulation.run(), simulation.refilling().run())) {
        for (RolloutEvent event : result.events()) {
          digest.update(event.toString().getBytes(StandardCharsets.UTF_8));
        }
      }
      found.put(hosts, HexFormat.of().formatHex(digest.digest()));
    }
    assertEquals(expected, found);
  }

  @Provide
  static Arbitrary<DeploymentStrategy> strategies() {
    Arbitrary<Weight> shares = Arbitraries.integers().between(1, 9_999).map(Weight::new);
    Arbitrary<Duration> intervals = Arbitraries.integers().between(0, 600).map(Duration::ofSeconds);
    return Arbitraries.oneOf(
        Combinators.combine(shares, intervals).as(DeploymentStrategy::canary),
        Combinators.combine(shares, intervals).as(DeploymentStrategy::linear),
        Arbitraries.integers().between(0, 61).map(DeploymentStrategy::minimumHealthyHosts),
        Arbitraries.integers().between(0, 99).map(DeploymentStrategy::minimumHealthyPercent),
        Arbitraries.of(
            DeploymentStrategy.allAtOnce(),
            DeploymentStrategy.halfAtATime(),
            DeploymentStrategy.oneAtATime()));
  }
}
