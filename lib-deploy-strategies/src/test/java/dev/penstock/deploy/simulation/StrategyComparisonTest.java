package dev.penstock.deploy.simulation;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.simulation.StrategyComparison.Percentiles;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import dev.penstock.deploy.traffic.Weight;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@DisplayName("Strategies compared")
class StrategyComparisonTest {

  private static final Candidate ALL = Candidate.hosts(DeploymentStrategy.allAtOnce());
  private static final Candidate ONE = Candidate.hosts(DeploymentStrategy.oneAtATime());
  private static final Candidate FIRST_FIFTH =
      Candidate.hosts(DeploymentStrategy.canary(Weight.ofPercent(20), ofMinutes(1)));
  private static final Candidate CANARY =
      Candidate.traffic(DeploymentStrategy.canary(Weight.ofPercent(10), ofMinutes(5)));

  private final RolloutScenario scenario =
      RolloutScenario.builder(10)
          .badRevision(Weight.ofPercent(25))
          .alarmAbove(Weight.ofPercent(1), ofMinutes(2))
          .build();

  @Test
  @DisplayName("are told in a table")
  void table() {
    assertEquals(
        """
        1,000 rollouts each, 10 hosts, seed 7
        good revisions that succeeded
          AllAtOnce, hosts                               759 of 759
          OneAtATime, hosts                              759 of 759
          Canary10Percent5Minutes, traffic               759 of 759
        time to full rollout, good revisions                    p50          p90          p99
          AllAtOnce, hosts                                  0:01:00      0:01:00      0:01:00
          OneAtATime, hosts                                 0:10:00      0:10:00      0:10:00
          Canary10Percent5Minutes, traffic                  0:06:00      0:06:00      0:06:00
        lowest capacity, all revisions                          p50          p90          p99
          AllAtOnce, hosts                                      0 %          0 %          0 %
          OneAtATime, hosts                                    90 %         90 %         90 %
          Canary10Percent5Minutes, traffic                    100 %        100 %        100 %
        time to detect, bad revisions                           p50          p90          p99
          AllAtOnce, hosts                                  0:02:00      0:02:00      0:02:00
          OneAtATime, hosts                                 0:02:00      0:02:00      0:02:00
          Canary10Percent5Minutes, traffic                  0:02:00      0:02:00      0:02:00
        time to recover, bad revisions                          p50          p90          p99
          AllAtOnce, hosts                                  0:00:00      0:00:00      0:00:00
          OneAtATime, hosts                                 0:02:00      0:02:00      0:02:00
          Canary10Percent5Minutes, traffic                  0:00:00      0:00:00      0:00:00
        request-minutes, bad revisions                          p50          p90          p99
          AllAtOnce, hosts                                   12,000       12,000       12,000
          OneAtATime, hosts                                   4,000        4,000        4,000
          Canary10Percent5Minutes, traffic                    1,200        1,200        1,200
        failed requests, bad revisions                          p50          p90          p99
          AllAtOnce, hosts                                   18,000       18,000       18,000
          OneAtATime, hosts                                   2,000        2,000        2,000
          Canary10Percent5Minutes, traffic                      600          600          600
        """,
        scenario.compare(1_000, 7, ALL, ONE, CANARY).toText());
  }

  @Test
  @DisplayName("have the percentiles of the same rollouts one by one")
  void percentiles() {
    RolloutScenario varied =
        RolloutScenario.builder(7)
            .deploymentTakes(TimeSpread.between(ofSeconds(1), ofMinutes(9)))
            .badRevision(Weight.ofPercent(40))
            .hostFails(Weight.ofPercent(25))
            .build();
    for (int runs : new int[] {1, 2, 3, 10, 99, 100, 101, 250}) {
      StrategyComparison.Row row = varied.compare(runs, 3, FIRST_FIFTH).row(FIRST_FIFTH.name());
      List<Long> full = new ArrayList<>();
      List<Long> capacity = new ArrayList<>();
      int bad = 0;
      int succeeded = 0;
      for (int run = 0; run < runs; run++) {
        SimulatedRollout rollout = varied.simulate(FIRST_FIFTH, Draw.seedOf(3, run));
        bad += rollout.bad() ? 1 : 0;
        succeeded += rollout.outcome() == Outcome.SUCCEEDED ? 1 : 0;
        capacity.add((long) rollout.figures().lowestCapacity().basisPoints());
        if (!rollout.bad()) {
          rollout.figures().timeToFull().ifPresent(time -> full.add(time.toMillis()));
        }
      }
      assertEquals(bad, row.bad());
      assertEquals(runs - bad, row.good());
      assertEquals(succeeded, row.succeeded());
      assertEquals(expected(capacity, true), row.figures().get(Figure.LOWEST_CAPACITY));
      assertEquals(
          full.isEmpty() ? null : expected(full, false), row.figures().get(Figure.TIME_TO_FULL));
    }
  }

