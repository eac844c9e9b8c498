/**
 * What tests and coverage tools report: read from their files into one summary, and compared over
 * builds.
 *
 * <p>Start at {@link dev.penstock.spec.report.ReportReader}, which takes the files of one group; a
 * build does that by itself for the groups that its buildspec names. {@link
 * dev.penstock.spec.report.ReportTrend} puts the summaries of several builds side by side.
 *
 * <p>Report files are made by whatever a build runs, so they are not trusted: XML is read without
 * document types and entities, and files, nesting, texts and counts are bounded. Values are
 * immutable and safe for several threads; a reader is confined to one. Shares are percents, 0 to
 * 100; times are {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.spec.report;

import org.jspecify.annotations.NullMarked;
