package dev.penstock.deploy.simulation;

import dev.penstock.deploy.simulation.StrategyComparison.Percentiles;
import dev.penstock.deploy.simulation.StrategyComparison.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays the runs of one candidate, and keeps numbers only. */
final class ComparisonRuns {

  private static final int HUNDRED = 100;

  private final int runs;
  private final Map<Figure, Values> values = new EnumMap<>(Figure.class);
  private int succeeded;
  private int good;

  private ComparisonRuns(int runs) {
    this.runs = runs;
  }

  /** The numbers of one figure, as many as runs had it. */
  private static final class Values {
    private final long[] all;
    private int count;

    Values(int most) {
      all = new long[most];
    }

    void add(long value) {
      all[count++] = value;
    }

    Percentiles percentiles(Figure figure) {
      long[] sorted = Arrays.copyOf(all, count);
      Arrays.sort(sorted);
      return new Percentiles(
          worst(figure, sorted, 50), worst(figure, sorted, 90), worst(figure, sorted, 99));
    }
  }

  static StrategyComparison play(
      RolloutScenario scenario, int runs, long seed, List<Candidate> candidates) {
    Set<String> names = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (!names.add(candidate.name())) {
        throw new IllegalArgumentException(
            "candidates: \"" + candidate.name() + "\" is there twice; allowed: each once");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : candidates) {
      ComparisonRuns made = new ComparisonRuns(runs);
      for (int run = 0; run < runs; run++) {
        made.add(scenario.simulate(candidate, Draw.seedOf(seed, run)));
      }
      rows.add(made.row(candidate.name()));
    }
    return new StrategyComparison(scenario.hosts(), runs, seed, rows);
  }

  private void add(SimulatedRollout rollout) {
    RolloutFigures figures = rollout.figures();
    add(Figure.LOWEST_CAPACITY, figures.lowestCapacity().basisPoints());
    if (rollout.bad()) {
      add(Figure.TIME_TO_DETECT, figures.detectedAfter());
      add(Figure.TIME_TO_RECOVER, figures.recoveredAfter());
      add(Figure.REQUEST_MINUTES, figures.requestMinutes());
      add(Figure.FAILED_REQUESTS, figures.failedRequests());
    } else {
      good++;
      succeeded += rollout.outcome() == Outcome.SUCCEEDED ? 1 : 0;
      add(Figure.TIME_TO_FULL, figures.fullAfter());
    }
  }

  private void add(Figure figure, @Nullable Duration time) {
    if (time != null) {
      add(figure, time.toMillis());
    }
  }

  private void add(Figure figure, long value) {
    values.computeIfAbsent(figure, first -> new Values(runs)).add(value);
  }

  private Row row(String name) {
    Map<Figure, Percentiles> percentiles = new EnumMap<>(Figure.class);
    values.forEach((figure, found) -> percentiles.put(figure, found.percentiles(figure)));
    return new Row(name, good, succeeded, runs - good, percentiles);
  }

  /** The best number that so many percent of the runs are no worse than. */
  private static long worst(Figure figure, long[] sorted, int percent) {
    int rank = (int) (((long) sorted.length * percent + HUNDRED - 1) / HUNDRED);
    return sorted[figure.isWorseIfMore() ? rank - 1 : sorted.length - rank];
  }
}
