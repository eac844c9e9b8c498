package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders diagnostics by stage, and within a stage by action, with its conditions at the end. */
final class FaultOrder implements Comparator<Diagnostic> {
  private static final List<String> CONDITIONS = List.of("beforeEntry", "onSuccess", "onFailure");
  private static final Pattern PLACE =
      Pattern.compile(
          "stages\\[(\\d+)]\\.(?:actions\\[(\\d+)]|(beforeEntry|onSuccess|onFailure))?");

  @Override
  public int compare(Diagnostic one, Diagnostic other) {
    return Long.compare(key(one), key(other));
  }

  private static long key(Diagnostic diagnostic) {
    Matcher place = PLACE.matcher(diagnostic.path());
    if (!place.lookingAt()) {
      return diagnostic.path().startsWith("stages") ? 0 : -1; // the pipeline's own fields first
    }
    long stage = (Long.parseLong(place.group(1)) + 1) << 32;
    if (place.group(3) != null) {
      return stage + Integer.MAX_VALUE + CONDITIONS.indexOf(place.group(3));
    }
    return place.group(2) == null ? stage : stage + Long.parseLong(place.group(2)) + 1;
  }
}
