package dev.penstock.process.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.Decision;
import dev.penstock.process.Effects;
import dev.penstock.process.Timer;
import dev.penstock.process.simulation.JobCommand.LimitReached;
import dev.penstock.process.simulation.JobCommand.ReportJob;
import dev.penstock.process.simulation.JobCommand.StartJobs;
import dev.penstock.process.simulation.JobCommand.StopJob;
import dev.penstock.process.simulation.JobEvent.JobEnded;
import dev.penstock.process.simulation.JobEvent.JobsCheckpointed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The laws of deciders")
class DeciderLawsTest {
  private static final int HISTORIES = 60;

  private static JobCommand next(JobState state, List<JobEffect> pending, RandomGenerator random) {
    Instant at = DriverBench.NINE.plusSeconds(60L * state.jobs.size() + random.nextInt(600));
    String job = "job-" + random.nextInt(state.jobs.size() + 2);
    int choice = random.nextInt(10);
    if (choice < 4) {
      Optional<Instant> limit =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(at.plusSeconds(random.nextInt(900) - 100L));
      return new StartJobs(
          random.nextInt(9) == 0 ? List.of() : List.of(job, job + "/second"), limit, at);
    }
    if (choice < 6 && !pending.isEmpty()) {
      return new LimitReached(pending.get(random.nextInt(pending.size())).key(), at);
    }
    return choice < 8 ? new ReportJob(job, "ended " + choice, at) : new StopJob(job, at);
  }

  private static Set<String> violations(Jobs decider) {
    Set<String> violations = new TreeSet<>();
    DeciderLaws<JobState, JobCommand, JobEvent, JobEffect> laws =
        new DeciderLaws<>(
            decider,
            JobEvent.CODEC,
            JobState::describe,
            DeciderLawsTest::next,
            JobCommand::isReport);
    for (long seed = 0; seed < HISTORIES; seed++) {
      violations.addAll(laws.violations(new SplittableRandom(seed), 60));
    }
    return violations;
  }

