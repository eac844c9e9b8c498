package dev.penstock.spec.report;

import dev.penstock.spec.build.ReportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the files of one report group, one after the other, into one summary. Confined to one
 * thread.
 *
 * <pre>{@code
 * ReportReader reader = ReportReader.of(ReportFormat.JUNITXML);
 * try (InputStream file = Files.newInputStream(results)) {
 *   reader.read("TEST-shop.xml", file);
 * }
 * ReportSummary summary = reader.summary("shop-unit");
 * }</pre>
 *
 * <p>Memory stays within bounds, whatever the files hold: cases, messages and names are cut as
 * {@link TestReport} and {@link TestCase} say, a file has at most {@link #MAX_BYTES}, and a group
 * tells of at most {@link #MAX_LINES} lines and branches.
 */
public final class ReportReader {

  /** The largest report file: 64 MiB. */
  public static final long MAX_BYTES = 64L << 20;

  /** The highest line number, and how many branches a group may tell of: one million. */
  public static final int MAX_LINES = 1_000_000;

  private final ReportParser parser;
  private final boolean isCoverage;
  private final CaseCollector cases = new CaseCollector();
  private final CoverageCollector coverage = new CoverageCollector();
  private final List<String> files = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ReportReader(ReportFormat format) {
    this.isCoverage = format.isCoverage();
    this.parser = parser(format);
  }

  private ReportReader(ReportParser parser) {
    this.isCoverage = true;
    this.parser = parser;
  }

  /**
   * A reader of a format that buildspecs name.
   *
   * @param format the format of all files
   * @return a reader that has read nothing
   */
  public static ReportReader of(ReportFormat format) {
    return new ReportReader(format);
  }

  /**
   * A reader of lcov's tracefiles, which no buildspec can name.
   *
   * @return a reader that has read nothing
   */
  public static ReportReader ofLcov() {
    return new ReportReader((file, bytes, cases, lines) -> Lcov.read(file, bytes, lines));
  }

  private static ReportParser parser(ReportFormat format) {
    return switch (format) {
      case JUNITXML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new JunitXml(cases));
      case NUNITXML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new Nunit2Xml(cases));
      case NUNIT3XML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new Nunit3Xml(cases));
      case TESTNGXML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new TestngXml(cases));
      case VISUALSTUDIOTRX -> (file, in, cases, lines) -> XmlWalk.over(file, in, new Trx(cases));
      case CUCUMBERJSON -> (file, in, cases, lines) -> CucumberJson.read(file, in, cases);
      case CLOVERXML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new CloverXml(lines));
      case COBERTURAXML ->
          (file, in, cases, lines) -> XmlWalk.over(file, in, new CoberturaXml(lines));
      case JACOCOXML -> (file, in, cases, lines) -> XmlWalk.over(file, in, new JacocoXml(lines));
      case SIMPLECOV -> (file, in, cases, lines) -> SimpleCov.read(file, in, lines);
    };
  }

  /**
   * Reads one file. What was read of a file before a fault was met counts.
   *
   * @param file what messages call it
   * @param in its bytes; not closed
   * @throws ReportException if the file is too large, or not of the format
   * @throws IOException if reading fails
   */
  public void read(String file, InputStream in) throws IOException {
    files.add(file);
    try {
      parser.read(file, new LimitedStream(file, in, MAX_BYTES), cases, coverage);
    } catch (ReportException e) {
      warnings.add(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /**
   * Notes that something is missing, which makes the summary {@link ReportStatus#INCOMPLETE}.
   *
   * @param warning what is missing
   */
  public void warn(String warning) {
    warnings.add(warning);
  }

  /**
   * What was read so far.
   *
   * @param group the report group's name
   * @return the summary
   */
  public ReportSummary summary(String group) {
    return isCoverage
        ? ReportSummary.of(group, coverage.report(), files, warnings)
        : ReportSummary.of(group, cases.report(), files, warnings);
  }
}
