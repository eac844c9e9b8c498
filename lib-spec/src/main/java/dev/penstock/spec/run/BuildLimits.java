package dev.penstock.spec.run;

import java.time.Duration;

/**
 * How long a build may run, and wait before (B-133).
 *
 * @param build from its start on, 5 to 2,160 minutes
 * @param queue from its submission to its start, 5 to 480 minutes
 */
public record BuildLimits(Duration build, Duration queue) {

  /** One hour to build, eight to wait. */
  public static final BuildLimits DEFAULT =
      new BuildLimits(Duration.ofMinutes(60), Duration.ofMinutes(480));

  private static final long SHORTEST = 5;
  private static final long LONGEST_BUILD = 2_160;
  private static final long LONGEST_QUEUE = 480;

  /** Refuses a time out of range. */
  public BuildLimits {
    requireMinutes("build", build, LONGEST_BUILD);
    requireMinutes("queue", queue, LONGEST_QUEUE);
  }

  private static void requireMinutes(String name, Duration found, long longest) {
    if (found.compareTo(Duration.ofMinutes(SHORTEST)) < 0
        || found.compareTo(Duration.ofMinutes(longest)) > 0) {
      throw new IllegalArgumentException(
          "%s: %s is out of range; allowed: %d to %d minutes"
              .formatted(name, found, SHORTEST, longest));
    }
  }
}
