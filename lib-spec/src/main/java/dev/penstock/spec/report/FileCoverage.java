package dev.penstock.spec.report;

import java.util.Objects;

/**
 * How much of a source file ran.
 *
 * @param file its name as the tool writes it, up to 1,000 characters
 * @param lines its lines with code
 * @param branches the ways out of its conditions; none if the tool does not count them
 */
public record FileCoverage(String file, Tally lines, Tally branches) {

  /** Cuts a name that is too long. */
  public FileCoverage {
    file = file.length() <= TestCase.MAX_NAME ? file : file.substring(0, TestCase.MAX_NAME);
    Objects.requireNonNull(lines, "lines");
    Objects.requireNonNull(branches, "branches");
  }
}
