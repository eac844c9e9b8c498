package dev.penstock.deploy;

import dev.penstock.deploy.strategy.Rollout;

/** Counts of the targets of one leg, or of one zone. Changed by {@link LegProgress} alone. */
final class Tally {
  private final int total;
  private int healthy;
  private int unhealthyWaiting;
  private int healthyWaiting;
  private int succeeded;
  private int failed;

  Tally(Iterable<TargetState> targets) {
    int all = 0;
    for (TargetState target : targets) {
      all++;
      if (target.isHealthy) {
        healthy++;
        healthyWaiting++;
      } else {
        unhealthyWaiting++;
      }
    }
    total = all;
  }

  /** The same as values. */
  record Counts(
      int total,
      int healthy,
      int unhealthyWaiting,
      int healthyWaiting,
      int succeeded,
      int failed) {}

  Tally(Counts counts) {
    total = counts.total();
    healthy = counts.healthy();
    unhealthyWaiting = counts.unhealthyWaiting();
    healthyWaiting = counts.healthyWaiting();
    succeeded = counts.succeeded();
    failed = counts.failed();
  }

  Counts counts() {
    return new Counts(total, healthy, unhealthyWaiting, healthyWaiting, succeeded, failed);
  }

  void begin(TargetState target) {
    unhealthyWaiting -= target.isHealthy ? 0 : 1;
    healthyWaiting -= target.isHealthy ? 1 : 0;
  }

  void succeed(TargetState target) {
    healthy += target.isHealthy ? 0 : 1;
    succeeded++;
  }

  void fail(TargetState target) {
    healthy -= target.isHealthy ? 1 : 0;
    failed++;
  }

  int total() {
    return total;
  }

  int healthy() {
    return healthy;
  }

  int unhealthyWaiting() {
    return unhealthyWaiting;
  }

  int waiting() {
    return unhealthyWaiting + healthyWaiting;
  }

  int succeeded() {
    return succeeded;
  }

  int failed() {
    return failed;
  }

  Rollout rollout(int waves) {
    return new Rollout(total, healthy, unhealthyWaiting, healthyWaiting, succeeded, failed, waves);
  }

  /** The same seen while only targets of a zone can move: the others wait, healthy or not. */
  Rollout rollout(int waves, Tally zone) {
    return new Rollout(
        total,
        healthy,
        zone.unhealthyWaiting,
        waiting() - zone.unhealthyWaiting,
        succeeded,
        failed,
        waves);
  }
}
