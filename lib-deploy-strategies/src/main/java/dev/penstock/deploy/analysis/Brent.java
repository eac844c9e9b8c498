package dev.penstock.deploy.analysis;

import java.util.function.DoubleUnaryOperator;

/**
 * Finds a root without derivatives: Brent, "Algorithms for Minimization without Derivatives"
 * (1973), chapter 4. Inverse quadratic interpolation while it helps, bisection otherwise, so it
 * also closes in on the jump of a step function.
 */
final class Brent {
  private static final int MOST_STEPS = 500;

  private Brent() {}

  /**
   * A point at most {@code tolerance}, or the precision of a double, from a change of sign.
   *
   * @param from one end
   * @param to the other end
   * @param atFrom the function's value there, of the opposite sign to {@code atTo}
   * @param atTo the function's value there
   */
  static double root(
      DoubleUnaryOperator function,
      double from,
      double to,
      double atFrom,
      double atTo,
      double tolerance) {
    double a = from;
    double fa = atFrom;
    double b = to;
    double fb = atTo;
    double c = a;
    double fc = fa;
    double step = b - a;
    double before = step;
    for (int i = 0; i < MOST_STEPS; i++) {
      if (Math.signum(fb) == Math.signum(fc)) { // the root lies between a and b
        c = a;
        fc = fa;
        step = b - a;
        before = step;
      }
      if (Math.abs(fc) < Math.abs(fb)) { // b is the best guess
        a = b;
        b = c;
        c = a;
        fa = fb;
        fb = fc;
        fc = fa;
      }
      double precision = 2 * Math.ulp(b) + tolerance / 2;
      double half = (c - b) / 2;
      if (Math.abs(half) <= precision || fb == 0) {
        return b;
      }
      double next = half;
      if (Math.abs(before) >= precision && Math.abs(fa) > Math.abs(fb)) {
        double guess = interpolated(a, fa, b, fb, c, fc);
        if (isWithin(guess, half, before, precision)) {
          next = guess;
          before = step;
        } else {
          before = half;
        }
      } else {
        before = half;
      }
      step = next;
      a = b;
      fa = fb;
      b += Math.abs(step) > precision ? step : Math.copySign(precision, half);
      fb = function.applyAsDouble(b);
    }
    return b;
  }

  /** How far from b the line or parabola through the points crosses zero. */
  private static double interpolated(
      double a, double fa, double b, double fb, double c, double fc) {
    double s = fb / fa;
    if (a == c) {
      return (b - c) * s / (1 - s);
    }
    double q = fa / fc;
    double r = fb / fc;
    double p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1));
    return -p / ((q - 1) * (r - 1) * (s - 1));
  }

  /** A guess is taken if it stays well inside the bracket and shrinks fast enough. */
  private static boolean isWithin(double guess, double half, double before, double precision) {
    boolean inside =
        Math.signum(guess) == Math.signum(half)
            && Math.abs(guess) < 1.5 * Math.abs(half) - Math.abs(precision) / 2;
    return inside && Math.abs(guess) < Math.abs(before) / 2;
  }
}
