package dev.penstock.deploy.analysis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them: six significant digits at most, and no zeros behind the last. */
final class Figures {
  private static final MathContext DIGITS = new MathContext(6);
  private static final int LONGEST_PLAIN = 12;

  private Figures() {}

  /** Of NaN a dash, as there is no number. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinity" : "-infinity";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST_PLAIN ? plain : rounded.toString();
  }
}
