package dev.penstock.samples.quickstart.report;

import dev.penstock.samples.quickstart.traffic.Side;
import dev.penstock.samples.quickstart.traffic.TrafficSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A made-up run of three releases, to look at pictures. */
final class SampleStory {
  static final Instant BEGIN = Instant.parse("2026-03-05T10:00:00Z");

  private final List<ActionRow> actions = new ArrayList<>();
  private final List<WaveRow> waves = new ArrayList<>();
  private final List<TrafficSample> traffic = new ArrayList<>();

  private SampleStory() {}

  static Story story() {
    SampleStory sample = new SampleStory();
    sample.release("e1", 0, true);
    sample.release("e2", 17, false);
    sample.release("e3", 34, true);
    sample.deployment("Production of 1.0.0, green", "green", 6, RunState.SUCCEEDED);
    sample.deployment("Production of 1.1.0, blue", "blue", 23, RunState.SUCCEEDED);
    sample.deployment("Rollback to 1.0.0, blue", "blue", 30, RunState.SUCCEEDED);
    sample.deployment("Production of 1.1.1, blue", "blue", 40, RunState.FAILED);
    sample.traffic();
    return new Story(
        "shop",
        BEGIN,
        at(52),
        true,
        "3 releases ended as told: deployed, rolled back, deployed",
        List.of(
            release("e1", "1.0.0", "Answer prices", RunState.SUCCEEDED, "deployed", "1.0.0"),
            release(
                "e2",
                "1.1.0",
                "Cache the prices of <alcohol> & co",
                RunState.ROLLED_BACK,
                "rolled back: 12 of 96 requests failed (12.5 %; allowed: 5.0 %)",
                "1.0.0"),
            release(
                "e3",
                "1.1.1",
                "Read a cached price again once it is used up",
                RunState.SUCCEEDED,
                "deployed",
                "1.1.1")),
        sample.actions,
        sample.waves,
        sample.traffic,
        List.of(
            new Mark(at(10.2), "1.0.0: 10 % of the requests to green"),
            new Mark(at(13.1), "1.0.0: all requests to green"),
            new Mark(at(27), "1.1.0: 10 % of the requests to blue"),
            new Mark(at(28.6), "alarm: 12 of 96 requests failed (12.5 %; allowed: 5.0 %)"),
            new Mark(at(28.8), "1.1.0: all requests back to green"),
            new Mark(at(45), "1.1.1: 10 % of the requests to blue"),
            new Mark(at(48), "1.1.1: all requests to blue")));
  }

  private static ReleaseRow release(
      String execution,
      String version,
      String subject,
      RunState state,
      String outcome,
      String live) {
    return new ReleaseRow(
        execution,
        "0123456789abcdef0123456789abcdef01234567",
        subject,
        version,
        state,
        outcome,
        live,
        Duration.ofMillis(16_400));
  }

  private void release(String execution, double from, boolean isGood) {
    action(execution, "Source", "Checkout", RunState.SUCCEEDED, from, 0.4, "0123456 Answer prices");
    action(execution, "Build", "Compile", RunState.SUCCEEDED, from + 0.5, 3.1, "7 tests passed");
    action(execution, "Build", "Check", RunState.SUCCEEDED, from + 0.5, 0.8, "");
    action(execution, "Publish", "Package", RunState.SUCCEEDED, from + 3.7, 0.2, "shop 1.0.0");
    action(execution, "Staging", "Deploy", RunState.SUCCEEDED, from + 4, 1.2, "1 instance");
    action(execution, "Approval", "Release", RunState.SUCCEEDED, from + 5.3, 0.1, "approved");
    action(execution, "Production", "Deploy", RunState.SUCCEEDED, from + 5.5, 4.2, "2 waves");
    RunState last = isGood ? RunState.SUCCEEDED : RunState.FAILED;
    action(execution, "Traffic", "Shift", last, from + 9.8, 5.5, isGood ? "" : "alarm");
    if (!isGood) {
      actions.add(
          new ActionRow(
              execution,
              "Traffic",
              "Swap",
              RunState.WAITING,
              Optional.empty(),
              Optional.empty(),
              ""));
    }
  }

  private void action(
      String execution,
      String stage,
      String action,
      RunState state,
      double from,
      double took,
      String summary) {
    actions.add(
        new ActionRow(
            execution,
            stage,
            action,
            state,
            Optional.of(at(from)),
            Optional.of(at(from + took)),
            summary));
  }

  private void deployment(String name, String side, double from, RunState last) {
    for (int index = 0; index < 4; index++) {
      int wave = index / 2 + 1;
      double start = from + (wave - 1) * 2.1 + index * 0.05;
      RunState state = index == 3 ? last : RunState.SUCCEEDED;
      waves.add(
          new WaveRow(
              name,
              wave,
              side + "-" + (index + 1),
              state,
              at(start),
              at(start + 1.9),
              "ValidateService"));
    }
  }

  private void traffic() {
    for (int half = 8; half < 104; half++) {
      double second = half / 2.0;
      int green = second < 10 ? 0 : second < 13 ? 1000 : 10_000;
      green = second >= 27 && second < 28.5 ? 9000 : green;
      green = second >= 45 ? second < 48 ? 9000 : 0 : green;
      boolean isBad = second >= 27 && second < 28.5;
      if (second >= 36 && second < 38) {
        continue;
      }
      for (Side side : Side.values()) {
        int weight = side == Side.GREEN ? green : 10_000 - green;
        long requests = weight / 100;
        long errors = isBad && side == Side.BLUE ? requests / 8 + 1 : 0;
        traffic.add(new TrafficSample(at(second), side, requests, errors, weight));
      }
    }
  }

  static Instant at(double seconds) {
    return BEGIN.plusMillis(Math.round(seconds * 1000));
  }
}
