package dev.penstock.deploy.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.analysis.Metric;
import dev.penstock.deploy.strategy.RollbackPlan;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.ProcessType;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The journal of a service with rollouts")
class CheckpointTest {
  private static final RolloutPlan CAREFUL =
      RolloutPlan.builder("careful")
          .shiftTo(10)
          .analyse(
              Analysis.of(
                  Metric.named("errors").atMost(0.01).every(Duration.ofMinutes(1)).count(5)))
          .pause()
          .rollback(RollbackPlan.stepped(Duration.ofMinutes(1), Weight.ofPercent(5)))
          .build();

  private final VirtualTime time = VirtualTime.startingAt(Bench.START);
  private final InMemoryJournal journal = new InMemoryJournal();
  private double errors;

  private ProcessEngine engine() {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .retention(RetentionPolicy.compactingAt(200))
        .build();
  }

  private OpenRollout open(ProcessEngine processes) {
    return RolloutEngine.builder(processes, time.clock())
        .router(task -> CompletableFuture.completedStage(null))
        .metricProvider(query -> CompletableFuture.completedStage(Measurement.of(errors)))
        .build()
        .open("shop");
  }

  private void release(OpenRollout shop, int from, int until) {
    for (int i = from; i < until; i++) {
      errors = i % 3 == 0 ? 0.5 : 0;
      Bench.now(shop.release(Release.of("r" + i).replacing("r"), CAREFUL, "build-" + i));
      time.advance(Duration.ofMinutes(10));
      if (errors == 0) {
        Bench.now(shop.resume("ann", "fine"));
      }
      time.advance(Duration.ofMinutes(10));
    }
  }

  /** What a program that starts now would have to read. */
  private List<RolloutEvent> events() {
    List<RolloutEvent> events = new ArrayList<>();
    journal.read("rollout/shop", RolloutCodec.EVENTS, 0, (sequence, event) -> events.add(event));
    return events;
  }

  private int characters() {
    return events().stream()
        .mapToInt(event -> RolloutCodec.EVENTS.encode(event).fields().toString().length())
        .sum();
  }

  @Test
  @DisplayName("stays as large however many rollouts there were, and tells the same")
  void staysBounded() {
    ServiceView before;
    try (ProcessEngine processes = engine()) {
      OpenRollout shop = open(processes);
      release(shop, 0, 1_200);
      int few = characters();
      assertTrue(events().size() < 220, events().size() + " events");
      release(shop, 1_200, 3_600);
      int many = characters();
      assertTrue(events().size() < 220, events().size() + " events");
      assertTrue(Math.abs(many - few) < few / 4, few + " characters grew to " + many);
      before = Bench.now(shop.status());
      assertEquals(10, before.past().size());
    }
    try (ProcessEngine processes = engine()) {
      OpenRollout shop = open(processes);
      assertEquals(before, Bench.now(shop.status()));
      Bench.unchanged(shop.release(Release.of("r3599"), CAREFUL, "build-3599"));
      release(shop, 3_600, 3_601);
      assertEquals(3_601, Bench.now(shop.status()).past().get(0).run());
    }
  }

  @Test
  @DisplayName("is compacted in the middle of a rollout, which goes on as before after a restart")
  void inTheMiddle() {
    try (ProcessEngine processes = engine()) {
      release(open(processes), 1, 3);
      OpenRollout shop = open(processes);
      errors = 0;
      Bench.now(shop.release(Release.of("r9").replacing("r"), CAREFUL, "r9"));
      time.advance(Duration.ofSeconds(90));
      boolean isCompacted =
          Bench.now(
              processes
                  .open(
                      "rollout/shop",
                      new ProcessType<>(
                          new RolloutDecider("shop"),
                          RolloutCodec.EVENTS,
                          new RolloutHandler("shop", new RolloutParts())))
                  .compact(RetentionPolicy.compactingAt(2)));
      assertTrue(isCompacted);
    }
    assertEquals(1, events().size());
    try (ProcessEngine processes = engine()) {
      OpenRollout shop = open(processes);
      RolloutView view = Bench.now(shop.status()).current().orElseThrow();
      assertEquals("analysis errors", view.doing());
      errors = 0.5;
      time.advance(Duration.ofMinutes(1));
      assertEquals(Weight.ofPercent(5), Bench.now(shop.status()).current().orElseThrow().weight());
      time.advance(Duration.ofMinutes(1));
      assertEquals(RolloutStatus.ROLLBACK_SUCCESSFUL, Bench.now(shop.ended("r9")).status());
    }
  }
}
