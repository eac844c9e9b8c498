package dev.penstock.spec.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts all test cases, and keeps as many as are kept, failures first (B-155). */
final class CaseCollector {

  private final List<TestCase> failures = new ArrayList<>();
  private final List<TestCase> others = new ArrayList<>();
  private final Map<CaseStatus, Long> counts = new EnumMap<>(CaseStatus.class);
  private Duration duration = Duration.ZERO;

  void add(TestCase test) {
    counts.merge(test.status(), 1L, Long::sum);
    duration = duration.plus(test.duration());
    List<TestCase> list = test.status().isFailure() ? failures : others;
    if (list.size() < TestReport.MAX_CASES) {
      list.add(test);
    }
  }

  TestReport report() {
    List<TestCase> kept = new ArrayList<>(failures);
    kept.addAll(others.subList(0, Math.min(others.size(), TestReport.MAX_CASES - kept.size())));
    return new TestReport(kept, counts, duration);
  }
}
