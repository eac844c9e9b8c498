package dev.penstock.deploy.analysis;

import static dev.penstock.deploy.analysis.MetricLabel.HIGH;
import static dev.penstock.deploy.analysis.MetricLabel.LOW;
import static dev.penstock.deploy.analysis.MetricLabel.NODATA;
import static dev.penstock.deploy.analysis.MetricLabel.NODATA_FAIL;
import static dev.penstock.deploy.analysis.MetricLabel.PASS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.MannWhitneyTest.EffectSize;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The canary judge labels a metric")
class CanaryJudgeTest {
  private static final double NAN = Double.NaN;
  private static final List<Double> TENS = ramp(10, 20);

  /** So many values around a level, evenly from 10 % below to 10 % above it. */
  private static List<Double> ramp(double level, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> level * (0.9 + 0.2 * i / (length - 1)))
        .toList();
  }

  private static CanaryMetric metric(MannWhitneyTest test) {
    return CanaryMetric.of("m", "g").withTest(test);
  }

  private static MetricComparison compare(
      CanaryMetric metric, List<Double> canary, List<Double> baseline) {
    return SeriesComparison.compare(metric, new CanarySeries(canary, baseline), 1);
  }

  private static MetricLabel label(
      MannWhitneyTest test, List<Double> canary, List<Double> baseline) {
    return compare(metric(test), canary, baseline).label();
  }

  private static List<Double> with(List<Double> values, Double... more) {
    return Stream.concat(values.stream(), Stream.of(more)).toList();
  }

  @Test
  @Covers({"RP-140", "RP-22"})
  @DisplayName(
      "from two series, without NaN or with zeros for it, and without outliers if asked to")
  void preparation() {
    MannWhitneyTest plain = MannWhitneyTest.DEFAULT;
    assertEquals(MannWhitneyTest.MissingValues.REMOVE, plain.missing()); // the default
    MetricComparison removed = compare(metric(plain), with(TENS, NAN, NAN), with(TENS, NAN));
    assertEquals(PASS, removed.label());
    assertEquals(20, removed.canaryValues());
    assertEquals(20, removed.baselineValues());
    assertEquals(10, removed.canaryMean(), 1e-9);
    MetricComparison zeros =
        compare(metric(plain.withMissingAsZero()), with(TENS, NAN, NAN), with(TENS, NAN));
    assertEquals(22, zeros.canaryValues());
    assertEquals(21, zeros.baselineValues());
    assertEquals(200 / 22.0, zeros.canaryMean(), 1e-9);

    List<Double> spiked = with(IntStream.range(0, 200).mapToObj(i -> i % 10.0).toList(), 1000.0);
    assertEquals(0, plain.outlierFactor()); // kept by default
    assertEquals(201, compare(metric(plain), spiked, TENS).canaryValues());
    MannWhitneyTest cleaned = plain.withOutliersRemoved();
    assertEquals(3.0, cleaned.outlierFactor());
    assertEquals(200, compare(metric(cleaned), spiked, TENS).canaryValues());
    assertEquals(200, compare(metric(cleaned), TENS, spiked).baselineValues());
    List<Double> fallen = with(IntStream.range(0, 200).mapToObj(i -> i % 10.0).toList(), -1000.0);
    assertEquals(201, compare(metric(plain), fallen, TENS).canaryValues());
    assertEquals(200, compare(metric(cleaned), fallen, TENS).canaryValues());
    // quartiles 2 and 7: with factor 3.0 the fence is at 22, with 4.0 at 27
    List<Double> near = with(IntStream.range(0, 200).mapToObj(i -> i % 10.0).toList(), 24.0);
    assertEquals(200, compare(metric(cleaned), near, TENS).canaryValues());
    assertEquals(201, compare(metric(plain.withOutliersRemoved(4)), near, TENS).canaryValues());
  }

  @Test
  @Covers("RP-141")
  @DisplayName("without data by its options, and as passed if both sides are the same")
  void noData() {
    MannWhitneyTest remove = MannWhitneyTest.DEFAULT;
    MannWhitneyTest replace = remove.withMissingAsZero();
    List<Double> gaps = List.of(NAN, NAN);
    for (List<Double> none : List.of(List.<Double>of(), gaps)) {
      for (boolean ours : new boolean[] {true, false}) {
        List<Double> canary = ours ? none : TENS;
        List<Double> baseline = ours ? TENS : none;
        MetricComparison plain = compare(metric(remove), canary, baseline);
        assertEquals(NODATA, plain.label());
        assertFalse(plain.critical());
        MetricComparison critical = compare(metric(remove).asCritical(), canary, baseline);
        assertEquals(NODATA, critical.label());
        assertTrue(critical.critical());
        MetricComparison required = compare(metric(remove).withDataRequired(), canary, baseline);
        assertEquals(NODATA_FAIL, required.label());
        assertFalse(required.critical());
        MetricComparison both =
            compare(metric(remove).asCritical().withDataRequired(), canary, baseline);
        assertEquals(NODATA, both.label()); // "must have data" only matters if not critical
        assertTrue(both.critical());
      }
    }
    for (CanaryMetric any :
        List.of(
            metric(replace), metric(replace).asCritical(), metric(replace).withDataRequired())) {
      MetricComparison passed = compare(any, List.of(), TENS);
      assertEquals(PASS, passed.label());
      assertFalse(passed.critical());
      assertEquals(PASS, compare(any, TENS, List.of()).label());
      assertEquals(PASS, compare(any, List.of(), List.of()).label());
    }

    MetricComparison identical = compare(metric(remove), List.of(3.0, 1.0), List.of(1.0, 3.0));
    assertEquals(PASS, identical.label()); // sorted, they are the same
    assertEquals("canary and baseline have the same values", identical.reason());
    MetricComparison single = compare(metric(remove), List.of(4.0, 4.0, 4.0), List.of(4.0, 4.0));
    assertEquals(PASS, single.label());
    assertEquals("all values are 4.0", single.reason());
  }

  /** The intervals behind these labels are checked in {@link RankTestTest}. */
  @Test
  @Covers("RP-142")
  @DisplayName("high or low if the whole interval is outside a quarter of the estimated shift")
  void highAndLow() {
    List<Double> more = ramp(12, 20);
    List<Double> less = ramp(8, 20);
    MannWhitneyTest either = MannWhitneyTest.DEFAULT;
    MetricComparison high = compare(metric(either), more, TENS);
    assertEquals(HIGH, high.label());
    assertTrue(high.lower() > 0.25 * high.estimate());
    assertEquals(2, high.estimate(), 0.1);
    MetricComparison low = compare(metric(either), less, TENS);
    assertEquals(LOW, low.label());
    assertTrue(low.upper() < 0.25 * low.estimate()); // a negative estimate
    // 98 %: an interval that leaves out zero, but not a quarter of the estimate, is tolerated
    List<Double> bit = ramp(10.62, 20);
    MetricComparison within = compare(metric(either), bit, TENS);
    assertTrue(within.lower() > 0 && within.lower() <= 0.25 * within.estimate(), within.reason());
    assertEquals(PASS, within.label());
    MetricComparison below = compare(metric(either), TENS, bit);
    assertTrue(below.upper() < 0 && below.upper() >= 0.25 * below.estimate(), below.reason());
    assertEquals(PASS, below.label());

    MannWhitneyTest increase = either.withDirection(Direction.INCREASE);
    MannWhitneyTest decrease = either.withDirection(Direction.DECREASE);
    assertEquals(HIGH, label(increase, more, TENS));
    assertEquals(PASS, label(increase, less, TENS));
    assertEquals(LOW, label(decrease, less, TENS));
    assertEquals(PASS, label(decrease, more, TENS));

    // the ratios of the means are 1.2 and 0.8
    assertEquals(HIGH, label(either.withAllowed(1.19, 1), more, TENS));
    assertEquals(PASS, label(either.withAllowed(1.21, 1), more, TENS));
    assertEquals(LOW, label(either.withAllowed(1, 0.81), less, TENS));
    assertEquals(PASS, label(either.withAllowed(1, 0.79), less, TENS));
    assertTrue(
        compare(metric(either.withAllowed(1.21, 1)), more, TENS)
            .reason()
            .endsWith("ratio 1.2, which is allowed"));
  }

  @Test
  @Covers("RP-142")
  @DisplayName("with bounds at a quarter of the size of the estimated shift on either side")
  void bounds() {
    int tolerated = 0;
    int told = 0;
    for (int i = 0; i < 150; i++) {
      List<Double> more = ramp(10.6 + i / 1000.0, 20);
      MetricComparison up = compare(metric(MannWhitneyTest.DEFAULT), more, TENS);
      double share = up.lower() / Math.abs(up.estimate());
      assertEquals(share > 0.25 ? HIGH : PASS, up.label(), up.reason());
      MetricComparison down = compare(metric(MannWhitneyTest.DEFAULT), TENS, more);
      assertEquals(
          down.upper() / Math.abs(down.estimate()) < -0.25 ? LOW : PASS,
          down.label(),
          down.reason());
      tolerated += share > 0.24 && share <= 0.25 ? 1 : 0;
      told += share > 0.25 && share < 0.26 ? 1 : 0;
    }
    assertTrue(tolerated > 0 && told > 0, tolerated + " below and " + told + " above a quarter");
    List<Double> most = List.of(5.0, 6.0, 7.0, 8.0);
    List<Double> least = List.of(1.0, 4.0);
    MetricComparison onBound = compare(metric(MannWhitneyTest.DEFAULT), most, least);
    assertEquals(0.25 * onBound.estimate(), onBound.lower(), "a quarter exactly");
    assertEquals(PASS, onBound.label());
    MetricComparison below = compare(metric(MannWhitneyTest.DEFAULT), least, most);
    assertEquals(0.25 * below.estimate(), below.upper(), "a quarter exactly");
    assertEquals(PASS, below.label());
  }

  @Test
  @Covers("RP-142")
  @DisplayName("high or low as well if the effect is just what is allowed, and not below that")
  void allowedEffect() {
    List<Double> eights = IntStream.range(0, 20).mapToObj(i -> 7.0 + i % 5 / 2.0).toList();
    List<Double> twelves = eights.stream().map(value -> value + 4).toList();
    MannWhitneyTest test = MannWhitneyTest.DEFAULT;
    assertEquals(1.5, compare(metric(test), twelves, eights).effect());
    assertEquals(HIGH, label(test.withAllowed(1.5, 1), twelves, eights));
    assertEquals(PASS, label(test.withAllowed(Math.nextUp(1.5), 1), twelves, eights));
    double third = compare(metric(test), eights, twelves).effect();
    assertEquals(8.0 / 12, third);
    assertEquals(LOW, label(test.withAllowed(1, third), eights, twelves));
    assertEquals(PASS, label(test.withAllowed(1, Math.nextDown(third)), eights, twelves));
  }

  @Test
  @Covers("RP-142")
  @DisplayName("of two constant series after adding noise, the same for the same seed")
  void noise() {
    List<Double> fives = Collections.nCopies(20, 5.0);
    List<Double> fours = Collections.nCopies(20, 4.0);
    CanaryMetric metric = metric(MannWhitneyTest.DEFAULT);
    MetricComparison high = compare(metric, fives, fours);
    assertEquals(HIGH, high.label());
    assertEquals(1, high.estimate(), 1e-3);
    assertNotEquals(1.0, high.estimate()); // there was noise
    // of 1e-5 times the value: 20 of 5e-5 and 20 of 4e-5 make a standard error of 1.5e-5
    double width = high.upper() - high.lower();
    assertEquals(2 * 2.33 * 1.5e-5, width, 2.5e-5);
    MetricComparison hundredfold =
        compare(metric, Collections.nCopies(20, 500.0), Collections.nCopies(20, 400.0));
    assertEquals(100 * width, hundredfold.upper() - hundredfold.lower(), 1e-6);
    assertEquals(high, compare(metric, fives, fours));
    MetricComparison other = SeriesComparison.compare(metric, new CanarySeries(fives, fours), 2);
    assertNotEquals(high.estimate(), other.estimate());
    assertEquals(HIGH, other.label());
    assertEquals(LOW, compare(metric, fours, fives).label());
    // if only one side is constant there is none
    MetricComparison one = compare(metric, fives, ramp(4, 20));
    assertEquals(one, SeriesComparison.compare(metric, new CanarySeries(fives, ramp(4, 20)), 2));
    assertEquals(HIGH, one.label());
  }

  @Test
  @Covers("RP-143")
  @DisplayName("by the ratio of the means or the common language effect size")
  void effects() {
    List<Double> more = ramp(12, 20);
    MannWhitneyTest ratio = MannWhitneyTest.of(EffectSize.MEAN_RATIO);
    MannWhitneyTest cles = MannWhitneyTest.of(EffectSize.CLES);
    assertEquals(MannWhitneyTest.DEFAULT, ratio);
    for (double threshold :
        new double[] {
          ratio.allowedIncrease(),
          ratio.allowedDecrease(),
          ratio.criticalIncrease(),
          ratio.criticalDecrease()
        }) {
      assertEquals(1.0, threshold);
    }
    for (double threshold :
        new double[] {
          cles.allowedIncrease(),
          cles.allowedDecrease(),
          cles.criticalIncrease(),
          cles.criticalDecrease()
        }) {
      assertEquals(0.5, threshold);
    }
    assertEquals(1.2, compare(metric(ratio), more, TENS).effect(), 1e-9);
    // 12 of 20 larger than all of the others; the others counted pair by pair
    assertEquals(
        NaiveRankTest.above(array(more), array(TENS)),
        compare(metric(cles), more, TENS).effect(),
        1e-12);
    assertEquals(HIGH, label(cles.withAllowed(0.9, 0.5), more, TENS));
    assertEquals(PASS, label(cles.withAllowed(0.999, 0.5), more, TENS));
    // without a mean to divide by, the effect is not compared
    List<Double> zeros = Collections.nCopies(20, 0.0);
    MetricComparison undivided = compare(metric(ratio.withAllowed(9, 0)), more, zeros);
    assertTrue(Double.isNaN(undivided.effect()));
    assertEquals(HIGH, undivided.label());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  @Covers("RP-143")
  @DisplayName("as a critical failure if it is critical and the effect is beyond its threshold")
  void criticalFailures() {
    List<Double> more = ramp(12, 20);
    List<Double> less = ramp(8, 20);
    MannWhitneyTest test = MannWhitneyTest.DEFAULT;
    assertTrue(compare(metric(test).asCritical(), more, TENS).critical());
    assertTrue(compare(metric(test).asCritical(), less, TENS).critical());
    assertFalse(compare(metric(test), more, TENS).critical());
    assertFalse(compare(metric(test).asCritical(), TENS, TENS).critical());
    MannWhitneyTest mild = test.withCritical(1.21, 0.79);
    MetricComparison high = compare(metric(mild).asCritical(), more, TENS);
    assertEquals(HIGH, high.label());
    assertFalse(high.critical());
    MetricComparison low = compare(metric(mild).asCritical(), less, TENS);
    assertEquals(LOW, low.label());
    assertFalse(low.critical());
    MannWhitneyTest strict = test.withCritical(1.19, 0.81);
    assertTrue(compare(metric(strict).asCritical(), more, TENS).critical());
    assertTrue(compare(metric(strict).asCritical(), less, TENS).critical());
    MannWhitneyTest allowed = test.withAllowed(1.5, 0.5).withCritical(1, 1);
    assertFalse(compare(metric(allowed).asCritical(), more, TENS).critical(), "not even high");
  }

  @Test
  @DisplayName("as one without data if it has fewer values than it needs")
  void minimumValues() {
    CanaryMetric ten = metric(MannWhitneyTest.DEFAULT).withMinimumValues(10);
    MetricComparison few = compare(ten, ramp(12, 9), TENS);
    assertEquals(NODATA, few.label());
    assertEquals("9 values on a side, at least 10 needed", few.reason());
    assertEquals(NODATA, compare(ten, TENS, ramp(12, 9)).label());
    assertEquals(HIGH, compare(ten, ramp(12, 10), TENS).label());
    assertEquals(NODATA_FAIL, compare(ten.withDataRequired(), ramp(12, 9), TENS).label());
    assertTrue(compare(ten.asCritical(), ramp(12, 9), TENS).critical());
  }
}
