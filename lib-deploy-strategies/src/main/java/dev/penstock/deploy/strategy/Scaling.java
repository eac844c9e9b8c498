package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Objects;

/**
 * How the replicas of both sides are handled, where the host lets Penstock scale them.
 *
 * @param router whether a router shares the traffic, or the numbers of replicas do (RP-102)
 * @param initial how large the new side is before its first traffic
 * @param readyShare of the replicas asked for that has to be ready before the rollout goes on
 *     (RP-13); above nothing
 * @param minimumReplicas of a side in use, 1 to {@link ScaleTarget#MOST_REPLICAS} (RP-12)
 * @param minimumCapacity share of the replicas wanted that serve at any time, of both sides
 *     together
 * @param shrinksStable whether the stable side shrinks as the new one grows (RP-11)
 * @param surge replicas above those wanted that there may be, of both sides together, where the
 *     numbers of replicas share the traffic (RP-01); 1 to {@link ScaleTarget#MOST_REPLICAS}, or 0
 *     if the stable side has to make room first
 * @param scaleDownDelay how long the old side is kept after the success (RP-28)
 */
public record Scaling(
    Sharing router,
    ScaleTarget initial,
    Weight readyShare,
    int minimumReplicas,
    Weight minimumCapacity,
    boolean shrinksStable,
    int surge,
    Duration scaleDownDelay) {

  /** How long the old side is kept unless the plan says otherwise (RP-111). */
  public static final Duration DEFAULT_SCALE_DOWN_DELAY = Duration.ofSeconds(30);

  /** What scaling is unless the plan says otherwise. */
  public static final Scaling STANDARD =
      new Scaling(
          Sharing.ROUTER,
          ScaleTarget.MATCH_WEIGHT,
          Weight.ALL,
          1,
          Weight.ALL,
          false,
          ScaleTarget.MOST_REPLICAS,
          DEFAULT_SCALE_DOWN_DELAY);

  /** What shares the traffic. */
  public enum Sharing {
    /** A router, exact to a basis point. */
    ROUTER,
    /** The numbers of replicas: a share is as fine as one replica. */
    REPLICAS
  }

  /** Refuses values out of range. */
  public Scaling {
    Objects.requireNonNull(router, "router");
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(minimumCapacity, "minimumCapacity");
    requireShare(readyShare);
    if (minimumReplicas < 1 || minimumReplicas > ScaleTarget.MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "minimum replicas: "
              + minimumReplicas
              + " is out of range; allowed: 1 to "
              + ScaleTarget.MOST_REPLICAS);
    }
    if (surge < 0 || surge > ScaleTarget.MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "surge: " + surge + " is out of range; allowed: 0 to " + ScaleTarget.MOST_REPLICAS);
    }
    Shares.requireInterval("scale-down delay", scaleDownDelay);
  }

  static void requireShare(Weight share) {
    if (share.isNone()) {
      throw new IllegalArgumentException("ready share: 0 % is out of range; allowed: above 0 %");
    }
  }

  /**
   * The same with another beginning.
   *
   * @param value how large the new side is before its first traffic
   * @return a copy
   */
  public Scaling startingWith(ScaleTarget value) {
    return new Scaling(
        router,
        value,
        readyShare,
        minimumReplicas,
        minimumCapacity,
        shrinksStable,
        surge,
        scaleDownDelay);
  }

  /**
   * The same, with the traffic shared by the numbers of replicas (RP-102).
   *
   * @return a copy
   */
  public Scaling withoutRouter() {
    return new Scaling(
        Sharing.REPLICAS,
        initial,
        readyShare,
        minimumReplicas,
        minimumCapacity,
        shrinksStable,
        surge,
        scaleDownDelay);
  }

  /**
   * The same, going on once a share is ready.
   *
   * @param percent above 0, up to 100
   * @return a copy
   */
  public Scaling readyAt(double percent) {
    return new Scaling(
        router,
        initial,
        Weight.ofPercent(percent),
        minimumReplicas,
        minimumCapacity,
        shrinksStable,
        surge,
        scaleDownDelay);
  }

  /**
   * The same with a minimum of replicas for each side in use.
   *
   * @param count at least 1
   * @return a copy
   */
  public Scaling atLeast(int count) {
    return new Scaling(
        router, initial, readyShare, count, minimumCapacity, shrinksStable, surge, scaleDownDelay);
  }

  /**
   * The same with another floor of serving replicas.
   *
   * @param percent of the replicas wanted, 0 to 100
   * @return a copy
   */
  public Scaling keepingCapacity(double percent) {
    return new Scaling(
        router,
        initial,
        readyShare,
        minimumReplicas,
        Weight.ofPercent(percent),
        shrinksStable,
        surge,
        scaleDownDelay);
  }

  /**
   * The same, with a stable side that shrinks as the new one grows (RP-11).
   *
   * @return a copy
   */
  public Scaling shrinkingStable() {
    return new Scaling(
        router, initial, readyShare, minimumReplicas, minimumCapacity, true, surge, scaleDownDelay);
  }

  /**
   * The same with a bound of how many replicas there may be where they share the traffic.
   *
   * @param replicas above those wanted, 0 or more
   * @return a copy
   */
  public Scaling surgingBy(int replicas) {
    return new Scaling(
        router,
        initial,
        readyShare,
        minimumReplicas,
        minimumCapacity,
        shrinksStable,
        replicas,
        scaleDownDelay);
  }

  /**
   * The same with another delay.
   *
   * @param delay how long the old side is kept after the success, zero or more
   * @return a copy
   */
  public Scaling scalingDownAfter(Duration delay) {
    return new Scaling(
        router, initial, readyShare, minimumReplicas, minimumCapacity, shrinksStable, surge, delay);
  }
}
