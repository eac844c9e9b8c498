package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.MetricQuery;
import dev.penstock.deploy.traffic.TrafficSide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is open of a rollout. After each event the little that is open besides hosts is compared
 * with what was open before; hosts, of which there may be many, are told one by one.
 */
final class RolloutRequests {
  private RolloutRequests() {}

  /** Everything that is open. */
  static void pending(RolloutState state, Consumer<? super RolloutEffect> out) {
    few(state, out);
    Run run = state.run;
    if (run != null) {
      run.hosts.inFlight((host, position, isBack) -> out.accept(move(run, host, position, isBack)));
    }
  }

  static RolloutEffect move(Run run, String host, Position position, boolean isBack) {
    String revision = isBack ? stable(run) : run.release.revision();
    return new RolloutEffect.MoveHost(
        RolloutKey.host(position, host), position, host, revision, isBack);
  }

  private static String stable(Run run) {
    return run.stable == null ? "" : run.stable;
  }

  static List<RolloutEffect> few(RolloutState state) {
    List<RolloutEffect> open = new ArrayList<>();
    few(state, open::add);
    return open;
  }

  private static void few(RolloutState state, Consumer<? super RolloutEffect> out) {
    Run run = state.run;
    if (run == null) {
      return;
    }
    if (run.isForward() && !run.plan.alarms().isEmpty()) {
      out.accept(new RolloutEffect.WatchAlarms(run.number, run.plan.alarms()));
    }
    for (AnalysisSlot slot : run.analyses) {
      if (slot.isOpen()) {
        analysis(run, slot, out);
      }
    }
    if (run.backDeadline != null) {
      RolloutKey key = RolloutKey.wayBack(run.number, run.script);
      out.accept(new RolloutEffect.WakeAt(key, run.backDeadline));
    }
    if (run.drainUntil != null) {
      RolloutKey key = RolloutKey.drain(run.number, run.script);
      out.accept(new RolloutEffect.WakeAt(key, run.drainUntil));
    }
    if (run.isOpen) {
      open(run, out);
    }
  }

  private static void analysis(Run run, AnalysisSlot slot, Consumer<? super RolloutEffect> out) {
    for (MetricQuery query : slot.run.due(slot.lookedAt)) {
      out.accept(new RolloutEffect.Measure(run.number, slot.number, query));
    }
    slot.run
        .nextAfter(slot.lookedAt)
        .ifPresent(
            next ->
                out.accept(
                    new RolloutEffect.WakeAt(
                        RolloutKey.look(run.number, slot.number, slot.looks), next)));
  }

  private static void open(Run run, Consumer<? super RolloutEffect> out) {
    Position position = run.position();
    if (run.again == null && run.answer == null) {
      work(run, position, out);
    }
    timer("again", position, run.again, out);
    timer("until", position, run.until, out);
    timer("limit", position, run.limit, out);
    if (run.deadline != null) {
      out.accept(
          new RolloutEffect.WakeAt(RolloutKey.deadline(position, run.progress), run.deadline));
    }
    if (run.waveUntil != null) {
      out.accept(new RolloutEffect.WakeAt(RolloutKey.wave(position, run.wave), run.waveUntil));
    }
  }

  private static void work(Run run, Position position, Consumer<? super RolloutEffect> out) {
    Operation operation = run.operation();
    if (operation.work() instanceof Operation.Route route) {
      out.accept(
          new RolloutEffect.Route(position, route.table(), stable(run), run.release.revision()));
    } else if (operation.work() instanceof Operation.Scale scale) {
      boolean isOld = scale.side() == TrafficSide.STABLE || scale.side() == TrafficSide.BASELINE;
      String revision = isOld ? stable(run) : run.release.revision();
      out.accept(new RolloutEffect.Scale(position, scale.side(), revision, scale.replicas()));
    } else if (operation.work() instanceof Operation.CallHook call && !operation.isForPerson()) {
      boolean isGoingBack = run.cause != null;
      out.accept(
          new RolloutEffect.CallHook(
              position,
              call.hook(),
              operation.stage(),
              operation.step(),
              new RolloutEffect.CallHook.Run(
                  run.release.revision(),
                  stable(run),
                  run.table.newShare().basisPoints(),
                  isGoingBack)));
    }
  }

  /** Keys are made of texts, so only of what is waited for. */
  private static void timer(
      String what, Position position, @Nullable Instant due, Consumer<? super RolloutEffect> out) {
    if (due != null) {
      out.accept(new RolloutEffect.WakeAt(RolloutKey.timer(what, position), due));
    }
  }
}
