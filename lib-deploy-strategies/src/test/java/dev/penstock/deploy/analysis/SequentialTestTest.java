package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.SequentialResult.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sequential test")
class SequentialTestTest {
  private static final double ALPHA = 0.05;

  /**
   * Expected values from Python: the ends by bisection on the logarithm of the likelihood ratio of
   * Johari and others, not by the closed form that the library uses.
   */
  @Test
  @DisplayName("gives the always valid interval and p-value that were computed elsewhere")
  void fixtures() {
    SequentialTest test = SequentialTest.of(ALPHA, 0.01, Direction.EITHER);
    near(
        test.compare(new Measurement.Counts(60, 2000, 30, 2000)),
        0.015,
        0.00048237168590234067,
        0.029517628314097658,
        0.0385619835556503);
    near(
        test.compare(new Measurement.Counts(21, 1000, 20, 1000)),
        0.001,
        -0.019733892259281245,
        0.021733892259281247,
        1);
    near(
        test.compare(new Measurement.Counts(200, 100_000, 205, 100_000)),
        -5e-05,
        -0.0007988382525522881,
        0.0006988382525522878,
        1);
    near(
        SequentialTest.of(0.01, 0.01, Direction.EITHER)
            .compare(new Measurement.Counts(90, 2000, 30, 2000)),
        0.03,
        0.009864470139246632,
        0.05013552986075337,
        1.4698209541004274e-05);
    near(
        new SequentialTest(ALPHA, 2, Direction.EITHER, 2)
            .compare(
                List.of(12.0, 15.5, 9.25, 14.0, 13.5, 16.0, 12.5, 11.0),
                List.of(8.0, 9.5, 7.25, 10.0, 8.5, 9.0, 7.5, 8.25)),
        4.46875,
        1.8208321523353295,
        7.1166678476646705,
        3.590397620447866e-05);
  }

  private static void near(
      SequentialResult result, double difference, double lower, double upper, double pValue) {
    assertEquals(difference, result.difference(), 1e-12);
    assertEquals(lower, result.lower(), 1e-10);
    assertEquals(upper, result.upper(), 1e-10);
    assertEquals(pValue, result.pValue(), 1e-10);
  }

  @Test
  @DisplayName("says worse, no worse or not known, each by the change that does harm")
  void answers() {
    Measurement.Counts more = new Measurement.Counts(60, 2000, 30, 2000);
    Measurement.Counts less = new Measurement.Counts(30, 2000, 60, 2000);
    Measurement.Counts same = new Measurement.Counts(200, 100_000, 205, 100_000);
    Measurement.Counts unclear = new Measurement.Counts(21, 1000, 20, 1000);
    assertEquals(Answer.WORSE, answer(Direction.INCREASE, more));
    assertEquals(Answer.WORSE, answer(Direction.EITHER, more));
    assertEquals(Answer.NO_WORSE, answer(Direction.DECREASE, more));
    assertEquals(Answer.NO_WORSE, answer(Direction.INCREASE, less));
    assertEquals(Answer.WORSE, answer(Direction.DECREASE, less));
    assertEquals(Answer.WORSE, answer(Direction.EITHER, less));
    for (Direction direction : Direction.values()) {
      assertEquals(Answer.NO_WORSE, answer(direction, same));
      assertEquals(Answer.UNDECIDED, answer(direction, unclear));
    }
  }

  private static Answer answer(Direction direction, Measurement.Counts counts) {
    return SequentialTest.of(ALPHA, 0.01, direction).compare(counts).answer();
  }

  @Test
  @DisplayName("says nothing before it has its samples")
  void tooFew() {
    SequentialTest test = SequentialTest.of(ALPHA, 0.01, Direction.EITHER);
    SequentialResult result = test.compare(new Measurement.Counts(99, 99, 0, 10_000));
    assertEquals(Answer.UNDECIDED, result.answer());
    assertEquals(Double.NEGATIVE_INFINITY, result.lower());
    assertEquals(Double.POSITIVE_INFINITY, result.upper());
    assertEquals(1, result.pValue());
    assertEquals(
        Answer.UNDECIDED, test.compare(new Measurement.Counts(0, 10_000, 99, 99)).answer());
    assertEquals(Answer.WORSE, test.compare(new Measurement.Counts(100, 100, 0, 100)).answer());
    SequentialTest means = new SequentialTest(ALPHA, 1, Direction.EITHER, 1);
    assertEquals(Answer.UNDECIDED, means.compare(List.of(9.0), List.of(1.0)).answer());
    assertEquals(Answer.WORSE, means.compare(List.of(9.0, 9.0), List.of(1.0, 1.0)).answer());
    assertEquals(Answer.NO_WORSE, means.compare(List.of(9.0, 9.0), List.of(9.0, 9.0)).answer());
  }

