package dev.penstock.samples.benchmarks;

import java.util.List;

/** The goals of reading a buildspec: good ones, long ones and bad ones. */
record SpecRows(Invocation invocation) {

  private static final Bar ERRORS = Bar.atMost(1.5);

  String rows() throws Exception {
    return reading("65") + reading("5000") + faults();
  }

  private String reading(String lines) throws Exception {
    String at = ", " + lines + " lines";
    return invocation.rows(
        () -> invocation.rounds(BuildspecRounds.class, invocation.seconds(5), lines),
        List.of(
            goal("yaml-1" + at, "penstock", "jacksonTokens", Bar.atMost(1.1)),
            goal("yaml-2 to the parser's events" + at, "penstock", "snakeEvents", Bar.atMost(1.2)),
            goal(
                "yaml-2 to a tree without checks" + at,
                "penstock",
                "jacksonTree",
                Bar.timesBetter(1.2)),
            goal(
                "yaml-2 to a map without checks" + at,
                "penstock",
                "snakeMap",
                Bar.timesBetter(1.5))));
  }

  private String faults() throws Exception {
    return faulty(goal("yaml-3 1,000 errors of five kinds", "faulty", "mended", ERRORS))
        + faulty(
            goal("yaml-3 1,000 mappings and lists as commands", "notCommands", "clean", ERRORS))
        + faulty(
            goal(
                "yaml-3 the parser's events of these alone",
                "notCommandsEvents",
                "cleanEvents",
                ERRORS))
        + faulty(goal("yaml-3 ten times the lines", "longer", "shorter", Bar.atMost(11)));
  }

  /** In a JVM of its own for each pair. */
  private String faulty(Goal goal) throws Exception {
    return invocation.rows(
        () ->
            invocation.rounds(
                FaultyBuildspecRounds.class, invocation.seconds(2), goal.ours(), goal.anchor()),
        List.of(goal));
  }

  private static Goal goal(String name, String ours, String anchor, Bar bar) {
    return new Goal(name, ours, anchor, "us", bar);
  }
}
