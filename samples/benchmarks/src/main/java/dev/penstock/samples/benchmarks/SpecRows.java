package dev.penstock.samples.benchmarks;

import java.util.List;

/** The goals of reading a buildspec: good ones, long ones and bad ones. */
record SpecRows(Invocation invocation) {

  private static final Bar ERRORS = Bar.atMost(1.5);

  String rows() throws Exception {
    return reading("65") + reading("5000") + faults();
  }

  private String reading(String lines) throws Exception {
    String at = " " + lines;
    return invocation.jmh(
        options -> options.include("BuildspecBenchmark").param("lines", lines),
        List.of(
            goal("yaml-1", lines, "jacksonTokens", Bar.atMost(1.1)),
            goal("yaml-2 to the parser's events", lines, "snakeEvents", Bar.atMost(1.2)),
            goal("yaml-2 to a tree without checks", lines, "jacksonTree", Bar.timesBetter(1.2)),
            new Goal(
                "yaml-2 to a map without checks," + at + " lines",
                "penstock" + at,
                "snakeMap" + at,
                "us",
                Bar.timesBetter(1.5))));
  }

  private static Goal goal(String name, String lines, String anchor, Bar bar) {
    return new Goal(
        name + ", " + lines + " lines", "penstock " + lines, anchor + " " + lines, "us", bar);
  }

  private String faults() throws Exception {
    return invocation.jmh(
        options -> options.include("FaultyBuildspecBenchmark"),
        List.of(
            new Goal("yaml-3 1,000 errors of five kinds", "faulty", "mended", "us", ERRORS),
            new Goal(
                "yaml-3 1,000 mappings and lists as commands",
                "notCommands",
                "clean",
                "us",
                ERRORS),
            new Goal(
                "yaml-3 the parser's events of these alone",
                "notCommandsEvents",
                "cleanEvents",
                "us",
                ERRORS),
            new Goal("yaml-3 ten times the lines", "longer", "shorter", "us", Bar.atMost(11))));
  }
}
