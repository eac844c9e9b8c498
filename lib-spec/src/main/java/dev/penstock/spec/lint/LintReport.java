package dev.penstock.spec.lint;

import java.util.List;

/**
 * What a linter has to say about several files, in the forms that people and tools read.
 *
 * @param results one of each file, in the order in which to report them
 */
public record LintReport(List<LintResult> results) {

  /** Copies the list. */
  public LintReport {
    results = List.copyOf(results);
  }

  /**
   * What all files come to.
   *
   * @return the worst verdict; {@link Verdict#VALID} of no files
   */
  public Verdict verdict() {
    return results.stream().map(LintResult::verdict).max(Verdict::compareTo).orElse(Verdict.VALID);
  }

  /**
   * The style of a compiler: each diagnostic in a line of its own, and below it the line of the
   * file with a caret.
   *
   * @return lines, each ended by a line feed; empty if there is nothing to say
   */
  public String toText() {
    StringBuilder text = new StringBuilder();
    results.forEach(result -> text.append(result.source().listing(result.diagnostics())));
    return text.toString();
  }

  /**
   * One array of objects with {@code file}, {@code kind}, {@code verdict} and {@code diagnostics},
   * each with {@code id}, {@code severity}, {@code line}, {@code column}, {@code message} and
   * {@code hint}. The kind of a file that looks like no spec is {@code unknown}.
   *
   * @return JSON, ended by a line feed
   */
  public String toJson() {
    return JsonReport.write(results);
  }

  /**
   * A log of the Static Analysis Results Interchange Format, version 2.1.0: one run, with rules,
   * results, regions and fixes; what comments took back is in it as suppressed. Columns count
   * Unicode code points.
   *
   * @return JSON, ended by a line feed
   */
  public String toSarif() {
    return SarifReport.write(results);
  }

  /**
   * A report in the form of JUnit, for servers that show no other: a test suite of each file, in it
   * a test case of each warning or error, failed; of a file without any, one that passed.
   *
   * @return XML, ended by a line feed
   */
  public String toJunitXml() {
    return JunitReport.write(results);
  }
}
