package dev.penstock.process.simulation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of the driver contract's process, in order of their start. */
final class JobState {
  final Map<String, Job> jobs = new LinkedHashMap<>();
  final Deque<String> unannounced = new ArrayDeque<>();

  /** One job. */
  static final class Job {
    final Optional<Instant> limit;
    int stops;
    @Nullable String outcome;

    Job(Optional<Instant> limit) {
      this.limit = limit;
    }
  }

  /** A job that has started and not ended. */
  @Nullable Job running(String name) {
    Job job = jobs.get(name);
    return job == null || job.outcome != null ? null : job;
  }

  /** Everything in the state, as text. */
  String describe() {
    StringBuilder text = new StringBuilder();
    jobs.forEach(
        (name, job) -> {
          text.append(text.isEmpty() ? "" : ", ").append(name);
          text.append(job.outcome == null ? " runs" : " " + job.outcome);
          if (job.stops > 0) {
            text.append(", asked to stop ").append(job.stops);
          }
          job.limit.ifPresent(limit -> text.append(" until ").append(limit));
        });
    return text + (unannounced.isEmpty() ? "" : "; to announce: " + unannounced);
  }
}
