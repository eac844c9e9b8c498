package dev.penstock.deploy.analysis;

import static dev.penstock.deploy.analysis.AnalysisStatus.ERROR;
import static dev.penstock.deploy.analysis.AnalysisStatus.FAILED;
import static dev.penstock.deploy.analysis.AnalysisStatus.INCONCLUSIVE;
import static dev.penstock.deploy.analysis.AnalysisStatus.RUNNING;
import static dev.penstock.deploy.analysis.AnalysisStatus.SUCCESSFUL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Metrics together")
class CombinationTest {
  private static final List<AnalysisStatus> STATUSES =
      List.of(RUNNING, SUCCESSFUL, FAILED, INCONCLUSIVE, ERROR);
  private static final int[] WEIGHTS = {1, 2, 3, 5};

  private static Analysis analysis(Combination combination) {
    List<Metric> metrics = new ArrayList<>();
    for (int weight : WEIGHTS) {
      metrics.add(Metric.named("m" + weight).weight(weight).build());
    }
    return new Analysis("four", metrics, combination, Optional.empty());
  }

  private static AnalysisStatus status(Combination combination, AnalysisStatus... each) {
    List<MetricRun> runs = new ArrayList<>();
    for (int i = 0; i < each.length; i++) {
      runs.add(
          new MetricRun(
              "m" + WEIGHTS[i],
              MetricCounts.NONE,
              Story.START,
              Story.START,
              each[i],
              "",
              List.of()));
    }
    return Tally.of(analysis(combination), runs).status();
  }

  @Test
  @DisplayName("are all good, or the first that is not ends it with its status")
  void all() {
    Combination all = new Combination.All();
    assertEquals(SUCCESSFUL, status(all, SUCCESSFUL, SUCCESSFUL, SUCCESSFUL, SUCCESSFUL));
    assertEquals(RUNNING, status(all, SUCCESSFUL, SUCCESSFUL, SUCCESSFUL, RUNNING));
    for (AnalysisStatus other : List.of(FAILED, INCONCLUSIVE, ERROR)) {
      assertEquals(other, status(all, RUNNING, RUNNING, other, RUNNING));
    }
    assertEquals(FAILED, status(all, ERROR, INCONCLUSIVE, FAILED, SUCCESSFUL));
    assertEquals(ERROR, status(all, ERROR, INCONCLUSIVE, SUCCESSFUL, SUCCESSFUL));
  }

  @Test
  @DisplayName("are good by any one")
  void any() {
    Combination any = new Combination.Any();
    assertEquals(SUCCESSFUL, status(any, FAILED, ERROR, SUCCESSFUL, RUNNING));
    assertEquals(RUNNING, status(any, FAILED, ERROR, INCONCLUSIVE, RUNNING));
    assertEquals(FAILED, status(any, FAILED, FAILED, FAILED, FAILED));
    assertEquals(INCONCLUSIVE, status(any, FAILED, FAILED, INCONCLUSIVE, FAILED));
    assertEquals(ERROR, status(any, ERROR, FAILED, INCONCLUSIVE, FAILED));
  }

  @Test
  @DisplayName("are good by a quorum, and bad as soon as there cannot be one")
  void quorum() {
    Combination two = new Combination.Quorum(2);
    assertEquals(SUCCESSFUL, status(two, SUCCESSFUL, FAILED, SUCCESSFUL, RUNNING));
    assertEquals(RUNNING, status(two, SUCCESSFUL, FAILED, FAILED, RUNNING));
    assertEquals(FAILED, status(two, RUNNING, FAILED, FAILED, FAILED));
    assertEquals(INCONCLUSIVE, status(two, SUCCESSFUL, FAILED, FAILED, INCONCLUSIVE));
    assertEquals(ERROR, status(two, SUCCESSFUL, FAILED, FAILED, ERROR));
  }

