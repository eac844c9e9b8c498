package dev.penstock.samples.quickstart.report;

import java.time.Duration;

/**
 * One release from its source to its end.
 *
 * @param execution the execution's id
 * @param commit the commit's id
 * @param subject the first line of the commit's message
 * @param version the version that was built
 * @param state how it ended
 * @param outcome how it ended, in words
 * @param live the version that was live afterwards
 * @param took how long it took
 */
public record ReleaseRow(
    String execution,
    String commit,
    String subject,
    String version,
    RunState state,
    String outcome,
    String live,
    Duration took) {

  /** As many digits of the commit's id as people read. */
  String shortCommit() {
    return commit.substring(0, Math.min(7, commit.length()));
  }
}