  @Test
  @DisplayName("are obeyed by the decider of the driver contract, through all its events")
  void obeyed() {
    assertEquals(new TreeSet<>(), violations(new Jobs()));
    TreeSet<String> seen = new TreeSet<>();
    DeciderLaws<JobState, JobCommand, JobEvent, JobEffect> laws =
        new DeciderLaws<>(
            new Jobs(),
            JobEvent.CODEC,
            JobState::describe,
            DeciderLawsTest::next,
            JobCommand::isReport);
    laws.events(new SplittableRandom(1), 200).forEach(e -> seen.add(e.getClass().getSimpleName()));
    assertEquals(
        new TreeSet<>(List.of("JobAnnounced", "JobEnded", "JobStarted", "StopAsked")), seen);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("replay: the folded state: expected ", new RemembersOutsideItsEvents()),
        Arguments.of("idempotence: ReportJob[job=", new TakesReportsTwice()),
        Arguments.of("totality: StopJob[job=", new Throws()),
        Arguments.of("totality: advance rejected after StartJobs[", new RejectsWhatFollows()),
        Arguments.of("progress: not ended after ", new AwaitsNobody()),
        Arguments.of("determinism: deciding twice: expected ", new CountsItsCalls()),
        Arguments.of("determinism: deciding one event: expected ", new AnswersTwoWays()),
        Arguments.of("determinism: deciding must not change the state: ", new DecidesByChanging()),
        Arguments.of("agreement: asked for and not settled after ", new LeavesOutTimers()),
        Arguments.of("agreement: pending after ", new ForgetsToAsk()),
        Arguments.of("agreement: key run/job-", new SettlesTwice()),
        Arguments.of("agreement: ended after ", new EndsTooEarly()),
        Arguments.of("checkpoint: the state: expected ", new ForgetsWhoIsUnannounced()),
        Arguments.of("checkpoint: what is pending: expected ", new ForgetsStops()),
        Arguments.of("checkpoint: threw ", new MakesNoCheckpoint()));
  }

  @ParameterizedTest(name = "{1} is told: {0}")
  @MethodSource
  @DisplayName("catch a decider that breaks one")
  void broken(String message, Jobs decider) {
    Set<String> violations = violations(decider);
    assertTrue(
        violations.stream().anyMatch(text -> text.startsWith(message)),
        () -> "no \"" + message + "\" in " + violations);
  }

  /** Its second copy of the truth is not in the events. */
  private static final class RemembersOutsideItsEvents extends Jobs {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public JobState evolve(JobState state, JobEvent event) {
      JobState after = super.evolve(state, event);
      if (event instanceof JobEnded ended) {
        var job = after.jobs.get(ended.job());
        if (job != null) {
          job.outcome = ended.outcome() + " as number " + calls.incrementAndGet();
        }
      }
      return after;
    }
  }

  private static final class TakesReportsTwice extends Jobs {
    @Override
    public Decision<JobEvent> decide(JobState state, JobCommand command) {
      return command instanceof ReportJob report && state.jobs.containsKey(report.job())
          ? Decision.accepted(new JobEvent.StopAsked(report.job(), 1))
          : super.decide(state, command);
    }
  }

  private static final class Throws extends Jobs {
    @Override
    public Decision<JobEvent> decide(JobState state, JobCommand command) {
      if (command instanceof StopJob stop && state.running(stop.job()) == null) {
        throw new IllegalStateException("nothing to stop");
      }
      return super.decide(state, command);
    }
  }

  private static final class RejectsWhatFollows extends Jobs {
    @Override
    public Decision<JobEvent> advance(JobState state, Instant at) {
      return state.unannounced.size() == 1
          ? Decision.rejected("job.last", "the last one is not announced")
          : super.advance(state, at);
    }
  }

  private static final class AwaitsNobody extends Jobs {
    @Override
    public @Nullable String awaited(JobState state) {
      return null;
    }
  }

  private static final class CountsItsCalls extends Jobs {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Decision<JobEvent> decide(JobState state, JobCommand command) {
      Decision<JobEvent> decision = super.decide(state, command);
      return decision instanceof Decision.Accepted && calls.incrementAndGet() % 5 == 0
          ? Decision.unchanged()
          : decision;
    }
  }

  private static final class AnswersTwoWays extends Jobs {
    @Override
    public @Nullable JobEvent decideOne(JobState state, JobCommand command) {
      return command instanceof StopJob stop ? new JobEvent.StopAsked(stop.job(), 1) : null;
    }
  }

  private static final class DecidesByChanging extends Jobs {
    @Override
    public Decision<JobEvent> decide(JobState state, JobCommand command) {
      Decision<JobEvent> decision = super.decide(state, command);
      if (command instanceof StopJob stop && state.running(stop.job()) != null) {
        state.unannounced.add(stop.job());
      }
      return decision;
    }
  }

  private static final class LeavesOutTimers extends Jobs {
    @Override
    public void pending(JobState state, Consumer<? super JobEffect> out) {
      super.pending(
          state,
          effect -> {
            if (!(effect instanceof Timer)) {
              out.accept(effect);
            }
          });
    }
  }

  private static final class ForgetsToAsk extends Jobs {
    @Override
    public void effects(JobState after, JobEvent event, Effects<? super JobEffect> out) {
      if (!(event instanceof JobEvent.StopAsked)) {
        super.effects(after, event, out);
      }
    }
  }

  private static final class SettlesTwice extends Jobs {
    @Override
    public void effects(JobState after, JobEvent event, Effects<? super JobEffect> out) {
      super.effects(after, event, out);
      if (event instanceof JobEnded) {
        super.effects(after, event, out);
      }
    }
  }

  private static final class ForgetsWhoIsUnannounced extends Jobs {
    @Override
    JobEvent checkpoint(JobState state) {
      JobsCheckpointed sound = (JobsCheckpointed) super.checkpoint(state);
      return new JobsCheckpointed(sound.jobs(), List.of());
    }
  }

  private static final class ForgetsStops extends Jobs {
    @Override
    JobEvent checkpoint(JobState state) {
      JobsCheckpointed sound = (JobsCheckpointed) super.checkpoint(state);
      return new JobsCheckpointed(
          sound.jobs().stream()
              .map(job -> new JobEvent.JobRecord(job.job(), job.limit(), 0, job.outcome()))
              .toList(),
          sound.unannounced());
    }
  }

  private static final class MakesNoCheckpoint extends Jobs {
    @Override
    JobEvent checkpoint(JobState state) {
      throw new IllegalStateException("not today");
    }
  }

  private static final class EndsTooEarly extends Jobs {
    @Override
    public boolean terminal(JobState state) {
      return state.jobs.size() > 3;
    }
  }
}
