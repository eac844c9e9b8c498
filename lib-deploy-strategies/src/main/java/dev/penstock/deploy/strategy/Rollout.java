package dev.penstock.deploy.strategy;

/**
 * How far a rollout is: all that a strategy sees. Units are hosts of a fleet, or basis points (0 to
 * 10,000) of the traffic; the same strategy moves either.
 *
 * <p>A strategy is asked while nothing is in flight, so every unit either waits or has ended:
 * {@code unhealthyWaiting + healthyWaiting + succeeded + failed} is {@code total}.
 *
 * <p>On a first deployment no host is healthy yet, and treating all as unhealthy would leave no
 * rule to stop at. The caller then counts every host as healthy here, in {@code healthy} and in
 * {@code healthyWaiting} (D-259).
 *
 * @param total units at the start of the rollout, 0 or more
 * @param healthy units that serve now, 0 to {@code total}: those that were healthy and have not
 *     failed, and those that succeeded
 * @param unhealthyWaiting units not attempted yet that do not serve
 * @param healthyWaiting units not attempted yet that serve
 * @param succeeded units attempted that ended well
 * @param failed units attempted that ended badly
 * @param increments moves made so far
 */
public record Rollout(
    int total,
    int healthy,
    int unhealthyWaiting,
    int healthyWaiting,
    int succeeded,
    int failed,
    int increments) {

  /** Refuses counts that contradict each other. */
  public Rollout {
    if (total < 0
        || unhealthyWaiting < 0
        || healthyWaiting < 0
        || succeeded < 0
        || failed < 0
        || increments < 0) {
      throw new IllegalArgumentException(
          "rollout: counts are 0 or more; found total "
              + total
              + ", unhealthyWaiting "
              + unhealthyWaiting
              + ", healthyWaiting "
              + healthyWaiting
              + ", succeeded "
              + succeeded
              + ", failed "
              + failed
              + ", increments "
              + increments);
    }
    long accounted = (long) unhealthyWaiting + healthyWaiting + succeeded + failed;
    if (accounted != total) {
      throw new IllegalArgumentException(
          "rollout: "
              + unhealthyWaiting
              + " unhealthy and "
              + healthyWaiting
              + " healthy waiting, "
              + succeeded
              + " succeeded and "
              + failed
              + " failed make "
              + accounted
              + "; allowed: exactly the total, "
              + total);
    }
    if (healthy < 0 || healthy > total) {
      throw new IllegalArgumentException(
          "rollout: healthy " + healthy + " is out of range; allowed: 0 to the total, " + total);
    }
  }

  /**
   * A rollout before its first move.
   *
   * @param healthy units that serve, 0 or more
   * @param unhealthy units that do not, 0 or more
   * @return the rollout
   */
  public static Rollout starting(int healthy, int unhealthy) {
    return new Rollout(Math.addExact(healthy, unhealthy), healthy, unhealthy, healthy, 0, 0, 0);
  }

  /**
   * Units not attempted yet.
   *
   * @return 0 to {@code total}
   */
  public int waiting() {
    return unhealthyWaiting + healthyWaiting;
  }

  /**
   * Units whose attempt has ended, well or badly.
   *
   * @return 0 to {@code total}
   */
  public int attempted() {
    return succeeded + failed;
  }

  /**
   * How many units one move can take at most: the unhealthy ones while there are any, as a move
   * never mixes the two (D-252).
   *
   * @return 0 to {@code total}
   */
  public int movable() {
    return unhealthyWaiting > 0 ? unhealthyWaiting : healthyWaiting;
  }

  /**
   * This rollout after one more move has ended. The units are taken from the unhealthy ones while
   * there are any: a success there raises {@code healthy}, while a failure of a healthy one lowers
   * it.
   *
   * @param good units moved that succeeded
   * @param bad units moved that failed; together at most {@link #movable()}
   * @return the later rollout
   */
  public Rollout moved(int good, int bad) {
    return unhealthyWaiting > 0
        ? new Rollout(
            total,
            healthy + good,
            unhealthyWaiting - good - bad,
            healthyWaiting,
            succeeded + good,
            failed + bad,
            increments + 1)
        : new Rollout(
            total,
            healthy - bad,
            0,
            healthyWaiting - good - bad,
            succeeded + good,
            failed + bad,
            increments + 1);
  }
}
