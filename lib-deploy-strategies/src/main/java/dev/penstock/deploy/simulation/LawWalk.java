package dev.penstock.deploy.simulation;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.Rollout;
import dev.penstock.deploy.strategy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One rollout, walked to its end or to the first broken law. */
final class LawWalk {

  private final DeploymentStrategy strategy;
  private final Rollout start;
  private final IntPredicate failing;
  private final BiConsumer<String, String> broken;
  private final List<Step> steps = new ArrayList<>();
  private Rollout rollout;

  LawWalk(
      DeploymentStrategy strategy,
      int total,
      int unhealthy,
      IntPredicate failing,
      BiConsumer<String, String> broken) {
    this.strategy = strategy;
    this.failing = failing;
    this.broken = broken;
    this.start = Rollout.starting(total - unhealthy, unhealthy);
    this.rollout = start;
  }

  void run() {
    while (true) {
      Step step = ask();
      if (step == null) {
        return;
      }
      steps.add(step);
      if (!(step instanceof Step.Move move)) {
        checkEnd(step);
        return;
      }
      if (move.units() > rollout.movable()) {
        breaks("bounded", "at most " + rollout.movable() + " units", move.toString());
        return;
      }
      checkFloor(move);
      carryOut(move.units());
    }
  }

  /** The steps of the same walk made anew. */
  List<Step> again() {
    LawWalk other =
        new LawWalk(
            strategy, start.total(), start.unhealthyWaiting(), failing, (law, message) -> {});
    other.run();
    return other.steps;
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * The way back of a rollout that stopped: a deployment of the old revision in which nothing
   * fails, to the failed units first. Null if there is nothing to bring back.
   */
  @Nullable LawWalk back() {
    boolean hasStopped = !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Stop;
    if (!hasStopped || rollout.attempted() == 0 || start.unhealthyWaiting() > 0) {
      return null;
    }
    return new LawWalk(
        strategy, start.total(), rollout.failed(), unit -> false, (law, message) -> {});
  }

  int attempted() {
    return rollout.attempted();
  }

  boolean succeeds() {
    return !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Finish;
  }

  String summary() {
    return attempted() + " attempted and " + (succeeds() ? "success" : "no success");
  }

  String subject() {
    return "a rollout of "
        + start.total()
        + ", "
        + start.unhealthyWaiting()
        + " unhealthy at start";
  }

  private @Nullable Step ask() {
    try {
      Step step = strategy.next(rollout);
      if (step == null) {
        breaks("total", "a step", "null");
        return null;
      }
      Step twice = strategy.next(rollout);
      if (!step.equals(twice)) {
        breaks("deterministic", "the same answer twice, " + step, String.valueOf(twice));
        return null;
      }
      return step;
    } catch (RuntimeException thrown) {
      breaks("total", "a step", thrown.toString());
      return null;
    }
  }

  private int floor() {
    try {
      int floor = strategy.minimumHealthy(start.total());
      if (floor < 0) {
        breaks("floor", "a minimum of 0 or more", Integer.toString(floor));
      }
      return floor;
    } catch (RuntimeException thrown) {
      breaks("total", "a minimum of healthy units", thrown.toString());
      return 0;
    }
  }

  private void checkFloor(Step.Move move) {
    int left = rollout.healthy() - move.units();
    if (rollout.unhealthyWaiting() == 0 && left < floor()) {
      breaks("floor", "at least " + floor() + " left healthy", left + " with " + move);
    }
  }

  private void checkEnd(Step end) {
    if (end instanceof Step.Finish) {
      if (rollout.waiting() > 0) {
        breaks("complete", "every unit attempted", rollout.waiting() + " not attempted at Finish");
      } else if (rollout.succeeded() == 0) {
        breaks("complete", "at least one success at Finish", "none");
      } else if (rollout.healthy() < floor()) {
        breaks("floor", "at least " + floor() + " healthy at Finish", rollout.healthy() + "");
      }
    } else if (start.unhealthyWaiting() == 0 && rollout.failed() == 0 && rollout.attempted() > 0) {
      breaks("progress", "another move or Finish, as all are healthy", end.toString());
    }
  }

  private void carryOut(int units) {
    int first = rollout.attempted();
    int bad = 0;
    for (int unit = first; unit < first + units; unit++) {
      if (failing.test(unit)) {
        bad++;
      }
    }
    rollout = rollout.moved(units - bad, bad);
  }

  private void breaks(String law, String expected, String actual) {
    broken.accept(law, "expected " + expected + "; found " + actual + "; " + rollout);
  }
}
