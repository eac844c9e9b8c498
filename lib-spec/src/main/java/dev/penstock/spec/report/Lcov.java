package dev.penstock.spec.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** lcov's tracefiles: one fact a line. */
final class Lcov {

  private static final String END = "end_of_record";

  private Lcov() {}

  static void read(String file, LimitedStream in, CoverageCollector coverage) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String source = "";
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      int colon = line.indexOf(':');
      String fact = colon < 0 ? line.strip() : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      try {
        switch (fact) {
          case "SF" -> {
            source = value;
            coverage.file(source);
          }
          case "DA" -> {
            String[] parts = value.split(",", -1);
            coverage.line(source, Count.of(parts[0]), parts.length > 1 && isHit(parts[1]));
          }
          case "BRDA" -> {
            int last = value.lastIndexOf(',');
            coverage.branch(
                source,
                last < 0 ? value : value.substring(0, last),
                isHit(value.substring(last + 1)));
          }
          case "TN",
              "FN",
              "FNDA",
              "FNF",
              "FNH",
              "FNL",
              "FNA",
              "LF",
              "LH",
              "BRF",
              "BRH",
              "VER",
              END,
              "" -> {}
          default -> {
            if (!fact.startsWith("#")) {
              throw new ReportException(
                  file + ":" + number + ": no line of a tracefile; allowed: SF, DA, BRDA, " + END);
            }
          }
        }
      } catch (TooMuchException e) {
        throw new ReportException(file + ":" + number + ": " + e.getMessage());
      }
    }
  }

  private static boolean isHit(String count) {
    return Count.of(count) > 0;
  }
}
