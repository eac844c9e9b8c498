package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.util.Objects;

/**
 * How large the new side is to be (RP-10).
 *
 * @param kind what the value means
 * @param value a number of replicas, or basis points of those wanted; 0 for {@link
 *     Kind#MATCH_WEIGHT}
 * @param isOverloadAllowed whether a larger share of the traffic than of the replicas is meant so
 *     (RP-103)
 */
public record ScaleTarget(Kind kind, int value, boolean isOverloadAllowed) {

  /** The most replicas. */
  public static final int MOST_REPLICAS = 1_000_000;

  /** As large as its share of the traffic: what a plan begins with. */
  public static final ScaleTarget MATCH_WEIGHT = new ScaleTarget(Kind.MATCH_WEIGHT, 0, false);

  /** What the value of a target means. */
  public enum Kind {
    /** So many replicas, whatever the weight. */
    REPLICAS,
    /** Basis points of the replicas that are wanted in the end, rounded up. */
    SHARE,
    /** It follows the weight. */
    MATCH_WEIGHT
  }

  /** Refuses values out of range. */
  public ScaleTarget {
    Objects.requireNonNull(kind, "kind");
    int most =
        switch (kind) {
          case REPLICAS -> MOST_REPLICAS;
          case SHARE -> Weight.WHOLE;
          case MATCH_WEIGHT -> 0;
        };
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "scale: " + value + " is out of range; allowed: 0 to " + most + " of " + kind);
    }
  }

  /**
   * A number of replicas, whatever the weight is.
   *
   * @param count 0 to {@value #MOST_REPLICAS}
   * @return the target
   */
  public static ScaleTarget replicas(int count) {
    return new ScaleTarget(Kind.REPLICAS, count, false);
  }

  /**
   * A share of the replicas that are wanted in the end, whatever the weight is.
   *
   * @param percent 0 to 100, with at most two decimals
   * @return the target
   */
  public static ScaleTarget percent(double percent) {
    return new ScaleTarget(Kind.SHARE, Weight.ofPercent(percent).basisPoints(), false);
  }

  /**
   * The same target, with a larger share of the traffic than of the replicas allowed.
   *
   * @return a copy
   */
  public ScaleTarget allowingOverload() {
    return new ScaleTarget(kind, value, true);
  }

  /**
   * How many replicas that is.
   *
   * @param wanted replicas in the end
   * @param weight the share of the traffic
   * @return 0 or more
   */
  public int of(int wanted, Weight weight) {
    return switch (kind) {
      case REPLICAS -> value;
      case SHARE -> new Weight(value).of(wanted);
      case MATCH_WEIGHT -> weight.of(wanted);
    };
  }
}
