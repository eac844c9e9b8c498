package dev.penstock.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final long MILLISECOND = 1_000_000;

  /** The time, which goes by only while a body runs. */
  private long now;

  private long processors;
  private final List<String> ran = new ArrayList<>();
  private final Rounds rounds = new Rounds(TimeUnit.MILLISECONDS, () -> now, () -> processors);

  @Test
  void bodiesTakeTurnsThereAndBack() throws Exception {
    rounds.add("a", takes("a", 200)).add("b", takes("b", 300)).add("c", takes("c", 100));
    Map<String, double[]> measured = rounds.measure(1);
    List<String> pair = List.of("a", "b", "c", "c", "b", "a");
    assertEquals(List.of(pair, pair), List.of(ran.subList(0, 6), ran.subList(6, ran.size())));
    assertArrayEquals(new double[] {300, 300}, measured.get("b"));
    assertEquals("a", rounds.consumed);
  }

  @Test
  void whatGoesByForNothingIsHalfOfWhatIsMeasuredAndPairsAreWhole() throws Exception {
    rounds.add("a", takes("a", 100)).add("b", takes("b", 100));
    Map<String, double[]> measured = rounds.measure(1_000 * MILLISECOND);
    assertEquals(6, measured.get("a").length); // two pairs are 800 ms, three 1,200
    assertEquals((2 + 3) * 4, ran.size());
  }

  @Test
  void backwardsTheLastBodyIsTheFirst() throws Exception {
    rounds.add("a", takes("a", 200)).add("b", takes("b", 300)).backwards().measure(1);
    assertEquals(List.of("b", "a", "a", "b"), ran.subList(0, 4));
  }

  @Test
  void shortRunsFillTheirTurn() throws Exception {
    rounds.add("short", 10, takes("short", 30)).add("long", takes("long", 500));
    Map<String, double[]> measured = rounds.measure(1);
    assertEquals(List.of("short", "short", "short", "short", "long"), ran.subList(0, 5));
    assertArrayEquals(new double[] {3, 3}, measured.get("short"));
    assertArrayEquals(new double[] {500, 500}, measured.get("long"));
  }

  @Test
  void processorTimeIsTheMeanOfAllRounds() throws Exception {
    rounds.add(
        "a",
        2,
        () -> {
          processors += (ran.size() % 2 == 0 ? 10 : 30) * MILLISECOND;
          return takes("a", 50).call();
        });
    assertArrayEquals(new double[] {10}, rounds.measure(1).get("a" + Measured.CPU));
  }

  @Test
  void whatFollowsARoundIsNotMeasured() throws Exception {
    rounds.add("a", takes("a", 100)).add("b", takes("b", 100)).afterEach(takes("cleaning", 1_000));
    Map<String, double[]> measured = rounds.measure(1);
    assertEquals(List.of("a", "b", "cleaning", "b", "a", "cleaning"), ran.subList(0, 6));
    assertArrayEquals(new double[] {100, 100}, measured.get("a"));
    assertArrayEquals(new double[] {100, 100}, measured.get("b"));
  }

  @Test
  void aBodyThatFailsFailsAll() {
    rounds.add(
        "a",
        () -> {
          throw new IllegalStateException("refused");
        });
    assertEquals(
        "refused", assertThrows(IllegalStateException.class, () -> rounds.measure(1)).getMessage());
  }

  @Test
  void whatIsPrintedIsRead() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    rounds
        .add("a", takes("a", 900))
        .add("b", takes("b", 101))
        .print(new PrintStream(printed, true, StandardCharsets.UTF_8), 2);
    Map<String, double[]> read = Rounds.parse(printed.toString(StandardCharsets.UTF_8));
    assertEquals(List.of("a", "a cpu", "b", "b cpu"), List.copyOf(read.keySet()));
    assertArrayEquals(new double[] {900, 900}, read.get("a"));
    assertArrayEquals(new double[] {101, 101}, read.get("b"));
    assertArrayEquals(new double[] {0}, read.get("b cpu"));
  }

  private Callable<Object> takes(String name, long milliseconds) {
    return () -> {
      ran.add(name);
      now += milliseconds * MILLISECOND;
      return name;
    };
  }
}
