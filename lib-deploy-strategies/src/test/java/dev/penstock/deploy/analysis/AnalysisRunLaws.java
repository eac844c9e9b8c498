package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.process.RecordEventCodec;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Histories are drawn from a seed: an analysis, and what happens to it. */
@Label("An analysis under way")
class AnalysisRunLaws {
  private static final RecordEventCodec<Journalled> CODEC =
      RecordEventCodec.builder(Journalled.class, MethodHandles.lookup()).build();

  /** What a decider journals of an analysis. */
  sealed interface Journalled {}

  record Held(AnalysisRun run, AnalysisVerdict verdict, MonitorDecision decision)
      implements Journalled {}

  record Told(MetricQuery query, Measurement measurement) implements Journalled {}

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  private static Metric metric(Random random, String name) {
    MetricBuilder metric = Metric.named(name).weight(1 + random.nextInt(5));
    switch (random.nextInt(6)) {
      case 0 -> metric.atMost(1);
      case 1 -> metric.failure(Condition.above(2));
      case 2 -> metric.atMost(1).failure(Condition.above(2)).reading(Reading.RATIO);
      case 3 -> metric.judge(MannWhitneyTest.DEFAULT);
      case 4 -> metric.judge(new SequentialTest(0.1, 0.5, Direction.INCREASE, 3));
      default -> metric.aggregate(Aggregate.MEAN);
    }
    boolean repeated = random.nextInt(4) > 0;
    if (repeated) {
      metric.every(Duration.ofSeconds(1 + random.nextInt(40)));
    }
    if (random.nextBoolean()) {
      metric.count(repeated ? 1 + random.nextInt(6) : 1);
    }
    if (random.nextBoolean()) {
      metric
          .failureLimit(random.nextInt(3))
          .inconclusiveLimit(random.nextInt(3))
          .consecutiveErrorLimit(random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      metric.consecutiveSuccessLimit(1 + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      metric.initialDelay(Duration.ofSeconds(random.nextInt(90)));
    }
    DataPolicy[] policies = DataPolicy.values();
    metric.noData(policies[random.nextInt(policies.length)]);
    metric.minimumSamples(random.nextInt(3), policies[random.nextInt(policies.length)]);
    return random.nextInt(4) == 0 ? metric.dryRun().build() : metric.build();
  }

  private static Analysis analysis(Random random, boolean withChecks) {
    List<Metric> metrics = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      metrics.add(metric(random, "m" + i));
    }
    int counting = (int) metrics.stream().filter(metric -> !metric.dryRun()).count();
    Combination combination =
        switch (random.nextInt(4)) {
          case 0 -> new Combination.Any();
          case 1 ->
              counting == 0
                  ? new Combination.All()
                  : new Combination.Quorum(1 + random.nextInt(counting));
          case 2 -> new Combination.Score(50 + random.nextInt(51), random.nextInt(51));
          default -> new Combination.All();
        };
    Optional<Integer> checks =
        withChecks && random.nextBoolean() ? Optional.of(1 + random.nextInt(4)) : Optional.empty();
    return new Analysis("random", metrics, combination, checks);
  }

  private static Measurement measurement(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Measurement.noData();
      case 1 -> Story.ERROR;
      case 2 -> Measurement.against(3 * random.nextDouble(), random.nextInt(2), random.nextInt(4));
      case 3 -> new Measurement.Counts(random.nextInt(5), 5, random.nextInt(5), 5);
      case 4 -> Measurement.of(Double.NaN, 5);
      default ->
          Measurement.series(
              random.doubles(4, 0, 3).boxed().toList(), random.doubles(4, 0, 2).boxed().toList());
    };
  }

  /** One step of a random history: answers what is due, repeats, invents, or goes on in time. */
  private static AnalysisRun step(Random random, AnalysisRun run, Instant now) {
    List<MetricQuery> due = run.due(now);
    int what = random.nextInt(10);
    if (what < 7 && !due.isEmpty()) {
      MetricQuery query = due.get(random.nextInt(due.size()));
      Measurement answer = measurement(random);
      AnalysisRun after = run.measured(query.metric(), query.number(), answer, now);
      assertSame(after, after.measured(query.metric(), query.number(), answer, now), "twice");
      return after;
    }
    if (what == 7) {
      String metric = "m" + random.nextInt(6);
      int number = random.nextInt(9);
      boolean open =
          run.metrics().stream()
              .anyMatch(
                  each -> each.metric().equals(metric) && each.isOpen() && each.number() == number);
      return open ? run : same(run, run.measured(metric, number, measurement(random), now));
    }
    return what == 8 && random.nextInt(20) == 0 ? run.terminate(now) : run;
  }

  private static AnalysisRun same(AnalysisRun before, AnalysisRun after) {
    assertSame(before, after, "what was not asked for changes nothing");
    return after;
  }

