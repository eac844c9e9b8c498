package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The events of a batch")
class BatchTest {

  @Test
  @DisplayName("stay what they were when they were taken, however many there are")
  void stay() {
    Batch<Integer> batch = new Batch<>();
    List<List<Integer>> expected = new ArrayList<>();
    List<List<Integer>> taken = new ArrayList<>();
    for (int size : new int[] {0, 1, 2, 3, 10, 1_023, 1_024, 1_025, 5_000, 1, 0, 2}) {
      List<Integer> events = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        events.add(10_000 * taken.size() + i);
      }
      events.forEach(batch::add);
      taken.add(batch.take());
      expected.add(events);
    }
    assertEquals(expected, taken);
  }
}
