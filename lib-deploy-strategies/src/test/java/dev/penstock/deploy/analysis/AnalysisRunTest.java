package dev.penstock.deploy.analysis;

import static dev.penstock.deploy.analysis.AnalysisStatus.ERROR;
import static dev.penstock.deploy.analysis.AnalysisStatus.FAILED;
import static dev.penstock.deploy.analysis.AnalysisStatus.INCONCLUSIVE;
import static dev.penstock.deploy.analysis.AnalysisStatus.RUNNING;
import static dev.penstock.deploy.analysis.AnalysisStatus.SUCCESSFUL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.analysis.MonitorDecision.Directive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An analysis under way")
class AnalysisRunTest {
  private static final double GOOD = 0;
  private static final double BAD = 10;
  private static final double NEITHER = 5;

  /** Good up to 1, bad from 9 on, every minute without end. */
  private static MetricBuilder metric(String name) {
    return Metric.named(name).atMost(1).failure(Condition.atLeast(9)).every(Duration.ofMinutes(1));
  }

  private static Metric plain(String name) {
    return Metric.named(name).atMost(1).failure(Condition.atLeast(9)).build();
  }

  @Test
  @Covers({"RP-105", "RP-16"})
  @DisplayName("fails a metric when its limits are exceeded, not when they are reached")
  void limits() {
    assertEquals(FAILED, Story.of(metric("m").build()).tell("m", BAD).status()); // default 0
    Story failures = Story.of(metric("m").failureLimit(2).build()).tell("m", BAD, GOOD, BAD);
    assertEquals(RUNNING, failures.status()); // the total counts, and two are reached only
    assertEquals(FAILED, failures.tell("m", GOOD, BAD).status());
    Story three = Story.of(metric("m").failureLimit(3).build()).tell("m", BAD, BAD, BAD);
    assertEquals(RUNNING, three.status()); // three failures with limit 3 do not fail
    assertEquals(FAILED, three.tell("m", BAD).status());

    assertEquals(INCONCLUSIVE, Story.of(metric("m").build()).tell("m", NEITHER).status()); // 0
    Story open = Story.of(metric("m").inconclusiveLimit(1).build()).tell("m", NEITHER, GOOD);
    assertEquals(RUNNING, open.status());
    assertEquals(INCONCLUSIVE, open.tell("m", NEITHER).status());

    Story errors = Story.of(metric("m").build());
    for (int i = 0; i < 4; i++) {
      assertEquals(RUNNING, errors.tell("m", Story.ERROR).status()); // default 4
    }
    assertEquals(ERROR, errors.tell("m", Story.ERROR).status());
    assertEquals(
        ERROR,
        Story.of(metric("m").consecutiveErrorLimit(0).build()).tell("m", Story.ERROR).status());
  }

  @Test
  @Covers("RP-105")
  @DisplayName("starts to count errors anew after any measurement that is none")
  void errorsInARow() {
    for (double other : new double[] {GOOD, BAD, NEITHER}) {
      Story story =
          Story.of(
              metric("m").consecutiveErrorLimit(1).failureLimit(9).inconclusiveLimit(9).build());
      story.tell("m", Story.ERROR).tell("m", other).tell("m", Story.ERROR);
      assertEquals(RUNNING, story.status(), "after " + other);
      assertEquals(1, story.of("m").counts().consecutiveErrors());
      assertEquals(2, story.of("m").counts().errors());
      assertEquals(ERROR, story.tell("m", Story.ERROR).status(), "after " + other);
    }
  }

  @Test
  @Covers("RP-105")
  @DisplayName("does not use up the count by errors")
  void errorsDoNotCount() {
    Story story = Story.of(metric("m").count(2).build());
    story.tell("m", GOOD).tell("m", Story.ERROR).tell("m", Story.ERROR);
    assertEquals(RUNNING, story.status());
    assertEquals(SUCCESSFUL, story.tell("m", GOOD).status());
    assertEquals(4, story.of("m").counts().total());
    assertEquals(2, story.of("m").counts().counted());
  }

