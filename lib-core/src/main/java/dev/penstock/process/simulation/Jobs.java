package dev.penstock.process.simulation;

import static dev.penstock.process.Decision.accepted;
import static dev.penstock.process.Decision.rejected;
import static dev.penstock.process.Decision.unchanged;

import dev.penstock.process.Checkpointing;
import dev.penstock.process.Decider;
import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Retention;
import dev.penstock.process.Timer;
import dev.penstock.process.simulation.JobCommand.LimitReached;
import dev.penstock.process.simulation.JobCommand.ReportJob;
import dev.penstock.process.simulation.JobCommand.StartJobs;
import dev.penstock.process.simulation.JobCommand.StopJob;
import dev.penstock.process.simulation.JobEffect.AskToStop;
import dev.penstock.process.simulation.JobEffect.RunJob;
import dev.penstock.process.simulation.JobEffect.WakeAtLimit;
import dev.penstock.process.simulation.JobEvent.JobAnnounced;
import dev.penstock.process.simulation.JobEvent.JobEnded;
import dev.penstock.process.simulation.JobEvent.JobRecord;
import dev.penstock.process.simulation.JobEvent.JobStarted;
import dev.penstock.process.simulation.JobEvent.JobsCheckpointed;
import dev.penstock.process.simulation.JobEvent.StopAsked;
import dev.penstock.process.simulation.JobState.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The smallest rules that use everything a driver offers: jobs that start together, report, are
 * asked to stop, and have a limit.
 */
class Jobs implements Decider<JobState, JobCommand, JobEvent, JobEffect>, Checkpointing<JobEvent> {

  @Override
  public JobState initial() {
    return new JobState();
  }

  @Override
  public Decision<JobEvent> decide(JobState state, JobCommand command) {
    if (command instanceof StartJobs start) {
      return start(state, start);
    }
    if (command instanceof ReportJob report) {
      return state.running(report.job()) == null
          ? unchanged()
          : accepted(new JobEnded(report.job(), report.outcome()));
    }
    if (command instanceof StopJob stop) {
      Job job = state.running(stop.job());
      return job == null
          ? rejected("job.not-running", "job \"" + stop.job() + "\" does not run")
          : accepted(new StopAsked(stop.job(), job.stops + 1));
    }
    return limit(state, (LimitReached) command);
  }

  private static Decision<JobEvent> start(JobState state, StartJobs start) {
    List<JobEvent> events = new ArrayList<>();
    for (String name : start.jobs()) {
      if (state.jobs.containsKey(name)) {
        return rejected("job.known", "job \"" + name + "\" was started before");
      }
      events.add(new JobStarted(name, start.limit()));
      if (start.limit().filter(limit -> !limit.isAfter(start.at())).isPresent()) {
        events.add(new JobEnded(name, "came too late"));
      }
    }
    return new HashSet<>(start.jobs()).size() == start.jobs().size()
        ? Decision.of(events)
        : rejected("job.twice", "a job can be started once; found " + start.jobs());
  }

  private static Decision<JobEvent> limit(JobState state, LimitReached reached) {
    for (var entry : state.jobs.entrySet()) {
      Job job = entry.getValue();
      if (job.outcome == null && job.limit.isPresent()) {
        WakeAtLimit timer = new WakeAtLimit(entry.getKey(), job.limit.get());
        if (timer.key().equals(reached.key())) {
          return reached.at().isBefore(timer.due())
              ? rejected("timer.early", "due at " + timer.due() + ", fired at " + reached.at())
              : accepted(new JobEnded(entry.getKey(), "timed out at " + reached.at()));
        }
      }
    }
    return unchanged();
  }

  @Override
  public Decision<JobEvent> advance(JobState state, Instant at) {
    String next = state.unannounced.peekFirst();
    return next == null ? unchanged() : accepted(new JobAnnounced(next));
  }

  @Override
  public Digest<JobEvent> digest(Retention retention) {
    return new Digest<>() {
      private JobState state = initial();

      @Override
      public void add(JobEvent event) {
        state = evolve(state, event);
      }

      @Override
      public JobEvent checkpoint() {
        return Jobs.this.checkpoint(state);
      }
    };
  }

  JobEvent checkpoint(JobState state) {
    List<JobRecord> jobs = new ArrayList<>();
    state.jobs.forEach(
        (name, job) ->
            jobs.add(new JobRecord(name, job.limit, job.stops, Optional.ofNullable(job.outcome))));
    return new JobsCheckpointed(jobs, List.copyOf(state.unannounced));
  }

  private static JobState restored(JobsCheckpointed checkpoint) {
    JobState state = new JobState();
    for (JobRecord each : checkpoint.jobs()) {
      Job job = new Job(each.limit());
      job.stops = each.stops();
      job.outcome = each.outcome().orElse(null);
      state.jobs.put(each.job(), job);
    }
    state.unannounced.addAll(checkpoint.unannounced());
    return state;
  }

  @Override
  public JobState evolve(JobState state, JobEvent event) {
    if (event instanceof JobsCheckpointed checkpoint) {
      return restored(checkpoint);
    }
    if (event instanceof JobStarted started) {
      state.jobs.put(started.job(), new Job(started.limit()));
      state.unannounced.addLast(started.job());
    } else if (event instanceof JobAnnounced announced) {
      state.unannounced.remove(announced.job());
    } else if (event instanceof StopAsked asked) {
      job(state, asked.job()).stops = asked.number();
    } else if (event instanceof JobEnded ended) {
      job(state, ended.job()).outcome = ended.outcome();
    }
    return state;
  }

  private static Job job(JobState state, String name) {
    Job job = state.jobs.get(name);
    if (job == null) {
      throw new IllegalStateException("no job " + name);
    }
    return job;
  }

  @Override
  public void effects(JobState after, JobEvent event, Effects<? super JobEffect> out) {
    if (event instanceof JobStarted started) {
      out.emit(new RunJob(started.job()));
      started.limit().ifPresent(limit -> out.emit(new WakeAtLimit(started.job(), limit)));
    } else if (event instanceof StopAsked asked) {
      out.emit(new AskToStop(asked.job(), asked.number()));
    } else if (event instanceof JobEnded ended) {
      open(ended.job(), job(after, ended.job()), effect -> out.settle(effect.key()));
    }
  }

  @Override
  public void pending(JobState state, Consumer<? super JobEffect> out) {
    state.jobs.forEach(
        (name, job) -> {
          if (job.outcome == null) {
            open(name, job, out);
          }
        });
  }

  private static void open(String name, Job job, Consumer<? super JobEffect> out) {
    out.accept(new RunJob(name));
    job.limit.ifPresent(limit -> out.accept(new WakeAtLimit(name, limit)));
    for (int number = 1; number <= job.stops; number++) {
      out.accept(new AskToStop(name, number));
    }
  }

  @Override
  public JobCommand wake(Timer timer, Instant at) {
    return new LimitReached(timer.key(), at);
  }

  @Override
  public boolean terminal(JobState state) {
    return false;
  }

  @Override
  public @Nullable String awaited(JobState state) {
    return "the host: a start";
  }
}
