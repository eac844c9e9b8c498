package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("The name of a strategy")
class StrategyNamesTest {

  @Property(seed = "7", tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @Label("says all that the strategy consists of")
  void roundTrip(@ForAll("strategies") DeploymentStrategy strategy) {
    assertEquals(strategy, DeploymentStrategy.named(strategy.name()));
  }

  @Example
  @Label("may be one of the service's")
  void predefined() {
    for (Map.Entry<String, DeploymentStrategy> each : PredefinedConfigurations.all().entrySet()) {
      assertEquals(each.getValue(), DeploymentStrategy.named(each.getKey()));
      assertEquals(each.getValue(), DeploymentStrategy.named(each.getValue().name()));
    }
  }

  @Example
  @Label("is read as people write it")
  void spellings() {
    Weight tenth = Weight.ofPercent(10);
    assertEquals(
        Canary.of(tenth, Duration.ofMinutes(90)),
        DeploymentStrategy.named("Canary10.0PercentPT1H30M"));
    assertEquals(
        Linear.of(tenth, Duration.ofMinutes(2)),
        DeploymentStrategy.named("Linear10PercentEvery2Minute"));
    assertEquals(
        Stepped.of(tenth, Duration.ZERO).then(Weight.ofPercent(20), Duration.ofSeconds(1)),
        DeploymentStrategy.named("Stepped10Percent0MinutesThen20Percent1Second"));
  }

  @Property(seed = "8", tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  @Label("with faults is refused by a message, never otherwise")
  void faults(@ForAll("faulty") String name) {
    try {
      assertEquals(DeploymentStrategy.named(name), DeploymentStrategy.named(name));
    } catch (IllegalArgumentException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("allowed: "), message);
    }
  }

  @Example
  @Label("that is not known is refused with those that are")
  void unknown() {
    for (String name :
        List.of(
            "",
            "Canary10",
            "canary10Percent5Minutes",
            "OneAtATimeOrSingleTarget",
            "HostCount3OrSingleTargetOrSingleTarget",
            "Canary10PercentPT5M5M",
            "HostCount9999999999")) {
      assertEquals(
          "strategy: \""
              + name
              + "\" is not known; allowed: AllAtOnce, HalfAtATime, OneAtATime, HostCount6,"
              + " FleetPercent75, Canary10Percent5Minutes, Linear12.5PercentEvery90Seconds,"
              + " Stepped1Percent30MinutesThen25Percent10Minutes and the like, and the predefined"
              + " names that start with CodeDeployDefault.",
          refusal(name));
    }
    assertEquals(
        "minimumHealthyHosts: 100 % is out of range; allowed: 0 to 99 (if all stay healthy, none"
            + " can be taken out)",
        refusal("FleetPercent100"));
    assertEquals(
        "strategy: a name of 16394 characters is out of range; allowed: at most 8192",
        refusal("HostCount" + "1".repeat(16_385)));
  }

  private static String refusal(String name) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> DeploymentStrategy.named(name), name)
            .getMessage());
  }

  @Provide
  static Arbitrary<String> faulty() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 80);
    Arbitrary<Character> characters = Arbitraries.of('0', '9', '.', 'P', 'T', 'M', 's', '\n', '٣');
    return Combinators.combine(strategies().map(DeploymentStrategy::name), places, characters)
        .as(
            (name, place, character) -> {
              int at = Math.min(place, name.length());
              return name.substring(0, at) + character + name.substring(at);
            });
  }

  @Provide
  static Arbitrary<DeploymentStrategy> strategies() {
    Arbitrary<Weight> shares = Arbitraries.integers().between(1, 9_999).map(Weight::new);
    Arbitrary<Duration> times =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 365 * 24 * 60).map(Duration::ofMinutes),
            Arbitraries.integers().between(0, 10_000).map(Duration::ofSeconds),
            Arbitraries.integers().between(0, 10_000_000).map(Duration::ofMillis));
    Arbitrary<Boolean> switches = Arbitraries.of(true, false);
    Arbitrary<DeploymentStrategy> counts =
        Combinators.combine(Arbitraries.integers().between(0, Integer.MAX_VALUE), switches)
            .as((n, s) -> new MinimumHealthyHosts(MinimumHealthyHosts.Type.HOST_COUNT, n, s));
    Arbitrary<DeploymentStrategy> percents =
        Combinators.combine(Arbitraries.integers().between(0, 99), switches)
            .as((n, s) -> new MinimumHealthyHosts(MinimumHealthyHosts.Type.FLEET_PERCENT, n, s));
    return Arbitraries.oneOf(
        Combinators.combine(shares, times).as(DeploymentStrategy::canary),
        Combinators.combine(shares, times).as(DeploymentStrategy::linear),
        counts,
        percents,
        switches.map(HalfAtATime::new),
        Arbitraries.of(new AllAtOnce(), new OneAtATime()),
        Combinators.combine(shares.list().ofMinSize(1).ofMaxSize(100), times.list().ofSize(100))
            .as(StrategyNamesTest::steps));
  }

  private static DeploymentStrategy steps(List<Weight> shares, List<Duration> times) {
    List<Stepped.Increment> steps = new ArrayList<>();
    for (Weight share : new TreeSet<>(shares)) {
      steps.add(new Stepped.Increment(share, times.get(steps.size())));
    }
    return new Stepped(steps);
  }
}
