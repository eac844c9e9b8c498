package dev.penstock.spec.report;

import java.io.IOException;

/** Reads one file of one format into whichever collector it fills. */
@FunctionalInterface
interface ReportParser {
  void read(String file, LimitedStream in, CaseCollector cases, CoverageCollector lines)
      throws IOException;
}
