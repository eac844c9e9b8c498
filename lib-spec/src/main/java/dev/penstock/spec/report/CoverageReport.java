package dev.penstock.spec.report;

import java.util.List;
import java.util.function.Function;

/**
 * How much of the code ran.
 *
 * @param files by file, in the order of their names
 */
public record CoverageReport(List<FileCoverage> files) {

  /** Copies the list. */
  public CoverageReport {
    files = List.copyOf(files);
  }

  /**
   * The lines of all files.
   *
   * @return their sum
   */
  public Tally lines() {
    return sum(FileCoverage::lines);
  }

  /**
   * The branches of all files.
   *
   * @return their sum
   */
  public Tally branches() {
    return sum(FileCoverage::branches);
  }

  private Tally sum(Function<FileCoverage, Tally> part) {
    return files.stream().map(part).reduce(Tally.NONE, Tally::plus);
  }
}
