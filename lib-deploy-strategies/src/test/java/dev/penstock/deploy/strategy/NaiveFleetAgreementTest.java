package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Waves by counters agree with waves host by host")
class NaiveFleetAgreementTest {

  @Test
  @Covers({"D-250", "D-252", "D-253", "D-254", "D-255", "D-256", "D-261"})
  @DisplayName("for every minimum, every number of unhealthy hosts and every set of failures")
  void upToEightHosts() {
    for (int total = 1; total <= 8; total++) {
      for (int unhealthy = 0; unhealthy <= total; unhealthy++) {
        everyMinimumAndFailure(total, unhealthy);
      }
    }
  }

  @Test
  @Covers({"D-250", "D-253", "D-254", "D-255", "D-256"})
  @DisplayName("for every minimum and every set of failures of healthy hosts")
  void upToTwelveHealthyHosts() {
    for (int total = 9; total <= 12; total++) {
      everyMinimumAndFailure(total, 0);
    }
  }

  @Test
  @Tag("thorough")
  @DisplayName("for larger fleets as well")
  void upToTwelveHosts() {
    for (int total = 9; total <= 12; total++) {
      for (int unhealthy = 1; unhealthy <= total; unhealthy++) {
        everyMinimumAndFailure(total, unhealthy);
      }
    }
  }

  @Test
  @Covers({"D-231", "D-232", "D-241", "D-257"})
  @DisplayName("whatever the minimum is called")
  void namedMinimums() {
    for (int total = 1; total <= 9; total++) {
      int half = total - total / 2;
      for (int failing = 0; failing < 1 << total; failing++) {
        compare(new HalfAtATime(), total, 0, half, failing);
        compare(new OneAtATime(), total, 0, total - 1, failing);
        compare(new AllAtOnce(), total, 0, 0, failing);
        for (int percent = 15; percent <= 95; percent += 40) {
          int minimum = smallestShare(total, percent);
          compare(MinimumHealthyHosts.percent(percent), total, 0, minimum, failing);
        }
      }
    }
    for (int total = 1; total <= 200; total++) {
      for (int percent = 0; percent <= 99; percent++) {
        assertEquals(
            smallestShare(total, percent),
            MinimumHealthyHosts.percent(percent).minimumHealthy(total));
      }
    }
  }

  private static int smallestShare(int total, int percent) {
    int smallest = 0;
    while (smallest * 100 < total * percent) {
      smallest++;
    }
    return smallest;
  }

  private static void everyMinimumAndFailure(int total, int unhealthy) {
    for (int minimum = 0; minimum <= total + 1; minimum++) {
      DeploymentStrategy strategy = MinimumHealthyHosts.count(minimum);
      for (int failing = 0; failing < 1 << total; failing++) {
        compare(strategy, total, unhealthy, minimum, failing);
      }
    }
  }

  private static void compare(
      DeploymentStrategy strategy, int total, int unhealthy, int minimum, int failing) {
    NaiveFleet naive = new NaiveFleet(total, unhealthy, minimum, failing).run();
    List<Integer> waves = new ArrayList<>();
    Rollout rollout = Rollout.starting(total - unhealthy, unhealthy);
    Step step = strategy.next(rollout);
    while (step instanceof Step.Move move) {
      int units = move.requireAtMost(rollout, strategy);
      int bad = Integer.bitCount(failing >> rollout.attempted() & ((1 << units) - 1));
      waves.add(units);
      rollout = rollout.moved(units - bad, bad);
      step = strategy.next(rollout);
    }
    String ending = step instanceof Step.Stop stop ? stop.code() : "";
    if (!naive.waves.equals(waves) || !naive.ending.equals(ending)) {
      assertEquals(
          naive.waves + naive.ending,
          waves + ending,
          () -> strategy + " of " + total + ", " + unhealthy + " unhealthy, failing " + failing);
    }
  }
}
