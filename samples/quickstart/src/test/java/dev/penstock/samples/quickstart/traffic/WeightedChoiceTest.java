package dev.penstock.samples.quickstart.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("A weighted choice")
class WeightedChoiceTest {

  @Property(seed = "17", tries = 60)
  @Label("gives every side its exact share of 10,000 requests")
  void exact(@ForAll @IntRange(max = 10_000) int weight) {
    WeightedChoice choice = new WeightedChoice();
    choice.weigh(weight);
    int green = 0;
    for (int request = 0; request < LoadBalancer.ALL; request++) {
      green += choice.next() == Side.GREEN ? 1 : 0;
    }
    assertEquals(weight, green);
  }

  @Property(seed = "18", tries = 60)
  @Label("is never off by more than one request")
  void even(
      @ForAll @IntRange(max = 10_000) int weight, @ForAll @IntRange(max = 3_000) int requests) {
    WeightedChoice choice = new WeightedChoice();
    choice.weigh(weight);
    int green = 0;
    for (int request = 0; request < requests; request++) {
      green += choice.next() == Side.GREEN ? 1 : 0;
    }
    double due = (double) weight * requests / LoadBalancer.ALL;
    assertTrue(Math.abs(due - green) <= 1, due + " due, " + green + " given");
  }

  @Example
  @Label("refuses a weight that is none")
  void refuses() {
    assertEquals(
        "weight 10001; allowed: 0 to 10000",
        assertThrows(IllegalArgumentException.class, () -> new WeightedChoice().weigh(10_001))
            .getMessage());
  }
}
