package dev.penstock.samples.quickstart.report;

import dev.penstock.samples.quickstart.traffic.TrafficSample;
import java.time.Instant;
import java.util.List;

/**
 * Everything that happened in one run, in order of time.
 *
 * @param pipeline the pipeline's name
 * @param started when the run began
 * @param ended when it ended
 * @param isAsTold whether it ended as it should
 * @param verdict that in words
 * @param releases the releases
 * @param actions the actions of all releases, the last row of each
 * @param waves the instances of all deployments
 * @param traffic what each side of the load balancer saw
 * @param marks what to point at
 */
public record Story(
    String pipeline,
    Instant started,
    Instant ended,
    boolean isAsTold,
    String verdict,
    List<ReleaseRow> releases,
    List<ActionRow> actions,
    List<WaveRow> waves,
    List<TrafficSample> traffic,
    List<Mark> marks) {

  /** Copies the lists. */
  public Story {
    releases = List.copyOf(releases);
    actions = List.copyOf(actions);
    waves = List.copyOf(waves);
    traffic = List.copyOf(traffic);
    marks = List.copyOf(marks);
  }
}