  /** How many of so many runs, looked at after every step, are called worse at any look. */
  private static int alarms(
      SequentialTest test, double canary, double baseline, int share, int runs, int looks) {
    Random random = new Random(20_170_813);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
      long[] counts = new long[4];
      Answer answer = Answer.UNDECIDED;
      for (int look = 0; look < looks && answer != Answer.WORSE; look++) {
        counts[1] += 50;
        counts[3] += 50L * share;
        counts[0] += events(random, canary, 50);
        counts[2] += events(random, baseline, 50 * share);
        answer =
            test.compare(new Measurement.Counts(counts[0], counts[1], counts[2], counts[3]))
                .answer();
      }
      alarms += answer == Answer.WORSE ? 1 : 0;
    }
    return alarms;
  }

  private static int events(Random random, double rate, int trials) {
    int events = 0;
    for (int i = 0; i < trials; i++) {
      events += random.nextDouble() < rate ? 1 : 0;
    }
    return events;
  }

  @Test
  @DisplayName("raises no more false alarms than stated, however often one looks")
  void falseAlarms() {
    // 5 % of 400 runs are 20, and three standard errors 13
    for (double rate : new double[] {0.002, 0.02, 0.3}) {
      for (int share : new int[] {1, 9}) {
        SequentialTest test = SequentialTest.of(ALPHA, rate / 2, Direction.EITHER);
        int alarms = alarms(test, rate, rate, share, 400, 100);
        assertTrue(alarms <= 33, rate + ", share 1 to " + share + ": " + alarms + " of 400");
      }
    }
  }

  @Test
  @DisplayName("would be exceeded by far if a test made for one look were looked at as often")
  void peeking() {
    Random random = new Random(5);
    int alarms = 0;
    for (int run = 0; run < 400; run++) {
      double sum = 0;
      boolean alarm = false;
      for (int n = 1; n <= 100 && !alarm; n++) {
        sum += random.nextGaussian();
        alarm = Math.abs(sum) / Math.sqrt(n) > 1.96; // the usual test, right for one look
      }
      alarms += alarm ? 1 : 0;
    }
    assertTrue(alarms > 100, alarms + " of 400: the simulation above has to be able to fail");
  }

  @Test
  @DisplayName("finds harm more surely the larger it is and the longer it lasts")
  void power() {
    SequentialTest test = SequentialTest.of(ALPHA, 0.01, Direction.INCREASE);
    int small = alarms(test, 0.025, 0.02, 1, 200, 100);
    int larger = alarms(test, 0.035, 0.02, 1, 200, 100);
    int largest = alarms(test, 0.06, 0.02, 1, 200, 100);
    int sooner = alarms(test, 0.035, 0.02, 1, 200, 25);
    assertTrue(small < larger && larger <= largest, small + ", " + larger + ", " + largest);
    assertTrue(sooner < larger, sooner + " in a quarter of the time, " + larger);
    assertTrue(larger >= 180, larger + " of 200");
    assertEquals(200, largest);
  }

  @Test
  @DisplayName("calls a canary no worse that is worse by what matters no more often than stated")
  void misses() {
    SequentialTest test = SequentialTest.of(ALPHA, 0.01, Direction.INCREASE);
    Random random = new Random(7);
    int misses = 0;
    for (int run = 0; run < 300; run++) {
      long canary = 0;
      long baseline = 0;
      for (long trials = 100; trials <= 10_000; trials += 100) {
        canary += events(random, 0.03, 100);
        baseline += events(random, 0.02, 100);
        Measurement.Counts counts = new Measurement.Counts(canary, trials, baseline, trials);
        if (test.compare(counts).answer() == Answer.NO_WORSE) {
          misses++;
          break;
        }
      }
    }
    assertTrue(misses <= 26, misses + " of 300; 5 % are 15, and three standard errors 11");
  }

  @Test
  @DisplayName("holds its rate for means of skewed values too")
  void means() {
    SequentialTest test = new SequentialTest(ALPHA, 0.3, Direction.EITHER, 50);
    Random random = new Random(11);
    int alarms = 0;
    for (int run = 0; run < 300; run++) {
      List<Double> canary = new ArrayList<>();
      List<Double> baseline = new ArrayList<>();
      boolean alarm = false;
      while (canary.size() < 1000 && !alarm) {
        for (int i = 0; i < 25; i++) {
          canary.add(-Math.log(1 - random.nextDouble()));
          baseline.add(-Math.log(1 - random.nextDouble()));
        }
        alarm = test.compare(canary, baseline).answer() == Answer.WORSE;
      }
      alarms += alarm ? 1 : 0;
    }
    assertTrue(alarms <= 26, alarms + " of 300");
  }

  @Test
  @DisplayName("refuses values out of range, and says what is allowed")
  void ranges() {
    assertEquals(
        "falseAlarmRate: 0.0 is out of range; allowed: above 0, at most 0.5",
        message(() -> SequentialTest.of(0, 1, Direction.EITHER)));
    assertEquals(
        "falseAlarmRate: 0.6 is out of range; allowed: above 0, at most 0.5",
        message(() -> SequentialTest.of(0.6, 1, Direction.EITHER)));
    assertEquals(
        "effect: NaN is out of range; allowed: above 0, and finite",
        message(() -> SequentialTest.of(0.1, Double.NaN, Direction.EITHER)));
    assertEquals(
        "minimumSamples: 0 is out of range; allowed: 1 or more",
        message(() -> new SequentialTest(0.1, 1, Direction.EITHER, 0)));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
