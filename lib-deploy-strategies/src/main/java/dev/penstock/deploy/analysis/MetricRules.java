package dev.penstock.deploy.analysis;

import dev.penstock.diagnostic.Diagnostic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of a metric's definition, checked together. */
final class MetricRules {
  static final String ALLOWED_NAME = "1 to 100 characters of A-Za-z0-9._-";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final List<Diagnostic> faults = new ArrayList<>();

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static String quoted(String text) {
    return "\"" + (text.length() > 110 ? text.substring(0, 110) + "…" : text) + "\"";
  }

  List<Diagnostic> faults() {
    return faults;
  }

  MetricRules name(String name) {
    if (!isName(name)) {
      report("metric.name", "name", quoted(name) + " is no name", ALLOWED_NAME, "");
    }
    return this;
  }

  MetricRules query(String query) {
    if (query.length() > Metric.LONGEST_QUERY) {
      report(
          "metric.query",
          "query",
          "a query of " + query.length() + " characters",
          "at most " + Metric.LONGEST_QUERY + " characters",
          "");
    }
    return this;
  }

  MetricRules conditions(
      Optional<Condition> success,
      Optional<Condition> failure,
      Optional<MetricJudge> judge,
      Reading reading) {
    if (judge.isEmpty()) {
      return this;
    }
    if (success.isPresent() || failure.isPresent()) {
      report("metric.judge", "judge", "there are a judge and conditions", "one of the two", "");
    }
    if (reading != Reading.CANARY) {
      report("metric.judge", "reading", reading + " beside a judge", "a reading or a judge", "");
    }
    return this;
  }

  MetricRules schedule(MetricSchedule schedule) {
    schedule.interval().ifPresent(interval -> duration("interval", interval, false));
    duration("initialDelay", schedule.initialDelay(), true);
    range("metric.count", "count", schedule.count(), 0, MetricSchedule.MAX_COUNT, "");
    if (schedule.count() > 1 && schedule.interval().isEmpty()) {
      report(
          "metric.interval",
          "interval",
          "a count of " + schedule.count() + " without an interval",
          "a count of 1, or an interval",
          "RP-107");
    }
    return this;
  }

  MetricRules window(MetricWindow window) {
    if (window instanceof MetricWindow.Last last) {
      duration("window", last.length(), false);
    }
    return this;
  }

  MetricRules limits(MetricLimits limits) {
    int most = MetricLimits.MOST;
    String path = "limits.";
    range("metric.limit", path + "failures", limits.failures(), MetricLimits.UNLIMITED, most, "");
    range("metric.limit", path + "consecutiveErrors", limits.consecutiveErrors(), 0, most, "");
    range("metric.limit", path + "inconclusive", limits.inconclusive(), 0, most, "");
    range(
        "metric.limit", path + "consecutiveSuccesses", limits.consecutiveSuccesses(), 0, most, "");
    if (limits.failures() == MetricLimits.UNLIMITED && limits.consecutiveSuccesses() == 0) {
      report(
          "metric.no-limit",
          path + "failures",
          "neither bad measurements nor good ones in a row are counted",
          "a limit of failures from 0, or of consecutive successes from 1",
          "RP-106");
    }
    return this;
  }

  MetricRules numbers(long minimumSamples, int weight) {
    if (minimumSamples < 0) {
      report(
          "metric.minimum-samples",
          "minimumSamples",
          minimumSamples + " is out of range",
          "0 or more",
          "");
    }
    range("metric.weight", "weight", weight, 1, Metric.MAX_WEIGHT, "");
    return this;
  }

  private void duration(String path, Duration value, boolean zero) {
    boolean low = value.isNegative() || (value.isZero() && !zero);
    if (low || value.compareTo(MetricSchedule.LONGEST) > 0) {
      report(
          "metric.duration",
          path,
          value + " is out of range",
          (zero ? "zero to " : "above zero to ") + MetricSchedule.LONGEST.toDays() + " days",
          "");
    }
  }

  private void range(String rule, String path, int value, int least, int most, String reference) {
    if (value < least || value > most) {
      report(rule, path, value + " is out of range", least + " to " + most, reference);
    }
  }

  private void report(String rule, String path, String found, String allowed, String reference) {
    faults.add(Diagnostic.error(rule, path, found, allowed).withReference(reference));
  }
}
