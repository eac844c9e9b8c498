package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.Analysis;
import dev.penstock.deploy.strategy.ReleaseCalendar;
import dev.penstock.deploy.strategy.RolloutHook;
import dev.penstock.deploy.strategy.RolloutStage;
import dev.penstock.deploy.strategy.WaitLimit;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import java.time.Duration;
import java.util.Optional;

/**
 * One thing that a rollout does, in a script that is made before its first effect. Names are part
 * of the journal's format.
 *
 * @param step of the plan that it belongs to, from 0; -1 for none
 * @param stage where it is
 * @param work what is done
 */
record Operation(int step, RolloutStage stage, Work work) {

  /** What an operation does. All of it is absolute, so that doing it twice is harmless. */
  sealed interface Work {}

  /** Share the traffic so. */
  record Route(RoutingTable table) implements Work {}

  /** Have so many replicas of a side, and go on once {@code needed} are ready. */
  record Scale(TrafficSide side, int replicas, int needed) implements Work {}

  /** Bring hosts over in waves, or back. An empty cohort is all that are left. */
  record MoveHosts(String cohort, String strategy, boolean isBack) implements Work {}

  /** Wait for a time. */
  record Hold(Duration time) implements Work {}

  /** Wait for a person. */
  record Pause(Optional<WaitLimit> limit) implements Work {}

  /** Wait for a calendar. */
  record AwaitWindow(ReleaseCalendar calendar) implements Work {}

  /** Ask. */
  record CallHook(RolloutHook hook) implements Work {}

  /** Judge before going on; an experiment compares the trial with the baseline. */
  record Analyse(Analysis analysis, Optional<Duration> time, boolean isExperiment)
      implements Work {}

  /** Judge beside what follows. */
  record StartBackground(Analysis analysis) implements Work {}

  /** End what is judged beside. */
  record EndBackground() implements Work {}

  /** Whether somebody or something is waited for here that a person may go past. */
  boolean isSkippable() {
    return isWait() || work instanceof CallHook || work instanceof Analyse;
  }

  /** Whether only time, a calendar or a person is waited for. */
  boolean isWait() {
    return work instanceof Hold || work instanceof AwaitWindow || isForPerson();
  }

  boolean isForPerson() {
    return work instanceof Pause
        || (work instanceof CallHook call && call.hook().kind() == RolloutHook.Kind.PAUSE);
  }

  /** Whether users move. */
  boolean movesUsers() {
    return work instanceof Route || work instanceof MoveHosts;
  }

  /** In words, for histories. */
  String text() {
    if (work instanceof Route route) {
      return "route " + route.table().newShare() + " to the new side";
    }
    if (work instanceof Scale scale) {
      return "scale the " + scale.side() + " side to " + scale.replicas();
    }
    if (work instanceof MoveHosts hosts) {
      return (hosts.isBack() ? "bring back hosts" : "move hosts")
          + (hosts.cohort().isEmpty() ? "" : " of " + hosts.cohort());
    }
    if (work instanceof CallHook call) {
      return "hook " + call.hook().name();
    }
    if (work instanceof Analyse analyse) {
      return "analysis " + analyse.analysis().name();
    }
    if (work instanceof StartBackground start) {
      return "begin analysis " + start.analysis().name();
    }
    if (work instanceof Hold hold) {
      return "hold for " + hold.time();
    }
    return work instanceof Pause
        ? "pause"
        : work instanceof AwaitWindow ? "wait for the calendar" : "end the analyses alongside";
  }
}