  /** The smallest number with at least so many percent of all at or on the good side of it. */
  private static Percentiles expected(List<Long> values, boolean moreIsBetter) {
    List<Long> sorted = new ArrayList<>(values);
    sorted.sort(moreIsBetter ? Collections.reverseOrder() : null);
    long[] found = new long[3];
    int[] percents = {50, 90, 99};
    for (int i = 0; i < 3; i++) {
      int index = 0;
      while ((index + 1) * 100 < percents[i] * sorted.size()) {
        index++;
      }
      found[i] = sorted.get(index);
    }
    return new Percentiles(found[0], found[1], found[2]);
  }

  @Test
  @DisplayName("are drawn as a picture that can be read aloud and keeps to itself")
  void picture() throws Exception {
    String svg = scenario.compare(200, 7, ALL, new ManyWords().candidate(), CANARY).toSvg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("img", document.getDocumentElement().getAttribute("role"));
    assertEquals(
        "Strategies compared: 200 rollouts each, 10 hosts, seed 7",
        document.getElementsByTagName("title").item(0).getTextContent());
    String description = document.getElementsByTagName("desc").item(0).getTextContent();
    assertTrue(
        description.contains(
            "Canary10Percent5Minutes, traffic: 156 of 156 good revisions succeeded; time to full"
                + " rollout, good revisions: 0:06:00 (p50), 0:06:00 (p90), 0:06:00 (p99)"),
        description);
    assertTrue(svg.contains("a &lt; b &amp; as long a name as anybody would w…"), svg);
    for (String reachesOut : List.of("<style", "class=", "id=", "href", "<script", "url(")) {
      assertFalse(svg.contains(reachesOut), reachesOut);
    }
  }

  @Test
  @DisplayName("are drawn whatever their size")
  void scales() {
    for (long most : new long[] {0, 1, 9, 10, 11, 1_000, 999_999, 10_000_000_000L}) {
      for (Figure figure : Figure.values()) {
        Percentiles found =
            figure == Figure.LOWEST_CAPACITY
                ? new Percentiles(10_000, 5_000, 0)
                : new Percentiles(most / 2, most, most);
        ChartScale scale =
            ChartScale.of(
                figure, List.of(new StrategyComparison.Row("a", 1, 1, 0, Map.of(figure, found))));
        assertTrue(scale.ticks().size() >= 2 && scale.ticks().size() <= 5, scale.ticks()::toString);
        assertEquals(0, scale.pixel(0, 180));
        assertTrue(scale.pixel(found.ninetyNinth(), 180) <= 180, scale.ticks()::toString);
        for (ChartScale.Tick tick : scale.ticks()) {
          assertTrue(scale.pixel(tick.value(), 180) <= 180, scale.ticks()::toString);
        }
      }
    }
  }

  @Test
  @DisplayName("are looked up by name")
  void lookUp() {
    StrategyComparison comparison = scenario.compare(10, 7, ALL, CANARY);
    assertEquals(
        "candidate: \"x\" was not compared; allowed: AllAtOnce, hosts; Canary10Percent5Minutes,"
            + " traffic",
        assertThrows(IllegalArgumentException.class, () -> comparison.row("x")).getMessage());
  }

  private record ManyWords() implements DeploymentStrategy {
    Candidate candidate() {
      return Candidate.hosts(this);
    }

    @Override
    public String name() {
      return "a < b & as long a name as anybody would want to read";
    }

    @Override
    public Step next(Rollout rollout) {
      return DeploymentStrategy.allAtOnce().next(rollout);
    }
  }
}
