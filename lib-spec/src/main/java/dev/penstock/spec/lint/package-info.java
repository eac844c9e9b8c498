/**
 * Linting: every kind of spec file behind one door, with settings, suppressions, fixes and reports.
 *
 * <p>Start at {@link dev.penstock.spec.lint.Linter}:
 *
 * <pre>{@code
 * Linter linter = Linter.builder().mode(ConformanceMode.STRICT).without("BS062").build();
 * LintResult result = linter.lint(SpecSource.read(file, "buildspec.yml"));
 * System.out.print(new LintReport(List.of(result)).toSarif());
 * }</pre>
 *
 * <p>A comment in YAML takes back what is no error, for the line that it stands in or the next one
 * that holds something: {@code # penstock-ignore BS062: built by one tool only}. With {@code
 * penstock-ignore-file} it does so for the whole file. A comment without a reason, or without
 * effect, is itself reported.
 *
 * <p>What each rule is about is told by {@link dev.penstock.spec.lint.LintRule}. All types are
 * immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.spec.lint;

import org.jspecify.annotations.NullMarked;
