package dev.penstock.process.simulation;

import dev.penstock.process.Command;
import dev.penstock.process.EffectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the process of the driver contract can be told. */
sealed interface JobCommand extends Command {

  /** Starts jobs together; a job that does not end by the limit has failed. */
  record StartJobs(List<String> jobs, Optional<Instant> limit, Instant at) implements JobCommand {}

  /** A job has ended. */
  record ReportJob(String job, String outcome, Instant at) implements JobCommand {}

  /** Asks a job to stop. */
  record StopJob(String job, Instant at) implements JobCommand {}

  /** A limit has come. */
  record LimitReached(EffectKey key, Instant at) implements JobCommand {}

  /** Whether it may be delivered twice. */
  default boolean isReport() {
    return this instanceof ReportJob || this instanceof LimitReached;
  }
}