  @Test
  @Covers("RP-105")
  @DisplayName("puts an error before inconclusive before failed if several limits are exceeded")
  void severalLimits() {
    MetricLimits limits = new MetricLimits(1, 1, 1, 0);
    assertEquals(Optional.of(ERROR), limits.exceededBy(counts(2, 2, 2)));
    assertEquals(Optional.of(ERROR), limits.exceededBy(counts(2, 0, 2)));
    assertEquals(Optional.of(INCONCLUSIVE), limits.exceededBy(counts(2, 2, 1)));
    assertEquals(Optional.of(FAILED), limits.exceededBy(counts(2, 1, 1)));
    assertEquals(Optional.empty(), limits.exceededBy(counts(1, 1, 1)));
  }

  private static MetricCounts counts(int failed, int inconclusive, int errorsInARow) {
    return new MetricCounts(7, failed, inconclusive, 0, errorsInARow, errorsInARow, 0, 0);
  }

  @Test
  @Covers({"RP-106", "RP-16"})
  @DisplayName("ends a metric well after so many good measurements in a row, if asked to")
  void successesInARow() {
    Story off = Story.of(metric("m").build());
    for (int i = 0; i < 100; i++) {
      off.tell("m", GOOD);
    }
    assertEquals(RUNNING, off.status()); // off by default
    for (double other : new double[] {BAD, NEITHER}) {
      Story story =
          Story.of(
              metric("m").consecutiveSuccessLimit(3).failureLimit(9).inconclusiveLimit(9).build());
      story.tell("m", GOOD, GOOD, other, GOOD, GOOD);
      assertEquals(RUNNING, story.status(), "in a row, not in total");
      assertEquals(SUCCESSFUL, story.tell("m", GOOD).status());
    }
    Story error = Story.of(metric("m").consecutiveSuccessLimit(2).build());
    error.tell("m", GOOD).tell("m", Story.ERROR).tell("m", GOOD);
    assertEquals(RUNNING, error.status());
    assertEquals(SUCCESSFUL, error.tell("m", GOOD).status());
  }

  @Test
  @Covers("RP-106")
  @DisplayName("does not count failures with a limit of -1")
  void failuresNotCounted() {
    Story story =
        Story.of(
            metric("m").failureLimit(MetricLimits.UNLIMITED).consecutiveSuccessLimit(2).build());
    story.tell("m", BAD, BAD, BAD, BAD, BAD);
    assertEquals(RUNNING, story.status());
    assertEquals(SUCCESSFUL, story.tell("m", GOOD, GOOD).status());
  }

  @Test
  @Covers("RP-106")
  @DisplayName("at its count is failed by a limit, good by a row, and inconclusive by neither")
  void countReached() {
    MetricBuilder limited = metric("m").count(4).consecutiveSuccessLimit(3).failureLimit(1);
    assertEquals(FAILED, Story.of(limited.build()).tell("m", GOOD, GOOD, BAD, BAD).status("m"));
    assertEquals(
        SUCCESSFUL, Story.of(limited.build()).tell("m", BAD, GOOD, GOOD, GOOD).status("m"));
    assertEquals(
        INCONCLUSIVE, Story.of(limited.build()).tell("m", GOOD, GOOD, BAD, GOOD).status("m"));
    Metric plain = metric("m").count(4).failureLimit(1).build();
    assertEquals(SUCCESSFUL, Story.of(plain).tell("m", GOOD, GOOD, BAD, GOOD).status("m"));
  }

