package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The actions that decide how long an execution takes: making any of them faster makes it faster,
 * making others faster does not.
 *
 * @param steps the actions in the order in which they run
 * @param total how long they take together; actions without a past count nothing
 */
public record CriticalPath(List<Step> steps, Duration total) {

  /** Copies the list. */
  public CriticalPath {
    steps = List.copyOf(steps);
  }

  /**
   * An action on the path.
   *
   * @param stage its stage's name
   * @param action its name
   * @param duration how long it took in the past; empty if it has not succeeded yet
   */
  public record Step(String stage, String action, Optional<Duration> duration) {}

  static CriticalPath of(Pipeline pipeline, PastDurations past) {
    List<Step> steps = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      steps.addAll(longest(stage, past));
    }
    Duration total =
        steps.stream()
            .flatMap(step -> step.duration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    return new CriticalPath(steps, total);
  }

  /** The longest chain of actions that wait for each other. */
  private static List<Step> longest(Stage stage, PastDurations past) {
    StageOrder order = new StageOrder(stage);
    int size = order.actions().size();
    Duration[] until = new Duration[size]; // the end of each, counted from the stage's beginning
    int[] previous = new int[size];
    Arrays.fill(previous, -1);
    List<Integer> inOrder =
        Stream.iterate(0, i -> i < size, i -> i + 1)
            .sorted(Comparator.comparingInt(i -> order.before(i).cardinality()))
            .toList();
    int last = -1;
    for (int i : inOrder) {
      Duration start = Duration.ZERO;
      for (int j = order.before(i).nextSetBit(0); j >= 0; j = order.before(i).nextSetBit(j + 1)) {
        if (previous[i] < 0 || isLater(order, until, j, previous[i])) {
          start = until[j];
          previous[i] = j;
        }
      }
      until[i] = start.plus(median(past, stage, order, i).orElse(Duration.ZERO));
      if (last < 0 || isLater(order, until, i, last)) {
        last = i;
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = last; i >= 0; i = previous[i]) {
      steps.add(
          new Step(stage.name(), order.actions().get(i).name(), median(past, stage, order, i)));
    }
    Collections.reverse(steps);
    return steps;
  }

  /** Whether one action ends after another; of those without a past, which one waits for more. */
  private static boolean isLater(StageOrder order, Duration[] until, int one, int other) {
    int ends = until[one].compareTo(until[other]);
    return ends > 0
        || (ends == 0 && order.before(one).cardinality() > order.before(other).cardinality());
  }

  private static Optional<Duration> median(
      PastDurations past, Stage stage, StageOrder order, int action) {
    return past.median(stage.name(), order.actions().get(action).name());
  }
}
