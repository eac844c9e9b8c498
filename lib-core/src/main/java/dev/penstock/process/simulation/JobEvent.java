package dev.penstock.process.simulation;

import dev.penstock.process.EventCodec;
import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the process of the driver contract records. */
sealed interface JobEvent {
  EventCodec<JobEvent> CODEC =
      RecordEventCodec.builder(JobEvent.class, MethodHandles.lookup()).build();

  /** A job has started; what asks for it and its limit. */
  record JobStarted(String job, Optional<Instant> limit) implements JobEvent {}

  /** Follows each start, decided from the state alone. */
  record JobAnnounced(String job) implements JobEvent {}

  /** A job was asked to stop. */
  record StopAsked(String job, int number) implements JobEvent {}

  /** What stands for everything before: the jobs, and which of them are not announced. */
  record JobsCheckpointed(List<JobRecord> jobs, List<String> unannounced) implements JobEvent {}

  /** One job as a checkpoint keeps it. */
  record JobRecord(String job, Optional<Instant> limit, int stops, Optional<String> outcome) {}

  /** A job has ended. */
  record JobEnded(String job, String outcome) implements JobEvent {}
}
