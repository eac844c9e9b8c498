package dev.penstock.spec.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;

/** Cucumber's JSON: each scenario is a case, with the steps of the background before it. */
final class CucumberJson {

  private final String file;
  private final CaseCollector cases;
  private String feature = "";

  private CucumberJson(String file, CaseCollector cases) {
    this.file = file;
    this.cases = cases;
  }

  static void read(String file, LimitedStream in, CaseCollector cases) throws IOException {
    JsonWalk.over(
        file,
        in,
        JsonToken.START_ARRAY,
        "a list of features",
        new CucumberJson(file, cases)::features);
  }

  private void features(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new ReportException(
            file + ":" + parser.currentLocation().getLineNr() + ": expected a feature");
      }
      feature(JsonWalk.tree(parser));
    }
  }

  private void feature(JsonNode node) {
    feature = node.path("name").asText("");
    if (feature.isEmpty()) {
      feature = node.path("uri").asText("");
    }
    Steps background = new Steps();
    for (JsonNode element : node.path("elements")) {
      if (element.path("type").asText("").equals("background")) {
        background = new Steps();
        background.add(element);
      } else {
        Steps steps = new Steps();
        steps.add(background);
        steps.add(element);
        background = new Steps();
        cases.add(
            new TestCase(
                feature,
                element.path("name").asText(""),
                steps.status(),
                steps.duration(),
                steps.message));
      }
    }
  }

  /** What the steps and hooks of a scenario amount to: the worst of them. */
  private static final class Steps {
    private long nanos;
    private int failed;
    private int unknown;
    private int skipped;
    private String message = "";

    void add(JsonNode element) {
      for (String kind : new String[] {"before", "steps", "after"}) {
        for (JsonNode step : element.path(kind)) {
          add(step.path("result").path("status").asText(""), step.path("result"));
          for (JsonNode hook : step.path("before")) {
            add(hook.path("result").path("status").asText(""), hook.path("result"));
          }
          for (JsonNode hook : step.path("after")) {
            add(hook.path("result").path("status").asText(""), hook.path("result"));
          }
        }
      }
    }

    void add(Steps earlier) {
      nanos += earlier.nanos;
      failed += earlier.failed;
      unknown += earlier.unknown;
      skipped += earlier.skipped;
      message = message.isEmpty() ? earlier.message : message;
    }

    private void add(String status, JsonNode result) {
      nanos += Math.min(Math.max(result.path("duration").asLong(0), 0), Long.MAX_VALUE / 1_000_000);
      switch (status) {
        case "passed" -> {}
        case "failed", "ambiguous" -> {
          failed++;
          if (message.isEmpty()) {
            message = result.path("error_message").asText("");
          }
        }
        case "skipped" -> skipped++;
        default -> unknown++;
      }
    }

    CaseStatus status() {
      return failed > 0
          ? CaseStatus.FAILED
          : unknown > 0
              ? CaseStatus.UNKNOWN
              : skipped > 0 ? CaseStatus.SKIPPED : CaseStatus.SUCCEEDED;
    }

    Duration duration() {
      return Duration.ofNanos(nanos);
    }
  }
}