  @Test
  @Covers("RP-107")
  @DisplayName(
      "measures once without an interval, without end without a count, and after its delay")
  void schedule() {
    Story once = Story.of(plain("m"));
    assertEquals(Optional.of(Story.START), once.run().nextAt());
    assertEquals(SUCCESSFUL, once.tell("m", GOOD).status());
    assertEquals(1, once.of("m").counts().total());

    Story endless = Story.of(metric("m").build());
    for (int i = 0; i < 1000; i++) {
      assertEquals(Optional.of(Story.after(60L * i)), endless.run().nextAt());
      endless.tell("m", GOOD);
    }
    assertEquals(RUNNING, endless.status());

    Story counted = Story.of(metric("m").count(3).build()).tell("m", GOOD, GOOD);
    assertEquals(Optional.of(Story.after(120)), counted.run().nextAt());
    assertEquals(SUCCESSFUL, counted.tell("m", GOOD).status());

    Story delayed = Story.of(metric("m").initialDelay(Duration.ofSeconds(90)).build());
    assertEquals(Optional.of(Story.after(90)), delayed.run().nextAt());
    assertEquals(List.of(), delayed.run().due(Story.after(89)));
    assertEquals(1, delayed.run().due(Story.after(90)).size());
    assertEquals(Optional.of(Story.after(150)), delayed.tell("m", GOOD).run().nextAt());
  }

  @Test
  @Covers("RP-107")
  @DisplayName("ended before its time is good, unless a limit of failures was exceeded before")
  void terminated() {
    Story good = Story.of(metric("m").failureLimit(1).build()).tell("m", BAD, GOOD).terminate();
    assertEquals(SUCCESSFUL, good.status());
    assertEquals("ended early, after 2 measurements within the limits", good.of("m").reason());
    assertEquals(Optional.of(Story.after(1_000_000)), good.run().endedAt());
    assertEquals(SUCCESSFUL, Story.of(plain("unmeasured")).terminate().status());

    Analysis any =
        Analysis.named("any")
            .metric(metric("bad").build())
            .metric(metric("m").build())
            .any()
            .build();
    Story mixed = Story.of(any).tell("bad", BAD).terminate();
    assertEquals(FAILED, mixed.status("bad"));
    assertEquals(SUCCESSFUL, mixed.status("m"));
    assertEquals(SUCCESSFUL, mixed.status());

    Story failed = Story.of(metric("m").build()).tell("m", BAD);
    assertSame(failed.run(), failed.run().terminate(Story.after(5)));
    assertEquals(FAILED, failed.status());
  }

  @Test
  @DisplayName("measures again after ten seconds what could not be measured without an interval")
  void retry() {
    Story story = Story.of(plain("m")).tell("m", Story.ERROR);
    assertEquals(Optional.of(Story.after(10)), story.run().nextAt());
    assertEquals(SUCCESSFUL, story.tell("m", GOOD).status());
  }

  @Test
  @DisplayName("leaves out measurements whose time passed while another was late")
  void late() {
    AnalysisRun run = AnalysisRun.start(Analysis.of(metric("m").build()), Story.START);
    AnalysisRun late = run.measured("m", 1, Measurement.of(GOOD), Story.after(200));
    assertEquals(Optional.of(Story.after(240)), late.nextAt());
    AnalysisRun exact = run.measured("m", 1, Measurement.of(GOOD), Story.after(180));
    assertEquals(Optional.of(Story.after(180)), exact.nextAt());
    AnalysisRun early = run.measured("m", 1, Measurement.of(GOOD), Story.after(-500));
    assertEquals(Optional.of(Story.after(60)), early.nextAt()); // the clock went back
    assertEquals(2, late.due(Story.after(240)).get(0).number());
  }

  @Test
  @DisplayName("hears only the answer that is open: none twice, none early, none after the end")
  void repeated() {
    Analysis analysis =
        Analysis.of(metric("m").failureLimit(1).build(), metric("other").count(1).build());
    AnalysisRun run = Story.of(analysis).tell("other", GOOD).tell("m", BAD).tell("m", GOOD).run();
    Instant now = Story.after(120);
    for (int number : new int[] {0, 1, 2, 4}) {
      assertSame(run, run.measured("m", number, Measurement.of(BAD), now), "number " + number);
    }
    assertSame(run, run.measured("other", 2, Measurement.of(BAD), now)); // has ended
    assertSame(run, run.measured("stranger", 3, Measurement.of(BAD), now));
    AnalysisRun failed = run.measured("m", 3, Measurement.of(BAD), now);
    assertEquals(FAILED, failed.status());
    assertSame(failed, failed.measured("m", 4, Measurement.of(GOOD), now));
    assertEquals(List.of(), failed.due(now));
    assertEquals(Optional.empty(), failed.nextAt());
  }

