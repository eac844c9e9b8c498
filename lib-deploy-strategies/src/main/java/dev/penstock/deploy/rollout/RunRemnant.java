package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AnalysisRun;
import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.traffic.RoutingTable;
import dev.penstock.deploy.traffic.TrafficSide;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rollout under way, as a checkpoint holds it: what its events made of it, so that its size is
 * that of the plan and its hosts, however long it has been under way. Names are part of the
 * journal's format.
 *
 * @param started how it began, without its script
 * @param operations of the script that is carried out now
 */
record RunRemnant(
    RolloutEvent.RolloutStarted started,
    Run.Phase phase,
    int script,
    List<Operation> operations,
    int index,
    Optional<Opened> open,
    RoutingTable table,
    Optional<RoutingTable> wanted,
    Map<TrafficSide, Integer> scale,
    Map<TrafficSide, Integer> sure,
    Set<TrafficSide> unsure,
    HostTable.Remnant hosts,
    List<Judged> analyses,
    Last last,
    int breakerCount,
    Optional<OrderedBy> paused,
    Optional<Duration> deadlineLeft,
    boolean isPromotedFull,
    MonitorStatus monitor,
    Set<String> ignoredAlarms,
    WayBack back,
    Map<String, RolloutView.HookRun> hookRuns,
    List<RolloutView.Entry> history) {

  /** What is waited for in the operation under way. */
  record Opened(
      Optional<Instant> until,
      Optional<Instant> limit,
      Optional<Instant> again,
      Optional<Instant> deadline,
      Optional<MonitorDecision> answer,
      Optional<Duration> waveHold,
      Optional<Instant> waveUntil) {}

  /** Numbers of the last operation, which keys of requests are made of. */
  record Last(int attempt, int progress, int ready, int failedStarts, int wave) {}

  /** An analysis. */
  record Judged(
      boolean isInline, AnalysisRun run, boolean isSettled, Instant lookedAt, int looks) {}

  /** Why and how it goes back. */
  record WayBack(
      Optional<RollbackCause> cause,
      Optional<OrderedBy> by,
      boolean isAtOnce,
      boolean usersMoveBack,
      Optional<Instant> deadline,
      Optional<Instant> drainUntil,
      Optional<String> failure) {}

  static RunRemnant of(Run run) {
    RolloutEvent.RolloutStarted started =
        new RolloutEvent.RolloutStarted(
            run.number,
            run.token,
            run.release,
            run.plan,
            Optional.ofNullable(run.stable),
            run.shortcut,
            List.of(),
            run.startedAt);
    List<Judged> analyses = new ArrayList<>(run.analyses.size());
    for (AnalysisSlot slot : run.analyses) {
      analyses.add(new Judged(slot.isInline, slot.run, slot.isSettled, slot.lookedAt, slot.looks));
    }
    return new RunRemnant(
        started,
        run.phase,
        run.script,
        run.operations,
        run.index,
        run.isOpen ? Optional.of(opened(run)) : Optional.empty(),
        run.table,
        Optional.ofNullable(run.wanted),
        Collections.unmodifiableMap(new EnumMap<>(run.scale)),
        Collections.unmodifiableMap(new EnumMap<>(run.sure)),
        Collections.unmodifiableSet(EnumSet.copyOf(run.unsure)),
        run.hosts.remnant(),
        analyses,
        new Last(run.attempt, run.progress, run.ready, run.failedStarts, run.wave),
        run.breakerCount,
        Optional.ofNullable(run.paused),
        Optional.ofNullable(run.deadlineLeft),
        run.isPromotedFull,
        run.monitor,
        Collections.unmodifiableSet(new TreeSet<>(run.ignoredAlarms)),
        new WayBack(
            Optional.ofNullable(run.cause),
            Optional.ofNullable(run.backBy),
            run.isAtOnce,
            run.usersMoveBack,
            Optional.ofNullable(run.backDeadline),
            Optional.ofNullable(run.drainUntil),
            Optional.ofNullable(run.failure)),
        Collections.unmodifiableMap(new LinkedHashMap<>(run.hookRuns)),
        List.copyOf(run.history));
  }

  private static Opened opened(Run run) {
    return new Opened(
        Optional.ofNullable(run.until),
        Optional.ofNullable(run.limit),
        Optional.ofNullable(run.again),
        Optional.ofNullable(run.deadline),
        Optional.ofNullable(run.answer),
        Optional.ofNullable(run.waveHold),
        Optional.ofNullable(run.waveUntil));
  }

  Run toRun(String service) {
    Run run = new Run(started, service);
    run.phase = phase;
    run.script = script;
    run.operations = operations;
    run.index = index;
    open.ifPresent(opened -> open(run, opened));
    run.attempt = last.attempt();
    run.progress = last.progress();
    run.ready = last.ready();
    run.failedStarts = last.failedStarts();
    run.wave = last.wave();
    run.table = table;
    run.wanted = wanted.orElse(null);
    run.scale.clear();
    run.scale.putAll(scale);
    run.sure.clear();
    run.sure.putAll(sure);
    run.unsure.addAll(unsure);
    run.hosts.restore(hosts);
    for (Judged judged : analyses) {
      AnalysisSlot slot = new AnalysisSlot(run.analyses.size(), judged.isInline(), judged.run());
      slot.isSettled = judged.isSettled();
      slot.lookedAt = judged.lookedAt();
      slot.looks = judged.looks();
      run.analyses.add(slot);
    }
    run.breakerCount = breakerCount;
    run.paused = paused.orElse(null);
    run.deadlineLeft = deadlineLeft.orElse(null);
    run.isPromotedFull = isPromotedFull;
    run.monitor = monitor;
    run.ignoredAlarms.addAll(ignoredAlarms);
    goBack(run);
    run.hookRuns.putAll(hookRuns);
    run.history.addAll(history);
    return run;
  }

  private static void open(Run run, Opened opened) {
    run.isOpen = true;
    run.until = opened.until().orElse(null);
    run.limit = opened.limit().orElse(null);
    run.again = opened.again().orElse(null);
    run.deadline = opened.deadline().orElse(null);
    run.answer = opened.answer().orElse(null);
    run.waveHold = opened.waveHold().orElse(null);
    run.waveUntil = opened.waveUntil().orElse(null);
  }

  private void goBack(Run run) {
    run.cause = back.cause().orElse(null);
    run.backBy = back.by().orElse(null);
    run.isAtOnce = back.isAtOnce();
    run.usersMoveBack = back.usersMoveBack();
    run.backDeadline = back.deadline().orElse(null);
    run.drainUntil = back.drainUntil().orElse(null);
    run.failure = back.failure().orElse(null);
  }
}
