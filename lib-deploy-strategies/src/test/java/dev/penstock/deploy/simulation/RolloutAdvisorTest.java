package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.simulation.Recommendation.Advice;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An advisor")
class RolloutAdvisorTest {

  private static final int FLEETS = 60;
  private static final int RUNS = 12;

  private static RolloutAdvisor hundred() {
    return RolloutAdvisor.forHosts(100)
        .headroom(Weight.ofPercent(20))
        .deploymentTakes(ofSeconds(30), ofMinutes(2))
        .detectionTakes(ofMinutes(3))
        .requestsPerSecond(500)
        .exposureBudget(50_000)
        .deadline(Duration.ofHours(1));
  }

  @Test
  @DisplayName("ranks what meets all needs, with the reasons for and against")
  void ranks() {
    assertEquals(
        """
        1. Linear10PercentEvery3Minutes, hosts
           + 90 % of the hosts serve at the worst moment
           + a bad revision gets at most 9,000 request-minutes
           + all is on a good revision within 0:47:00
           - it takes 2.1 times as long as the fastest that suits
        2. Linear20PercentEvery3Minutes, hosts
           + 80 % of the hosts serve at the worst moment
           + a bad revision gets at most 18,000 request-minutes
           + all is on a good revision within 0:22:00
           - it exposes 2.0 times as many requests as the one that exposes least
        """,
        hundred().recommend().toText());
  }

  @Test
  @DisplayName("thinks of a second fleet only if there can be one, and says that it is needed")
  void secondFleet() {
    Recommendation without = hundred().recommend();
    assertTrue(without.suitable().stream().noneMatch(advice -> advice.candidate().isTraffic()));
    assertTrue(without.others().stream().noneMatch(advice -> advice.candidate().isTraffic()));
    Advice best = hundred().withSecondFleet().recommend().best().orElseThrow();
    assertEquals("Canary1Percent3Minutes, traffic", best.candidate().name());
    assertEquals(
        List.of(
            "100 % of the hosts serve at the worst moment",
            "a bad revision gets at most 900 request-minutes",
            "all is on a good revision within 0:05:00",
            "going back is a matter of routing and takes no time"),
        best.reasonsFor());
    assertEquals(
        List.of(
            "it needs a second fleet of 100 hosts for the time",
            "a bad revision must be noticed by as few as 900 requests to it"),
        best.reasonsAgainst());
  }

  @Test
  @DisplayName("names the nearest, and what it misses, if nothing meets all needs")
  void nearest() {
    Recommendation recommendation =
        RolloutAdvisor.forHosts(10)
            .headroom(Weight.ofPercent(5))
            .deadline(ofMinutes(2))
            .recommend();
    assertEquals(List.of(), recommendation.suitable());
    assertEquals(
        """
        no strategy meets all needs
        the nearest is HalfAtATime, hosts, because it misses them by the smallest factor
           + a bad revision gets at most 42,000 request-minutes
           + all is on a good revision within 0:02:00
           - only 50 % of the hosts serve at the worst moment; 95 % are needed
        """,
        recommendation.toText());
  }

  @Test
  @DisplayName("claims of each candidate no more than holds in any rollout")
  void claims() {
    SplittableRandom random = new SplittableRandom(20261126);
    for (int i = 0; i < FLEETS; i++) {
      int hosts = random.nextInt(1, 60);
      Duration fastest = ofSeconds(random.nextInt(0, 120));
      Duration slowest = fastest.plusSeconds(random.nextInt(0, 300));
      Duration detection = ofSeconds(random.nextInt(0, 600));
      Recommendation recommendation =
          RolloutAdvisor.forHosts(hosts)
              .headroom(Weight.ofPercent(random.nextInt(0, 80)))
              .deploymentTakes(fastest, slowest)
              .detectionTakes(detection)
              .requestsPerSecond(50)
              .withSecondFleet()
              .recommend();
      List<Advice> all = new ArrayList<>(recommendation.suitable());
      all.addAll(recommendation.others());
      assertFalse(all.isEmpty());
      for (Advice advice : all) {
        check(advice, hosts, TimeSpread.between(fastest, slowest), detection, random);
      }
    }
  }

  private static void check(
      Advice advice, int hosts, TimeSpread times, Duration detection, SplittableRandom random) {
    long second = detection.toSeconds();
    for (int run = 0; run < RUNS; run++) {
      Duration noticed = ofSeconds(run == 0 ? second : random.nextLong(0, second + 1));
      TimeSpread drawn =
          switch (run % 3) {
            case 0 -> times;
            case 1 -> new TimeSpread(times.least(), times.least(), times.least(), times.most());
            default -> new TimeSpread(times.least(), times.least(), times.most(), times.most());
          };
      RolloutScenarioBuilder scenario =
          RolloutScenario.builder(hosts)
              .deploymentTakes(drawn)
              .requestsPerSecond(50)
              .noticedByUsersAfter(noticed);
      SimulatedRollout bad = scenario.build().simulate(advice.candidate(), run);
      String what = advice + "\n" + bad.toText();
      assertTrue(bad.figures().requestMinutes() <= advice.requestMinutes(), what);
      assertTrue(bad.figures().lowestCapacity().compareTo(advice.lowestCapacity()) >= 0, what);
      SimulatedRollout good =
          scenario.badRevision(Weight.NONE).build().simulate(advice.candidate(), run);
      Duration full = good.figures().timeToFull().orElseThrow();
      assertTrue(full.compareTo(advice.timeToFull()) <= 0, advice + "\n" + good.toText());
    }
  }

  @Test
  @DisplayName("claims no less than happens in the worst rollout")
  void worst() {
    Recommendation recommendation = hundred().withSecondFleet().recommend();
    List<Advice> all = new ArrayList<>(recommendation.suitable());
    all.addAll(recommendation.others());
    for (Advice advice : all) {
      RolloutScenarioBuilder slow =
          RolloutScenario.builder(100).deploymentTakes(TimeSpread.of(ofMinutes(2)));
      RolloutFigures good =
          slow.badRevision(Weight.NONE).build().simulate(advice.candidate(), 1).figures();
      assertEquals(advice.timeToFull(), good.timeToFull().orElseThrow());
      assertEquals(advice.lowestCapacity(), good.lowestCapacity());
      RolloutFigures bad =
          RolloutScenario.builder(100)
              .deploymentTakes(TimeSpread.of(ofSeconds(30)))
              .rollbackTakes(TimeSpread.of(ofMinutes(2)))
              .requestsPerSecond(500)
              .noticedByUsersAfter(ofMinutes(3))
              .build()
              .simulate(advice.candidate(), 1)
              .figures();
      // Slow hosts in flight delay the way back by at most 120 seconds.
      long slack = advice.candidate().isTraffic() ? 0 : 120 * 500;
      assertTrue(
          bad.requestMinutes() <= advice.requestMinutes()
              && bad.requestMinutes() + slack >= advice.requestMinutes(),
          advice::toString);
    }
  }

  @Test
  @DisplayName("refuses what is out of range, and says what is allowed")
  void wrongUse() {
    RolloutAdvisor advisor = RolloutAdvisor.forHosts(3);
    assertThrows(IllegalArgumentException.class, () -> RolloutAdvisor.forHosts(0));
    assertThrows(IllegalArgumentException.class, () -> advisor.requestsPerSecond(-1));
    assertThrows(IllegalArgumentException.class, () -> advisor.exposureBudget(-1));
    assertThrows(IllegalArgumentException.class, () -> advisor.deadline(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> advisor.detectionTakes(ofSeconds(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> advisor.deploymentTakes(ofMinutes(2), ofMinutes(1)));
  }
}