  @Property(seed = "5001", tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Label("keeps its verdict, asks until it has one, and comes back from the journal as it was")
  void histories(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    Analysis analysis = analysis(random, true);
    AnalysisRun run = AnalysisRun.start(analysis, Story.START);
    Instant now = Story.START;
    for (int i = 0; i < 50; i++) {
      AnalysisRun before = run;
      run = step(random, run, now);
      if (before.isFinal()) {
        assertSame(before, run, "a verdict is final");
      }
      check(run, now);
      if (random.nextInt(5) == 0) {
        run = ((Held) CODEC.decode(CODEC.encode(held(run)))).run();
      }
      if (random.nextBoolean()) {
        now = now.plusSeconds(random.nextInt(60));
      }
    }
    AnalysisRun ended = run.terminate(now);
    assertTrue(ended.isFinal());
    assertSame(ended, ended.terminate(now.plusSeconds(1)));
    check(ended, now);
  }

  private static Held held(AnalysisRun run) {
    return new Held(run, run.verdict(), run.verdict().decisionBeside());
  }

  private static void check(AnalysisRun run, Instant now) {
    assertEquals(held(run), CODEC.decode(CODEC.encode(held(run))));
    assertEquals(run.isFinal(), run.endedAt().isPresent());
    assertEquals(run.isFinal(), run.nextAt().isEmpty(), "something is open until the end");
    if (run.isFinal()) {
      assertEquals(List.of(), run.due(now));
      assertTrue(run.metrics().stream().noneMatch(MetricRun::isOpen));
    } else {
      assertFalse(run.due(now).isEmpty() && run.nextAfter(now).isEmpty());
    }
    for (MetricQuery query : run.due(now)) {
      assertFalse(query.to().isAfter(now));
      assertFalse(query.from().isAfter(query.to()));
      Told told = new Told(query, Measurement.noData());
      assertEquals(told, CODEC.decode(CODEC.encode(told)));
    }
    for (MetricRun metric : run.metrics()) {
      List<Evidence> evidence = metric.evidence();
      assertEquals(Math.min(metric.counts().total(), MetricRun.MAX_EVIDENCE), evidence.size());
      for (int i = 0; i < evidence.size(); i++) {
        assertEquals(metric.counts().total() - evidence.size() + 1 + i, evidence.get(i).number());
      }
    }
  }

  @Property(seed = "5002", tries = 1000, edgeCases = EdgeCasesMode.NONE)
  @Label("is the same in whatever order the answers of an instant arrive")
  void order(@ForAll("seeds") long seed) {
    Random random = new Random(seed);
    Analysis analysis = analysis(random, false);
    Instant now = Story.after(100);
    AnalysisRun start = AnalysisRun.start(analysis, Story.START);
    List<Told> answers = new ArrayList<>();
    start.due(now).forEach(query -> answers.add(new Told(query, measurement(random))));
    AnalysisRun first = tell(start, answers, now);
    for (int i = 0; i < 4; i++) {
      Collections.shuffle(answers, random);
      AnalysisRun other = tell(start, answers, now);
      assertEquals(
          first.status() == AnalysisStatus.SUCCESSFUL, other.status() == AnalysisStatus.SUCCESSFUL);
      assertEquals(first.isFinal(), other.isFinal());
      if (!first.isFinal()) {
        assertEquals(first, other);
      }
    }
  }

  private static AnalysisRun tell(AnalysisRun start, List<Told> answers, Instant now) {
    AnalysisRun run = start;
    for (Told told : answers) {
      run = run.measured(told.query().metric(), told.query().number(), told.measurement(), now);
    }
    return run;
  }

  @Example
  @Label("does not grow however long it runs")
  void bounded() {
    Analysis analysis =
        Analysis.named("long")
            .metric(
                "m",
                metric ->
                    metric.every(Duration.ofSeconds(1)).failureLimit(MetricLimits.MOST).atMost(1))
            .failedChecks(1000)
            .build();
    Story story = Story.of(analysis);
    int afterHundred = 0;
    for (int i = 1; i <= 10_000; i++) {
      story.tell("m", i % 50 == 0 ? 9.25 : 0.25);
      if (i == 100) {
        afterHundred = size(story.run());
      }
    }
    int checks = story.run().failedChecks().size() - 2;
    assertEquals(198, checks);
    int later = size(story.run()) - checks * "2024-03-01T12:00:49Z, ".length();
    assertTrue(later < afterHundred + 100, afterHundred + " and then " + later);
  }

  private static int size(AnalysisRun run) {
    return CODEC.encode(held(run)).fields().toString().length();
  }

  @Example
  @Label("has a journalled form that is a promise")
  void journalledForm() {
    Analysis analysis =
        Analysis.named("a")
            .metric("m", metric -> metric.atMost(0.5).every(Duration.ofMinutes(1)).count(2))
            .build();
    AnalysisRun run = Story.of(analysis).tell("m", 0.25).run();
    Map<String, ?> fields = CODEC.encode(held(run)).fields();
    assertEquals(
        "{analysis={name=a, metrics=[{name=m, query=m, success={type=AtMost, limit=0.5},"
            + " reading=CANARY, aggregate=LAST, schedule={interval=PT1M, count=2,"
            + " initialDelay=PT0S}, window={type=SinceLast}, limits={failures=0,"
            + " consecutiveErrors=4, inconclusive=0, consecutiveSuccesses=0}, noData=ERROR,"
            + " minimumSamples=0, fewSamples=INCONCLUSIVE, dryRun=false, weight=1}],"
            + " combination={type=All}}, sides={}, startedAt=2024-03-01T12:00:00Z,"
            + " metrics=[{metric=m, counts={successful=1, failed=0, inconclusive=0, undecided=0,"
            + " errors=0, consecutiveErrors=0, consecutiveSuccesses=1, waited=0},"
            + " dueAt=2024-03-01T12:01:00Z, windowFrom=2024-03-01T12:00:00Z, status=RUNNING,"
            + " reason=SUCCESSFUL, 0.25 is at most 0.5, evidence=[{number=1,"
            + " at=2024-03-01T12:00:00Z, outcome=SUCCESSFUL, judged=true, value=0.25, reason=0.25"
            + " is at most 0.5}]}], status=RUNNING, reason=0 good, 0 bad, 0 not known, 1 open; 1"
            + " needed}",
        String.valueOf(fields.get("run")));
  }
}
