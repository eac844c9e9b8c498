package dev.penstock.deploy.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("A weight")
class WeightTest {

  @Example
  @Label("prints its percentage, and the percentage makes the weight, for every basis point")
  void printsAndParses() {
    for (int points = 0; points <= Weight.WHOLE; points++) {
      Weight weight = new Weight(points);
      assertEquals(weight, Weight.ofPercent(Double.parseDouble(weight.percent())));
      assertEquals(weight.percent() + " %", weight.toString());
      assertEquals(Weight.ALL, weight.plusCapped(weight.complement()));
    }
    assertEquals("12.5 %", new Weight(1_250).toString());
    assertEquals("100 %", Weight.ALL.toString());
    assertEquals("0 %", Weight.NONE.toString());
    assertEquals("0.01 %", new Weight(1).toString());
  }

  @Property(seed = "42", tries = 500)
  @Label("of so many units is the smallest number that is not less than the share")
  void ofUnits(
      @ForAll @IntRange(max = 10_000) int points,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int total) {
    long units = new Weight(points).of(total);
    assertTrue(units * Weight.WHOLE >= (long) total * points);
    assertTrue(units == 0 || (units - 1) * Weight.WHOLE < (long) total * points);
    assertTrue(units <= total);
  }

  @Property(seed = "43", tries = 200)
  @Label("adds up to everything at most, in any order")
  void adds(@ForAll @IntRange(max = 10_000) int one, @ForAll @IntRange(max = 10_000) int other) {
    Weight sum = new Weight(one).plusCapped(new Weight(other));
    assertEquals(Math.min(10_000, one + other), sum.basisPoints());
    assertEquals(sum, new Weight(other).plusCapped(new Weight(one)));
    assertEquals(
        Integer.signum(Integer.compare(one, other)),
        Integer.signum(new Weight(one).compareTo(new Weight(other))));
    assertEquals(one + other >= 10_000, sum.isAll());
    assertEquals(one + other == 0, sum.isNone());
  }

  @Example
  @Label("refuses what is no share, and says what is allowed")
  void refuses() {
    refuses(
        "weight: 10001 basis points are out of range; allowed: 0 to 10000 (100 basis points are 1"
            + " %)",
        () -> new Weight(10_001));
    refuses(
        "weight: -1 basis points are out of range; allowed: 0 to 10000 (100 basis points are 1 %)",
        () -> new Weight(-1));
    refuses("weight: 100.5 % is out of range; allowed: 0 to 100 %", () -> Weight.ofPercent(100.5));
    refuses(
        "weight: NaN % is out of range; allowed: 0 to 100 %", () -> Weight.ofPercent(Double.NaN));
    refuses(
        "weight: 33.333 % is too fine; allowed: at most two decimals",
        () -> Weight.ofPercent(33.333));
    refuses("total: -1 is out of range; allowed: 0 or more", () -> Weight.ALL.of(-1));
  }

  private static void refuses(String message, Runnable use) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, use::run).getMessage());
  }
}
