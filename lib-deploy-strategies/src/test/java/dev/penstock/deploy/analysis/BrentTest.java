package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The root finder")
class BrentTest {

  private static double root(DoubleUnaryOperator f, double from, double to) {
    return Brent.root(f, from, to, f.applyAsDouble(from), f.applyAsDouble(to), 1e-13);
  }

  @Test
  @DisplayName("finds the roots of smooth functions")
  void smooth() {
    assertEquals(Math.sqrt(2), root(x -> x * x - 2, 0, 2), 1e-12);
    assertEquals(-Math.cbrt(5), root(x -> x * x * x + 5, -3, 3), 1e-12);
    assertEquals(0.7390851332151607, root(x -> Math.cos(x) - x, 0, 1), 1e-12); // Dottie's number
    assertEquals(1, root(x -> Math.pow(x - 1, 3), -4, 7), 1e-4); // flat at its root
    assertEquals(3, root(x -> 3 - x, 3, 9), 0); // at an end
  }

  @Test
  @DisplayName("closes in on a jump")
  void jump() {
    assertEquals(0.3, root(x -> x < 0.3 ? 7 : -0.001, -100, 100), 1e-12);
    assertEquals(-99.9, root(x -> x < -99.9 ? 0.001 : -7, -100, 100), 1e-12);
    assertEquals(1e-7, root(x -> x < 1e-7 ? 1 : -1, -1, 1), 1e-12);
  }

  @Test
  @DisplayName("needs far fewer steps than bisection where the function is smooth")
  void fast() {
    AtomicInteger calls = new AtomicInteger();
    root(
        x -> {
          calls.incrementAndGet();
          return Math.exp(x) - 3;
        },
        -10,
        10);
    assertTrue(calls.get() < 25, calls + " calls, bisection takes 47");
  }
}
