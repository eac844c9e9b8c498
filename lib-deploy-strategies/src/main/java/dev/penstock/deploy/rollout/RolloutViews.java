package dev.penstock.deploy.rollout;

import dev.penstock.deploy.strategy.RolloutStage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what others see of the state. */
final class RolloutViews {
  private RolloutViews() {}

  static ServiceView of(String service, RolloutState state) {
    return new ServiceView(
        service,
        Optional.ofNullable(state.stable()),
        Optional.ofNullable(state.run).map(RolloutViews::of),
        state.waiting.stream()
            .map(each -> new ServiceView.Waiting(each.token(), each.release().revision()))
            .toList(),
        List.copyOf(state.past),
        state.revisions);
  }

  static RolloutView of(Run run) {
    int index = Math.max(0, Math.min(run.isOpen ? run.index : run.index + 1, last(run)));
    Optional<Operation> present =
        run.operations.isEmpty() ? Optional.empty() : Optional.of(run.operations.get(index));
    return new RolloutView(
        run.number,
        run.token,
        run.release.revision(),
        Optional.ofNullable(run.stable),
        run.plan.name(),
        run.status(),
        reason(run),
        run.shortcut,
        present.map(Operation::step).filter(step -> step >= 0),
        present.map(Operation::stage).orElse(RolloutStage.CLEAN_UP),
        run.end == null ? present.map(Operation::text).orElse("") : "",
        run.table,
        run.scale,
        run.hosts.moved(),
        run.hosts.failed(),
        Stream.of(
                Optional.ofNullable(run.until),
                Optional.ofNullable(run.limit),
                Optional.ofNullable(run.again),
                Optional.ofNullable(run.waveUntil))
            .flatMap(Optional::stream)
            .min(Instant::compareTo),
        Optional.ofNullable(run.paused),
        Optional.ofNullable(run.cause),
        run.monitor,
        List.copyOf(run.hookRuns.values()),
        run.analyses.stream().map(slot -> slot.run.verdict()).toList(),
        List.copyOf(run.history),
        run.startedAt,
        Optional.ofNullable(run.endedAt));
  }

  private static int last(Run run) {
    return run.operations.size() - 1;
  }

  private static String reason(Run run) {
    if (run.end != null) {
      return run.endReason;
    }
    return run.phase == Run.Phase.BROKEN
        ? RolloutHistory.text(run.failure)
        : run.paused != null ? run.paused.toString() : RolloutHistory.text(run.backBy);
  }
}
