package dev.penstock.spec.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the files of one report group say.
 *
 * @param group the group's name
 * @param status how it stands
 * @param tests the test cases; empty for a group of coverage
 * @param coverage how much of the code ran; empty for a group of tests
 * @param files the files that were read, in order
 * @param warnings what could not be read, or was not there
 */
public record ReportSummary(
    String group,
    ReportStatus status,
    Optional<TestReport> tests,
    Optional<CoverageReport> coverage,
    List<String> files,
    List<String> warnings) {

  /** Copies the lists. */
  public ReportSummary {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(tests, "tests");
    Objects.requireNonNull(coverage, "coverage");
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  static ReportSummary of(
      String group, TestReport tests, List<String> files, List<String> warnings) {
    ReportStatus status =
        tests.failures() > 0
            ? ReportStatus.FAILED
            : isIncomplete(files, warnings) ? ReportStatus.INCOMPLETE : ReportStatus.SUCCEEDED;
    return new ReportSummary(group, status, Optional.of(tests), Optional.empty(), files, warnings);
  }

  static ReportSummary of(
      String group, CoverageReport coverage, List<String> files, List<String> warnings) {
    ReportStatus status =
        isIncomplete(files, warnings) ? ReportStatus.INCOMPLETE : ReportStatus.SUCCEEDED;
    return new ReportSummary(
        group, status, Optional.empty(), Optional.of(coverage), files, warnings);
  }

  private static boolean isIncomplete(List<String> files, List<String> warnings) {
    return files.isEmpty() || !warnings.isEmpty();
  }

  /**
   * The summary with other messages and warnings, such as masked ones.
   *
   * @param change makes a message of a message
   * @return a copy
   */
  public ReportSummary withMessages(UnaryOperator<String> change) {
    return new ReportSummary(
        group,
        status,
        tests.map(
            report ->
                new TestReport(
                    report.cases().stream().map(test -> test.withMessages(change)).toList(),
                    report.counts(),
                    report.duration())),
        coverage,
        files,
        warnings.stream().map(change).toList());
  }

  /** The summary in one line, such as {@code shop-unit: FAILED, 12 tests, 1 failed, 2 skipped}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(group).append(": ").append(status);
    tests.ifPresent(
        report ->
            text.append(
                ", %d tests, %d failed, %d skipped"
                    .formatted(
                        report.total(), report.failures(), report.count(CaseStatus.SKIPPED))));
    coverage.ifPresent(
        report ->
            text.append(", lines ")
                .append(share(report.lines()))
                .append(", branches ")
                .append(share(report.branches())));
    return text.toString();
  }

  private static String share(Tally tally) {
    return tally.percent().isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", tally.percent().getAsDouble())
        : "none";
  }
}
