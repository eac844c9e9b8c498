package dev.penstock.deploy.traffic;

import java.math.BigDecimal;

/**
 * A share of the whole, usually of the requests that a revision gets, exact to a hundredth of a
 * percent.
 *
 * @param basisPoints 0 to 10,000; 10,000 is everything
 */
public record Weight(int basisPoints) implements Comparable<Weight> {

  /** How many basis points everything is. */
  public static final int WHOLE = 10_000;

  /** Nothing: 0 %. */
  public static final Weight NONE = new Weight(0);

  /** Everything: 100 %. */
  public static final Weight ALL = new Weight(WHOLE);

  /** Refuses what is less than nothing or more than everything. */
  public Weight {
    if (basisPoints < 0 || basisPoints > WHOLE) {
      throw new IllegalArgumentException(
          "weight: "
              + basisPoints
              + " basis points are out of range; allowed: 0 to "
              + WHOLE
              + " (100 basis points are 1 %)");
    }
  }

  /**
   * A share in percent.
   *
   * @param percent 0 to 100, with at most two decimals
   * @return the weight
   * @throws IllegalArgumentException if out of range, or finer than a basis point
   */
  public static Weight ofPercent(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "weight: " + percent + " % is out of range; allowed: 0 to 100 %");
    }
    try {
      return new Weight(BigDecimal.valueOf(percent).movePointRight(2).intValueExact());
    } catch (ArithmeticException finer) {
      throw new IllegalArgumentException(
          "weight: " + percent + " % is too fine; allowed: at most two decimals", finer);
    }
  }

  /**
   * This share and another, but never more than everything.
   *
   * @param more what to add
   * @return the sum, {@link #ALL} at most
   */
  public Weight plusCapped(Weight more) {
    return new Weight(Math.min(WHOLE, basisPoints + more.basisPoints));
  }

  /**
   * What is missing to everything.
   *
   * @return 100 % less this
   */
  public Weight complement() {
    return new Weight(WHOLE - basisPoints);
  }

  /**
   * How many of so many units this share is, rounded up, so that a share above nothing is at least
   * one unit.
   *
   * @param total units, 0 or more
   * @return 0 to {@code total}
   */
  public int of(int total) {
    if (total < 0) {
      throw new IllegalArgumentException(
          "total: " + total + " is out of range; allowed: 0 or more");
    }
    return (int) (((long) total * basisPoints + WHOLE - 1) / WHOLE);
  }

  /**
   * Whether this is everything.
   *
   * @return true at 100 %
   */
  public boolean isAll() {
    return basisPoints == WHOLE;
  }

  /**
   * Whether this is nothing.
   *
   * @return true at 0 %
   */
  public boolean isNone() {
    return basisPoints == 0;
  }

  /**
   * This share in percent without needless zeros and without a sign.
   *
   * @return such as {@code 12.5}
   */
  public String percent() {
    return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Weight other) {
    return Integer.compare(basisPoints, other.basisPoints);
  }

  /** Such as {@code 12.5 %}. */
  @Override
  public String toString() {
    return percent() + " %";
  }
}
