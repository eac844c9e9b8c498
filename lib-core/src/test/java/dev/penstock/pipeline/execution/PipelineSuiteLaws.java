package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Random pipelines through random histories")
class PipelineSuiteLaws {
  private static final int STEPS = 100;
  private static final int THOROUGH_STEPS = 250;

  @Test
  @DisplayName("keep all laws and invariants, and take every edge of the tables of states")
  @Covers("P-606")
  void keepTheLaws() {
    PipelineSuite suite = new PipelineSuite(STEPS);
    assertEquals(List.of(), suite.play(LongStream.range(0, 100_000 / STEPS)));
    assertEquals(Set.of(), suite.edges().missing());
  }

  @Test
  @DisplayName("keep them with the seed that was asked for, if one was")
  void replay() {
    Long seed = Long.getLong("penstock.suite.seed");
    if (seed != null) {
      int steps = Integer.getInteger("penstock.suite.steps", STEPS);
      assertEquals(List.of(), new PipelineSuite(steps).play(seed));
    }
  }

  @Test
  @Tag("thorough")
  @DisplayName("keep them for ten million steps with free seeds")
  void keepTheLawsThoroughly() {
    long first = new SplittableRandom().nextLong();
    long wanted = Long.getLong("penstock.suite.total", 10_000_000L);
    PipelineSuite suite = new PipelineSuite(THOROUGH_STEPS);
    assertEquals(
        List.of(),
        suite.play(LongStream.range(0, wanted / THOROUGH_STEPS).map(i -> first + i)),
        () -> "seeds from " + first);
    assertEquals(Set.of(), suite.edges().missing());
  }
}
