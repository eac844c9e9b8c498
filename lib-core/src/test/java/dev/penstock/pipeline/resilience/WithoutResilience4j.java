package dev.penstock.pipeline.resilience;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** A program on a path without Resilience4j: prints what works and what each decorator says. */
final class WithoutResilience4j {
  private static final VirtualTime TIME =
      VirtualTime.startingAt(Instant.parse("2026-01-05T09:00:00Z"));

  private WithoutResilience4j() {}

  private static Resilience.Builder resilience() {
    return Resilience.builder("git").executor(Runnable::run).scheduler(TIME).clock(TIME.clock());
  }

  public static void main(String[] args) {
    say("retry", resilience().retry(Retry.ofTries(3)));
    say("circuit breaker", resilience().circuitBreaker(CircuitBreaker.ofFailureRate(50, 10)));
    say("rate limit", resilience().rateLimit(RateLimit.of(1, Duration.ofSeconds(1))));
    say("bulkhead", resilience().bulkhead(Bulkhead.of(1)));
    Resilience timed = resilience().timeLimit(TimeLimit.of(Duration.ofMinutes(1))).build();
    ActionType build = ActionType.of(ActionCategory.BUILD, "Make");
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(TIME)
            .clock(TIME.clock())
            .build()) {
      OpenPipeline pipeline =
          PipelineEngine.builder(processes)
              .action(
                  build, timed.around(ActionExecutor.blocking(context -> ActionResult.succeeded())))
              .build()
              .open(Pipeline.builder("p").stage("S", stage -> stage.action("a", build)).build());
      String execution = pipeline.start().toCompletableFuture().join();
      System.out.println("pipeline: " + pipeline.finished(execution).toCompletableFuture().join());
    }
  }

  private static void say(String what, Resilience.Builder builder) {
    try {
      System.out.println(what + ": " + builder.build());
    } catch (IllegalStateException e) {
      System.out.println(what + ": " + e.getMessage());
    }
  }
}
