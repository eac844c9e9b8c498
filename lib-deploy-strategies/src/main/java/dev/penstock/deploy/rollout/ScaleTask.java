package dev.penstock.deploy.rollout;

import dev.penstock.deploy.traffic.TrafficSide;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * How many replicas a side is to have.
 *
 * @param key names this task and no other; the same when it is asked for again
 * @param service the service's name
 * @param side which side
 * @param revision that its replicas run
 * @param replicas how many, 0 or more
 * @param isRepeat whether it was asked for before a restart
 * @param progress told while it goes on
 * @param settled completes when the rollout waits for it no longer, because enough are ready or
 *     another size is asked for
 */
public record ScaleTask(
    String key,
    String service,
    TrafficSide side,
    String revision,
    int replicas,
    boolean isRepeat,
    Progress progress,
    CompletionStage<Void> settled) {

  /** Hears how scaling goes. Safe for several threads. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Tells how far it is. Numbers only grow; telling the same again is harmless.
     *
     * @param ready replicas that have become ready since the task began
     * @param failed replicas that have failed to start since then
     */
    void report(int ready, int failed);
  }

  /** Refuses null. */
  public ScaleTask {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(settled, "settled");
  }
}
