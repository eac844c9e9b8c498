package dev.penstock.deploy.analysis;

/**
 * What a number has to be. A condition is data: it is journalled with the analysis and shown to
 * people.
 */
public sealed interface Condition {

  /**
   * Whether it holds.
   *
   * @param value any number but NaN, of which no condition holds
   * @return true if the number is as the condition says
   */
  boolean holds(double value);

  /**
   * The number is no larger.
   *
   * @param limit the largest number of which it holds
   */
  record AtMost(double limit) implements Condition {
    /** Refuses a limit that is no number. */
    public AtMost {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value <= limit;
    }

    @Override
    public String toString() {
      return "at most " + limit;
    }
  }

  /**
   * The number is no smaller.
   *
   * @param limit the smallest number of which it holds
   */
  record AtLeast(double limit) implements Condition {
    /** Refuses a limit that is no number. */
    public AtLeast {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value >= limit;
    }

    @Override
    public String toString() {
      return "at least " + limit;
    }
  }

  /**
   * The number is smaller.
   *
   * @param limit the smallest number of which it does not hold
   */
  record Below(double limit) implements Condition {
    /** Refuses a limit that is no number. */
    public Below {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value < limit;
    }

    @Override
    public String toString() {
      return "below " + limit;
    }
  }

  /**
   * The number is larger.
   *
   * @param limit the largest number of which it does not hold
   */
  record Above(double limit) implements Condition {
    /** Refuses a limit that is no number. */
    public Above {
      requireNumber(limit);
    }

    @Override
    public boolean holds(double value) {
      return value > limit;
    }

    @Override
    public String toString() {
      return "above " + limit;
    }
  }

  /**
   * The number is within a range.
   *
   * @param low the smallest number of which it holds
   * @param high the largest number of which it holds, no smaller than {@code low}
   */
  record Between(double low, double high) implements Condition {
    /** Refuses a limit that is no number, and an empty range. */
    public Between {
      requireNumber(low);
      requireNumber(high);
      if (low > high) {
        throw new IllegalArgumentException(
            "between: " + low + " is above " + high + "; allowed: the smaller limit first");
      }
    }

    @Override
    public boolean holds(double value) {
      return value >= low && value <= high;
    }

    @Override
    public String toString() {
      return "between " + low + " and " + high;
    }
  }

  /**
   * The number is no larger.
   *
   * @param limit any number but NaN
   * @return the condition
   */
  static Condition atMost(double limit) {
    return new AtMost(limit);
  }

  /**
   * The number is no smaller.
   *
   * @param limit any number but NaN
   * @return the condition
   */
  static Condition atLeast(double limit) {
    return new AtLeast(limit);
  }

  /**
   * The number is smaller.
   *
   * @param limit any number but NaN
   * @return the condition
   */
  static Condition below(double limit) {
    return new Below(limit);
  }

  /**
   * The number is larger.
   *
   * @param limit any number but NaN
   * @return the condition
   */
  static Condition above(double limit) {
    return new Above(limit);
  }

  /**
   * The number is within a range, both ends included.
   *
   * @param low any number but NaN
   * @param high no smaller than {@code low}
   * @return the condition
   */
  static Condition between(double low, double high) {
    return new Between(low, high);
  }

  private static void requireNumber(double limit) {
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("condition: the limit NaN is no number; allowed: numbers");
    }
  }
}
