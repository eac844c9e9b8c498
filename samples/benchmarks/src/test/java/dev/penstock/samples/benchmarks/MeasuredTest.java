package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final Goal GOAL = new Goal("g", "ours", "anchor", "us", Bar.atMost(1.5));

  @Test
  void roundsAreComparedEachWithItself() {
    double[] machine = {1, 7, 2, 4, 1.5, 3};
    Measured measured =
        new Measured()
            .addRounds("ours", times(machine, 3))
            .addRounds("anchor", times(machine, 2))
            .addRounds("ours cpu", 5)
            .addRounds("anchor cpu", 4);
    assertFalse(GOAL.isVoid(measured));
    assertEquals(
        "| g | 7.5 us | 5.0 us | 1.50 | <= 1.50 | met | 1.25 |" + System.lineSeparator(),
        GOAL.row(measured));
  }

  @Test
  void theRatioIsTheMedianOfRatiosAndNotThatOfMedians() {
    Measured measured =
        new Measured().addRounds("ours", 1, 10, 100).addRounds("anchor", 10, 100, 50);
    assertEquals(0.1, measured.ratio("ours", "anchor", Bar.atMost(1), 1));
    assertEquals(10, measured.ratio("ours", "anchor", Bar.timesBetter(1), 1));
    assertEquals(0.2, measured.ratio("ours", "anchor", Bar.atMost(1), 2));
  }

  @Test
  void theMedianLiesBetweenTheRatiosThatAreARootAwayFromTheMiddle() {
    assertEquals(33 / 18.0, uncertainty(50));
    assertEquals(15 / 6.0, uncertainty(20));
    assertEquals(9 / 2.0, uncertainty(10));
    assertEquals(6 / 1.0, uncertainty(6));
    assertEquals(2 / 1.0, uncertainty(2));
    assertEquals(1, uncertainty(1));
  }

  private static double uncertainty(int rounds) {
    return new Measured()
        .addRounds(
            "ours",
            IntStream.rangeClosed(1, rounds).map(i -> rounds + 1 - i).asDoubleStream().toArray())
        .addRounds("anchor", IntStream.range(0, rounds).mapToDouble(i -> 1).toArray())
        .uncertainty("ours", "anchor");
  }

  @Test
  void aRatioThatIsUncertainIsVoidHoweverSteadyTheAnchorIs() {
    Measured within = new Measured().addRounds("ours", 1, 1.2).addRounds("anchor", 1, 1);
    Measured beyond = new Measured().addRounds("ours", 1, 1.21).addRounds("anchor", 1, 1);
    assertFalse(GOAL.isVoid(within));
    assertTrue(GOAL.isVoid(beyond));
    assertEquals(" (void: the ratio moved)", GOAL.remark(beyond));
  }

  @Test
  void whatDidNotTakeTurnsHasNoRatioOfRounds() {
    Measured measured = new Measured().addRounds("ours", 1, 2).addRounds("anchor", 1);
    assertEquals(
        "\"ours\" and \"anchor\" did not take turns",
        assertThrows(IllegalArgumentException.class, () -> measured.uncertainty("ours", "anchor"))
            .getMessage());
  }

  private static double[] times(double[] values, double factor) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * factor).toArray();
  }
}
