package dev.penstock.deploy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that somebody holds until its group answers for it. Changed by {@link GroupEvolution}
 * alone.
 */
final class HeldInstance {

  /** How often whoever holds an instance hears that its deployment goes on (D-362). */
  static final Duration HEARTBEAT = Duration.ofMinutes(5);

  /** How long is waited before an answer that failed is given again. */
  static final Duration RETRY = Duration.ofMinutes(1);

  /** How often an answer is tried. */
  static final int MOST_ANSWERS = 5;

  /** Which one it is of those that were ever held. */
  final int number;

  final String instance;
  final boolean isLaunch;

  /** Heartbeats that were due so far. */
  int heartbeats;

  /** When the next heartbeat, or the next attempt to answer, is due; null while one is open. */
  @Nullable Instant wakeAt;

  /** The number of the attempt to answer, 0 while the deployment goes on. */
  int attempt;

  boolean proceeds = true;

  HeldInstance(int number, String instance, boolean isLaunch) {
    this.number = number;
    this.instance = instance;
    this.isLaunch = isLaunch;
  }

  /** Its deployment goes on. */
  boolean isBeating() {
    return attempt == 0;
  }

  /** What wakes the group for it. */
  GroupKey timer() {
    return isBeating()
        ? GroupKey.heartbeatTimer(number, heartbeats + 1)
        : GroupKey.answerTimer(number, attempt);
  }
}
