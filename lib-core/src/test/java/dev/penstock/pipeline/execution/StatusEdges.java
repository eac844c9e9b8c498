package dev.penstock.pipeline.execution;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** The tables of states: which edges there are, and which of them were taken. */
final class StatusEdges {
  private static final String ALL =
      """
      execution none InProgress
      execution InProgress Succeeded
      execution InProgress Failed
      execution InProgress Superseded
      execution InProgress Cancelled
      execution InProgress Stopping
      execution Stopping Stopped
      execution Stopping Cancelled
      execution Failed InProgress
      execution Stopped InProgress
      stage none InProgress
      stage InProgress Succeeded
      stage InProgress Failed
      stage InProgress Cancelled
      stage InProgress Stopping
      stage Stopping Stopped
      stage Stopping Cancelled
      stage Failed InProgress
      stage Stopped InProgress
      stage InProgress Skipped
      action none InProgress
      action InProgress Succeeded
      action InProgress Failed
      action InProgress Abandoned
      action Failed InProgress
      action Succeeded InProgress
      action Abandoned InProgress
      condition none InProgress
      condition InProgress Succeeded
      condition InProgress Failed
      condition InProgress Errored
      condition InProgress Cancelled
      condition InProgress Abandoned
      condition InProgress Overridden
      condition Failed Overridden
      condition Errored Overridden
      rule none InProgress
      rule InProgress Succeeded
      rule InProgress Failed
      rule InProgress Abandoned
      """;

  private final Set<String> there = new TreeSet<>(ALL.lines().toList());
  private final Set<String> taken = new ConcurrentSkipListSet<>();

  /** Notes that an edge was taken; false if there is no such edge. */
  boolean take(String object, String from, String to) {
    String edge = object + " " + from + " " + to;
    taken.add(edge);
    return there.contains(edge);
  }

  /** The edges that nobody took. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(taken);
    return missing;
  }
}