  @Test
  @DisplayName("are good, marginal or bad by the weights of the good ones")
  void score() {
    // the weights 1, 2, 3 and 5 are 11: 8 of them pass, 5 are marginal
    Combination score = new Combination.Score(72.7, 45.4);
    assertEquals(SUCCESSFUL, status(score, FAILED, FAILED, SUCCESSFUL, SUCCESSFUL)); // 8
    assertEquals(INCONCLUSIVE, status(score, FAILED, SUCCESSFUL, FAILED, SUCCESSFUL)); // 7
    assertEquals(INCONCLUSIVE, status(score, FAILED, FAILED, FAILED, SUCCESSFUL)); // 5
    assertEquals(FAILED, status(score, SUCCESSFUL, FAILED, SUCCESSFUL, FAILED)); // 4
    assertEquals(RUNNING, status(score, RUNNING, SUCCESSFUL, FAILED, SUCCESSFUL)); // 7 or 8
    assertEquals(INCONCLUSIVE, status(score, RUNNING, FAILED, FAILED, SUCCESSFUL)); // 5 or 6
    assertEquals(FAILED, status(score, SUCCESSFUL, RUNNING, FAILED, FAILED)); // 3 at most
    assertEquals(ERROR, status(score, FAILED, FAILED, SUCCESSFUL, ERROR)); // 3, maybe 8
    assertEquals(INCONCLUSIVE, status(score, FAILED, FAILED, SUCCESSFUL, INCONCLUSIVE));
    Combination exact = new Combination.Score(100, 7);
    assertEquals(SUCCESSFUL, status(exact, SUCCESSFUL, SUCCESSFUL, SUCCESSFUL, SUCCESSFUL));
  }

  /** Every state of four metrics under every combination: 625 states each. */
  @Test
  @DisplayName("have a verdict only if it cannot turn good any more, or not bad any more")
  void certain() {
    List<Combination> combinations = new ArrayList<>();
    combinations.add(new Combination.All());
    combinations.add(new Combination.Any());
    for (int needed = 1; needed <= 4; needed++) {
      combinations.add(new Combination.Quorum(needed));
    }
    for (double pass : new double[] {9, 30, 50, 73, 100}) {
      for (double marginal : new double[] {0, 9, 30, 50, 73, 100}) {
        if (marginal <= pass) {
          combinations.add(new Combination.Score(pass, marginal));
        }
      }
    }
    int checked = 0;
    for (Combination combination : combinations) {
      for (int code = 0; code < 625; code++) {
        AnalysisStatus[] each = statuses(code);
        AnalysisStatus now = status(combination, each);
        Set<AnalysisStatus> ends = new HashSet<>();
        complete(combination, each, 0, ends);
        String context = combination + " of " + List.of(each) + " is " + now + ", ends: " + ends;
        if (now == RUNNING) {
          assertTrue(ends.size() > 1, context);
        } else if (now == SUCCESSFUL || now == FAILED) {
          assertEquals(Set.of(now), ends, context);
        } else {
          assertFalse(ends.contains(SUCCESSFUL), context);
        }
        assertFalse(ends.contains(RUNNING), context);
        checked++;
      }
    }
    assertEquals(combinations.size() * 625, checked);
  }

  private static AnalysisStatus[] statuses(int code) {
    AnalysisStatus[] each = new AnalysisStatus[4];
    int rest = code;
    for (int i = 0; i < 4; i++) {
      each[i] = STATUSES.get(rest % 5);
      rest /= 5;
    }
    return each;
  }

  private static void complete(
      Combination combination, AnalysisStatus[] each, int from, Set<AnalysisStatus> ends) {
    int open = from;
    while (open < each.length && each[open] != RUNNING) {
      open++;
    }
    if (open == each.length) {
      ends.add(status(combination, each));
      return;
    }
    for (AnalysisStatus end : List.of(SUCCESSFUL, FAILED, INCONCLUSIVE, ERROR)) {
      AnalysisStatus[] next = each.clone();
      next[open] = end;
      complete(combination, next, open + 1, ends);
    }
  }

  @Test
  @DisplayName("say what they make in figures")
  void figures() {
    Analysis scored =
        Analysis.named("s")
            .metric("a", metric -> metric.atMost(1).weight(3))
            .metric("b", metric -> metric.atMost(1).weight(1))
            .score(75, 50)
            .build();
    Story story = Story.of(scored).tell("a", 0);
    assertEquals(SUCCESSFUL, story.status()); // three of four are 75 % already
    assertEquals(
        "score 75, 0 bad, 0 not known, 25 open; 75 to pass, 50 marginal", story.run().reason());
    Story bad = Story.of(scored).tell("a", 9);
    assertEquals(FAILED, bad.status());
    assertEquals(SUCCESSFUL, bad.status("b")); // ended with the analysis, never measured
    assertEquals("ended early, after 0 measurements within the limits", bad.of("b").reason());
  }
}