  @Test
  @DisplayName("asks for what is due with its window, its labels and a key of its own")
  void queries() {
    Sides sides = new Sides(Map.of("revision", "2"), Map.of("revision", "1"));
    Analysis analysis =
        Analysis.named("checkout")
            .metric(metric("last").query("q").build())
            .metric(metric("start").window(new MetricWindow.SinceStart()).build())
            .metric(
                metric("hour")
                    .window(new MetricWindow.Last(Duration.ofHours(1)))
                    .reading(Reading.RATIO)
                    .build())
            .build();
    AnalysisRun run = AnalysisRun.start(analysis, sides, Story.START);
    for (MetricQuery query : run.due(Story.START)) {
      run = run.measured(query.metric(), query.number(), Measurement.against(0, 1, 1), Story.START);
    }
    assertEquals(List.of(), run.due(Story.after(59)));
    Instant now = Story.after(60);
    assertEquals(
        List.of(
            new MetricQuery("last", 2, "q", Story.START, now, sides, false),
            new MetricQuery("start", 2, "start", Story.START, now, sides, false),
            new MetricQuery("hour", 2, "hour", Story.after(60 - 3600), now, sides, true)),
        run.due(now));
    assertEquals(run.due(now), run.due(Story.after(100)));
    assertEquals("last/2", run.due(now).get(0).key());
    assertEquals(Optional.of(now), run.nextAfter(Story.START));
    assertEquals(Optional.empty(), run.nextAfter(now));
    assertEquals(Optional.of(now), run.nextAt());
  }

  @Test
  @DisplayName("widens the window over measurements that could not be judged")
  void windowGrows() {
    Story story =
        Story.of(metric("m").minimumSamples(100, DataPolicy.WAIT).build())
            .tell("m", Measurement.of(GOOD, 100))
            .tell("m", Measurement.of(BAD, 60))
            .tell("m", Story.ERROR);
    MetricQuery next = story.run().due(Story.after(180)).get(0);
    assertEquals(Story.START, next.from());
    assertEquals(Story.after(180), next.to());
    assertEquals(4, next.number());
    story.tell("m", Measurement.of(GOOD, 100));
    assertEquals(Story.after(180), story.run().due(Story.after(240)).get(0).from());
  }

  @Test
  @DisplayName("waits without end for data if told to, and counts nothing meanwhile")
  void waits() {
    Story story = Story.of(metric("m").count(1).noData(DataPolicy.WAIT).build());
    for (int i = 0; i < 50; i++) {
      story.tell("m", Measurement.noData());
    }
    assertEquals(RUNNING, story.status());
    assertEquals(new MetricCounts(0, 0, 0, 0, 0, 0, 0, 50), story.of("m").counts());
    assertEquals(SUCCESSFUL, story.tell("m", GOOD).status());
  }

  @Test
  @Covers("RP-124")
  @DisplayName("without data holds the rollout beside it, and adds a failed check if told to")
  void missingData() {
    Story story =
        Story.of(
            Analysis.named("flagger")
                .metric(metric("m").failureLimit(100).noData(DataPolicy.FAIL).build())
                .failedChecks(3)
                .build());
    story.tell("m", GOOD);
    assertEquals(Directive.CONTINUE, story.run().verdict().decisionBeside().directive());
    story.tell("m", Measurement.noData());
    MonitorDecision held = story.run().verdict().decisionBeside();
    assertEquals(Directive.WAIT, held.directive());
    assertEquals("m: no data", held.reason());
    assertEquals(List.of(Story.after(60)), story.run().failedChecks());
    story.tell("m", GOOD);
    assertEquals(Directive.CONTINUE, story.run().verdict().decisionBeside().directive());
    story.tell("m", Measurement.noData()).tell("m", Measurement.noData());
    assertEquals(FAILED, story.status());
    assertEquals(Directive.ABORT, story.run().verdict().decisionBeside().directive());
  }

