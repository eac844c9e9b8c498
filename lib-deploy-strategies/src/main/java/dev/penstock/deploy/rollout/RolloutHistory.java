package dev.penstock.deploy.rollout;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a rollout is of note to people. */
final class RolloutHistory {
  private RolloutHistory() {}

  /** Notes an event in the history of the run that it is about. */
  static void note(RolloutState state, RolloutEvent event) {
    Run run = state.run;
    if (run == null) {
      return;
    }
    if (event instanceof RolloutEvent.RolloutStarted started) {
      add(run, event.at(), "begun" + because(started.shortcut()), run.release.bypass());
    } else if (event instanceof RolloutEvent.OperationStarted) {
      add(run, event.at(), run.operation().text(), Optional.empty());
    } else if (event instanceof RolloutEvent.OperationEnded ended) {
      if (ended.result() != OperationResult.NOTHING_TO_DO) {
        String what = run.operation().text() + ": " + ended.result();
        add(run, event.at(), what + because(ended.detail()), Optional.empty());
      }
    } else if (event instanceof RolloutEvent.AttemptFailed failed) {
      String what = run.operation().text() + " did not work: " + failed.message();
      add(run, event.at(), what, Optional.empty());
    } else if (event instanceof RolloutEvent.HookDeferred deferred) {
      String what = run.operation().text() + " waits: " + deferred.decision().reason();
      add(run, event.at(), what, Optional.empty());
    } else if (event instanceof RolloutEvent.HookAnswered answered) {
      String evidence = String.join("; ", answered.decision().evidence());
      String what =
          run.operation().text()
              + " says "
              + answered.decision().directive()
              + because(answered.decision().reason())
              + because(evidence);
      add(run, event.at(), OrderedBy.cut(what, OrderedBy.LONGEST_REASON), Optional.empty());
    } else if (event instanceof RolloutEvent.HostFailed failed) {
      add(run, event.at(), "host " + failed.host() + ": " + failed.message(), Optional.empty());
    } else {
      orders(run, event);
    }
  }

  private static void orders(Run run, RolloutEvent event) {
    if (event instanceof RolloutEvent.Paused paused) {
      add(run, event.at(), "paused", Optional.of(paused.by()));
    } else if (event instanceof RolloutEvent.Resumed resumed) {
      add(run, event.at(), "resumed", Optional.of(resumed.by()));
    } else if (event instanceof RolloutEvent.Promoted promoted) {
      add(run, event.at(), "promoted", Optional.of(promoted.by()));
    } else if (event instanceof RolloutEvent.Skipped skipped) {
      String what = "skipped " + run.operation().text();
      add(run, event.at(), what, Optional.of(skipped.by()));
    } else if (event instanceof RolloutEvent.PromotedFull promoted) {
      add(run, event.at(), "promoted in full", Optional.of(promoted.by()));
    } else if (event instanceof RolloutEvent.AlarmIgnored ignored) {
      String what = "bypassed alarm " + ignored.alarm() + ", " + ignored.reason();
      add(run, event.at(), what, run.release.bypass());
    } else if (event instanceof RolloutEvent.DeadlinePassed) {
      String what = "no progress within " + run.plan.deadline().time();
      add(run, event.at(), what, Optional.empty());
    } else if (event instanceof RolloutEvent.HostsLost) {
      add(run, event.at(), "hosts did not report", Optional.empty());
    } else if (event instanceof RolloutEvent.RollbackOrdered ordered) {
      String what = (ordered.atOnce() ? "to go back at once, " : "to go back, ") + ordered.cause();
      add(run, event.at(), what, Optional.of(ordered.by()));
    } else if (event instanceof RolloutEvent.RollbackFailed failed) {
      add(run, event.at(), "the way back did not work: " + failed.reason(), Optional.empty());
    }
  }

  private static String because(String detail) {
    return detail.isEmpty() ? "" : ", " + detail;
  }

  private static void add(Run run, Instant at, String what, Optional<OrderedBy> by) {
    run.history.addLast(new RolloutView.Entry(at, what, by));
    if (run.history.size() > RolloutView.MOST_ENTRIES) {
      run.history.removeFirst();
    }
  }

  /** The text of a reason, or nothing. */
  static String text(@Nullable Object reason) {
    return reason == null ? "" : reason.toString();
  }
}
