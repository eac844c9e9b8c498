package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ActionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a reported result counts as success, and why not. */
final class Results {
  static final String STAGE_TIMED_OUT = "the stage timed out";

  private Results() {}

  /** Why an attempt fails with this result, for a person; null if it succeeds. */
  static @Nullable String faultOf(ActionRun run, ActionResult result) {
    if (run.timedOutAt() != null) {
      return timeoutOf(run);
    }
    if (!result.isSucceeded()) {
      return result.summary().isEmpty() ? "failed without a reason" : result.summary();
    }
    if (run.isPlain() && result.artifacts().isEmpty()) {
      return null; // the common case, without a look at the action
    }
    List<String> declared = run.order.action().outputArtifacts();
    if (declared.isEmpty() && result.artifacts().isEmpty()) {
      return null; // without a single allocation
    }
    List<String> missing = new ArrayList<>(declared);
    missing.removeAll(result.artifacts().keySet());
    TreeSet<String> undeclared = new TreeSet<>(result.artifacts().keySet());
    declared.forEach(undeclared::remove);
    if (missing.isEmpty() && undeclared.isEmpty()) {
      return null;
    }
    return (missing.isEmpty()
            ? ""
            : "output artifacts were not written: " + String.join(", ", missing))
        + (missing.isEmpty() || undeclared.isEmpty() ? "" : "; ")
        + (undeclared.isEmpty()
            ? ""
            : "output artifacts are not declared: " + String.join(", ", undeclared));
  }

  /** A time in its largest unit that fits, such as 7 days; an odd one as ISO 8601 has it. */
  static String words(Duration time) {
    long seconds = time.toSeconds();
    if (time.toNanosPart() != 0 || seconds < 1) {
      return time.toString();
    }
    return seconds % 86_400 == 0
        ? count(seconds / 86_400, "day")
        : seconds % 3_600 == 0
            ? count(seconds / 3_600, "hour")
            : seconds % 60 == 0 ? count(seconds / 60, "minute") : time.toString();
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  static String timeoutOf(ActionRun run) {
    Instant late = run.timedOutAt();
    if (late != null && !run.isLate(late)) {
      return STAGE_TIMED_OUT;
    }
    return (run.isApproval() ? "nobody answered within " : "timed out after ")
        + run.timeout().map(Results::words).orElse("its time");
  }
}