  @Test
  @DisplayName("fails at so many failed checks in total, those of one instant counting once")
  void failedChecks() {
    Analysis analysis =
        Analysis.named("flagger")
            .metric(metric("a").failureLimit(100).build())
            .metric(metric("b").failureLimit(100).build())
            .metric(metric("dry").failureLimit(100).dryRun().build())
            .failedChecks(2)
            .build();
    Story story = Story.of(analysis);
    story.tell("a", BAD).tell("b", BAD).tell("dry", BAD, BAD, BAD);
    assertEquals(RUNNING, story.status());
    assertEquals(List.of(Story.START), story.run().failedChecks());
    story.tell("a", GOOD, GOOD).tell("b", GOOD, GOOD);
    assertEquals(RUNNING, story.status());
    story.tell("b", BAD);
    assertEquals(FAILED, story.status());
    assertTrue(story.run().reason().startsWith("2 failed checks, 2 end it;"));
    assertEquals(List.of(Story.START, Story.after(180)), story.run().failedChecks());
    Story unlimited = Story.of(metric("a").failureLimit(100).build()).tell("a", BAD);
    assertEquals(List.of(), unlimited.run().failedChecks());
  }

  @Test
  @Covers("RP-20")
  @DisplayName("measures, judges and reports a dry run without letting it count")
  void dryRun() {
    Analysis analysis =
        Analysis.named("trial")
            .metric(plain("counts"))
            .metric(metric("dry").count(2).failureLimit(0).dryRun().build())
            .metric(metric("endless").dryRun().build())
            .build();
    Story story = Story.of(analysis);
    assertEquals(3, story.run().due(Story.START).size());
    story.tell("dry", BAD);
    assertEquals(RUNNING, story.status());
    assertEquals(FAILED, story.status("dry"));
    story.tell("counts", GOOD);
    assertEquals(SUCCESSFUL, story.status()); // and does not wait for the one without an end
    MetricVerdict reported = story.run().verdict().metrics().get(1);
    assertTrue(reported.dryRun());
    assertEquals(FAILED, reported.status());
    assertEquals("10.0 is at least 9.0", reported.evidence().get(0).reason());
    MonitorDecision decision = story.run().verdict().decision();
    assertEquals(Directive.CONTINUE, decision.directive());
    assertTrue(decision.evidence().get(1).startsWith("dry (dry run): FAILED, 1 bad"));

    Story bad = Story.of(analysis).tell("dry", GOOD, GOOD).tell("counts", BAD);
    assertEquals(FAILED, bad.status());

    Story held = Story.of(analysis).tell("counts", GOOD);
    assertEquals(RUNNING, held.status()); // a dry run with an end is reported whole
    assertEquals(SUCCESSFUL, held.tell("dry", GOOD, BAD).status());

    Story only = Story.of(metric("dry").count(1).dryRun().build());
    assertEquals(SUCCESSFUL, only.tell("dry", BAD).status());
    Story onlyEndless = Story.of(metric("dry").dryRun().build()).tell("dry", GOOD, GOOD);
    assertEquals(RUNNING, onlyEndless.status());
    assertEquals(SUCCESSFUL, onlyEndless.terminate().status());
    Story noData = Story.of(analysis).tell("dry", Measurement.noData());
    assertEquals(Directive.CONTINUE, noData.run().verdict().decisionBeside().directive());
  }

