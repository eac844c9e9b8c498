package dev.penstock.spec.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One report group over several builds. Immutable.
 *
 * <pre>{@code
 * ReportTrend trend = ReportTrend.NONE.with("shop:16", yesterday, before).with("shop:17", now, after);
 * trend.newlyFailing();                       // which cases fail that did not in the build before
 * trend.keptAt(now);                          // without what is older than 30 days
 * }</pre>
 *
 * @param runs the builds, in order
 */
public record ReportTrend(List<Run> runs) {

  /** No build yet. */
  public static final ReportTrend NONE = new ReportTrend(List.of());

  /** How long reports are kept: 30 days (B-155). */
  public static final Duration KEPT = Duration.ofDays(30);

  /** Copies the list. */
  public ReportTrend {
    runs = List.copyOf(runs);
  }

  /**
   * The report of one build.
   *
   * @param build the build's id
   * @param at when it was made
   * @param summary what it says
   */
  public record Run(String build, Instant at, ReportSummary summary) {

    /** All parts are required. */
    public Run {
      Objects.requireNonNull(build, "build");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(summary, "summary");
    }

    /**
     * The share of cases that passed, among those that ran.
     *
     * @return percent, 0 to 100; empty if none ran
     */
    public OptionalDouble passRate() {
      return summary
          .tests()
          .map(
              tests ->
                  new Tally(
                          tests.count(CaseStatus.SUCCEEDED),
                          tests.count(CaseStatus.SUCCEEDED) + tests.failures())
                      .percent())
          .orElse(OptionalDouble.empty());
    }

    /**
     * The share of lines that ran.
     *
     * @return percent, 0 to 100; empty if the report does not tell
     */
    public OptionalDouble lineCoverage() {
      return summary.coverage().map(c -> c.lines().percent()).orElse(OptionalDouble.empty());
    }

    /**
     * The share of branches that were taken.
     *
     * @return percent, 0 to 100; empty if the report does not tell
     */
    public OptionalDouble branchCoverage() {
      return summary.coverage().map(c -> c.branches().percent()).orElse(OptionalDouble.empty());
    }

    private Set<String> failing() {
      return summary
          .tests()
          .map(
              tests ->
                  tests.cases().stream()
                      .filter(test -> test.status().isFailure())
                      .map(TestCase::fullName)
                      .collect(Collectors.toSet()))
          .orElse(Set.of());
    }
  }

  /**
   * The trend with one more build.
   *
   * @param build the build's id
   * @param at when its report was made
   * @param summary what it says
   * @return a new trend
   */
  public ReportTrend with(String build, Instant at, ReportSummary summary) {
    List<Run> all = new ArrayList<>(runs);
    all.add(new Run(build, at, summary));
    return new ReportTrend(all);
  }

  /**
   * The trend without what is no longer kept.
   *
   * @param now the present
   * @return a trend of the builds of the last 30 days
   */
  public ReportTrend keptAt(Instant now) {
    return new ReportTrend(
        runs.stream().filter(run -> !run.at().isBefore(now.minus(KEPT))).toList());
  }

  /**
   * The cases that fail in the last build and did not in the one before.
   *
   * @return their full names, in order; all that fail if there is only one build
   */
  public Set<String> newlyFailing() {
    return without(failing(1), failing(2));
  }

  /**
   * The cases that failed in the build before the last, and no longer do.
   *
   * @return their full names, in order
   */
  public Set<String> fixed() {
    return without(failing(2), failing(1));
  }

  /**
   * By how much the share of lines that ran has changed with the last build.
   *
   * @return percent points, negative if there are fewer; empty if a report does not tell
   */
  public OptionalDouble lineCoverageChange() {
    if (runs.size() < 2) {
      return OptionalDouble.empty();
    }
    OptionalDouble last = runs.get(runs.size() - 1).lineCoverage();
    OptionalDouble before = runs.get(runs.size() - 2).lineCoverage();
    return last.isPresent() && before.isPresent()
        ? OptionalDouble.of(last.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private Set<String> failing(int fromEnd) {
    return runs.size() < fromEnd ? Set.of() : runs.get(runs.size() - fromEnd).failing();
  }

  private static Set<String> without(Set<String> names, Set<String> others) {
    Set<String> left = new TreeSet<>(names);
    left.removeAll(others);
    return left;
  }
}
