package dev.penstock.deploy.simulation;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one rollout meant for users and capacity, as numbers with units. Immutable.
 *
 * @param duration from the start to the end, a rollback included
 * @param fullAfter how long it took until all was on the new revision; null if it never was
 * @param lowestCapacity the share of hosts that served at the worst moment, rounded down to a basis
 *     point; always 100 % of a rollout of traffic
 * @param detectedAfter from the first request to a bad revision to the alarm; null if the revision
 *     is good, or nobody was told before it was gone
 * @param recoveredAfter from that alarm to the last request to the bad revision; null as that is
 * @param exposure how much the users saw of a bad revision: the sum over time of the share of
 *     requests that it got, as the time that it would take with all of them
 * @param requestMinutes the same in requests: how many the bad revision got, which is requests a
 *     minute times minutes
 * @param failedRequests requests that went wrong, because the bad revision failed or because too
 *     few hosts served
 */
public record RolloutFigures(
    Duration duration,
    @Nullable Duration fullAfter,
    Weight lowestCapacity,
    @Nullable Duration detectedAfter,
    @Nullable Duration recoveredAfter,
    Duration exposure,
    long requestMinutes,
    long failedRequests) {

  /**
   * How long it took until all was on the new revision.
   *
   * @return empty if it never was
   */
  public Optional<Duration> timeToFull() {
    return Optional.ofNullable(fullAfter);
  }

  /**
   * How long a bad revision served before an alarm was raised.
   *
   * @return empty if there was no bad revision, or no alarm
   */
  public Optional<Duration> timeToDetect() {
    return Optional.ofNullable(detectedAfter);
  }

  /**
   * How long a bad revision went on serving after the alarm.
   *
   * @return empty if there was no bad revision, or no alarm
   */
  public Optional<Duration> timeToRecover() {
    return Optional.ofNullable(recoveredAfter);
  }
}
