package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Outliers")
class OutliersTest {

  /** From {@code numpy.percentile(values, p, method="weibull")}. */
  @Test
  @DisplayName("are told by percentiles as numpy's weibull method has them")
  void percentiles() {
    double[] ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertEquals(1, Outliers.percentile(ten, 1));
    assertEquals(2.75, Outliers.percentile(ten, 25));
    assertEquals(8.25, Outliers.percentile(ten, 75));
    assertEquals(10, Outliers.percentile(ten, 99));
    double[] seven = {1.25, 2, 3.5, 4, 4, 7.5, 9};
    assertEquals(1.25, Outliers.percentile(seven, 1));
    assertEquals(2, Outliers.percentile(seven, 25));
    assertEquals(4, Outliers.percentile(seven, 50));
    assertEquals(7.5, Outliers.percentile(seven, 75));
    assertEquals(9, Outliers.percentile(seven, 99));
  }

  @Test
  @DisplayName("are kept within the first and the 99th percentile, and left out beyond")
  void fences() {
    double[] values = new double[200];
    for (int i = 0; i < 200; i++) {
      values[i] = i % 10;
    }
    assertArrayEquals(values, Outliers.removed(values, 3));
    values[7] = 30; // quartiles 2 and 7: the fence is at 7 + 3 * 5 = 22
    values[8] = -14; // and at 2 - 15 = -13
    double[] cleaned = Outliers.removed(values, 3);
    assertEquals(198, cleaned.length);
    values[7] = 22;
    values[8] = -13;
    assertArrayEquals(values, Outliers.removed(values, 3));
    double[] few = {1, 1, 1, 1, 100}; // of so few the largest is the 99th percentile
    assertArrayEquals(few, Outliers.removed(few, 3));
    double[] low = {-100, 1, 1, 1, 1}; // and the smallest is the first
    assertArrayEquals(low, Outliers.removed(low, 3));
    assertArrayEquals(new double[0], Outliers.removed(new double[0], 3));
  }
}
