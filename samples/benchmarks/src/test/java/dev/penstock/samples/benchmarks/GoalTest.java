package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Goal AT_MOST = new Goal("g", "ours", "anchor", "ns", Bar.atMost(1.5));
  private static final Goal FASTER = new Goal("g", "ours", "anchor", "ms", Bar.timesBetter(3));

  @Test
  void isMetUpToTheBarAndMissedBeyondIt() {
    assertEquals("| g | 15.0 ns | 10.0 ns | 1.50 | <= 1.50 | met |  |\n", row(AT_MOST, 15, 10));
    assertEquals(
        "| g | 15.1 ns | 10.0 ns | 1.51 | <= 1.50 | missed |  |\n", row(AT_MOST, 15.1, 10));
  }

  @Test
  void turnsTheRatioRoundWhereOursMustBeFaster() {
    assertEquals("| g | 10.0 ms | 30.0 ms | 3.00 | >= 3.0 | met |  |\n", row(FASTER, 10, 30));
    assertEquals("| g | 10.0 ms | 29.9 ms | 2.99 | >= 3.0 | missed |  |\n", row(FASTER, 10, 29.9));
  }

  @Test
  void comparesMediansWhateverTheOrder() {
    Measured measured = new Measured().add("ours", 9, 1, 2).add("anchor", 4, 4, 2, 3);
    assertEquals(
        "| g | 2.0 ns | 3.5 ns | 0.57 | <= 1.50 | met (void: the anchor moved) |  |\n",
        row(AT_MOST, measured));
  }

  @Test
  void isVoidOnceTheAnchorLiesMoreThanOneAndAHalfTimesApart() {
    assertEquals(false, AT_MOST.isVoid(new Measured().add("ours", 1, 9).add("anchor", 2, 3)));
    assertEquals(true, AT_MOST.isVoid(new Measured().add("ours", 1).add("anchor", 2, 3.01)));
  }

  @Test
  void scalesOurs() {
    Goal goal = new Goal("g", "ours", "anchor", "us", 0.125, Bar.atMost(1));
    assertEquals(
        "| g | 2.0 us | 4.0 us | 0.50 | <= 1.00 | met | 1.00 |\n",
        row(
            goal,
            new Measured()
                .add("ours", 16)
                .add("anchor", 4)
                .add("ours" + Measured.CPU, 8)
                .add("anchor" + Measured.CPU, 1)));
  }

  @Test
  void namesWhatThereIsWhenSomethingElseIsAskedFor() {
    Measured measured = new Measured().add("ours", 1);
    Exception refused = assertThrows(IllegalArgumentException.class, () -> row(AT_MOST, measured));
    assertEquals("no \"anchor\"; there are [ours]", refused.getMessage());
  }

  private static String row(Goal goal, double ours, double anchor) {
    return row(goal, new Measured().add("ours", ours).add("anchor", anchor));
  }

  private static String row(Goal goal, Measured measured) {
    return goal.row(measured).replace(System.lineSeparator(), "\n");
  }
}