  @Test
  @Covers("RP-17")
  @DisplayName("makes a rollout go on, pause or end, by its result")
  void decisions() {
    AnalysisVerdict good = Story.of(plain("m")).tell("m", GOOD).run().verdict();
    assertEquals(Directive.CONTINUE, good.decision().directive());
    AnalysisVerdict open = Story.of(plain("m")).tell("m", NEITHER).run().verdict();
    assertEquals(INCONCLUSIVE, open.status());
    assertEquals(Directive.PAUSE, open.decision().directive()); // a person decides, no abort
    assertEquals(Directive.PAUSE, open.decisionBeside().directive());
    AnalysisVerdict bad = Story.of(plain("m")).tell("m", BAD).run().verdict();
    assertEquals(Directive.ABORT, bad.decision().directive());
    assertEquals(
        "0 good, 1 bad, 0 not known, 0 open; 1 needed; m: 1 bad, at most 0 allowed; the last one:"
            + " 10.0 is at least 9.0",
        bad.decision().reason());
    assertEquals(
        List.of("m: FAILED, 1 bad, at most 0 allowed; the last one: 10.0 is at least 9.0"),
        bad.decision().evidence());
    Metric impatient = Metric.named("m").consecutiveErrorLimit(0).build();
    AnalysisVerdict error = Story.of(impatient).tell("m", Story.ERROR).run().verdict();
    assertEquals(ERROR, error.status());
    assertEquals(Directive.ABORT, error.decision().directive());
    AnalysisVerdict running = Story.of(plain("m")).run().verdict();
    assertEquals(Directive.WAIT, running.decision().directive());
    assertEquals(Directive.CONTINUE, running.decisionBeside().directive());
  }

  @Test
  @DisplayName("stops early when a sequential test knows, and is inconclusive if it never does")
  void sequential() {
    MetricBuilder errors =
        Metric.named("errors")
            .judge(SequentialTest.of(0.05, 0.01, Direction.INCREASE))
            .every(Duration.ofMinutes(1))
            .count(3);
    Measurement unclear = new Measurement.Counts(21, 1000, 20, 1000);
    Measurement worse = new Measurement.Counts(90, 2000, 30, 2000);
    Measurement noWorse = new Measurement.Counts(200, 100_000, 205, 100_000);
    Story good = Story.of(errors.build()).tell("errors", unclear);
    assertEquals(RUNNING, good.status());
    assertEquals(SUCCESSFUL, good.tell("errors", noWorse).status());
    assertEquals(
        FAILED, Story.of(errors.build()).tell("errors", unclear).tell("errors", worse).status());
    Story never = Story.of(errors.build());
    never.tell("errors", unclear).tell("errors", unclear);
    assertEquals(RUNNING, never.status());
    assertEquals(INCONCLUSIVE, never.tell("errors", unclear).status());
    MetricQuery asked = Story.of(errors.build()).run().due(Story.START).get(0);
    assertTrue(asked.needsBaseline());
    Story later = Story.of(errors.build()).tell("errors", unclear);
    MetricQuery cumulative = later.run().due(Story.after(60)).get(0);
    assertEquals(Story.START, cumulative.from());
    assertEquals(Story.after(60), cumulative.to());
  }

  @Test
  @DisplayName("keeps the last measurements only, and says so in its verdict")
  void evidence() {
    Story story = Story.of(metric("m").failureLimit(1000).build());
    for (int i = 0; i < 25; i++) {
      story.tell("m", i % 2 == 0 ? BAD : GOOD);
    }
    MetricVerdict verdict = story.run().verdict().metrics().get(0);
    assertEquals(MetricRun.MAX_EVIDENCE, verdict.evidence().size());
    assertEquals(16, verdict.evidence().get(0).number());
    assertEquals(25, verdict.evidence().get(9).number());
    assertEquals(13, verdict.counts().failed());
    assertEquals("FAILED, 10.0 is at least 9.0", verdict.reason());
    assertFalse(verdict.dryRun());
  }
}
