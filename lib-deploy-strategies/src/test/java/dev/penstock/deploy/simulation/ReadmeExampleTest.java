package dev.penstock.deploy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.Canary;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Covers({"D-291", "D-294", "D-296"})
  // tag::canary[]
  @Test
  void aBadReleaseReachesTenPercentOfTheUsersForTwoMinutes() {
    RolloutResult result =
        RolloutSimulation.traffic(Canary.of(Weight.ofPercent(10), Duration.ofMinutes(5)))
            .errorRate(Weight.ofPercent(50))
            .alarmAbove(Weight.ofPercent(1), Duration.ofMinutes(2))
            .run();

    assertEquals(Outcome.ROLLED_BACK, result.outcome());
    assertEquals(List.of(Weight.ofPercent(10), Weight.NONE), result.weights());
    assertEquals(Duration.ofMinutes(2), result.duration());
    assertEquals(Duration.ofSeconds(12), result.exposure()); // as if all users had it so long
  }
  // end::canary[]
}
