package dev.penstock.deploy.rollout;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that has happened to a rollout, for those who listen.
 *
 * @param service the service's name
 * @param sequence its number in the service's journal, from 0
 * @param at when it happened
 * @param name what happened, such as {@code RolloutStarted}, {@code OperationEnded} or {@code
 *     RollbackOrdered}
 * @param by who ordered it, and why; empty if nobody did
 * @param detail more about it, for people; may be empty
 */
public record RolloutNotice(
    String service, long sequence, Instant at, String name, Optional<OrderedBy> by, String detail) {

  /** Refuses null. */
  public RolloutNotice {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(detail, "detail");
  }

  static RolloutNotice of(String process, long sequence, RolloutEvent event) {
    return new RolloutNotice(
        process.substring(process.indexOf('/') + 1),
        sequence,
        event.at(),
        event.getClass().getSimpleName(),
        by(event),
        detail(event));
  }

  private static Optional<OrderedBy> by(RolloutEvent event) {
    if (event instanceof RolloutEvent.RollbackOrdered ordered) {
      return Optional.of(ordered.by());
    }
    if (event instanceof RolloutEvent.Paused paused) {
      return Optional.of(paused.by());
    }
    if (event instanceof RolloutEvent.Resumed resumed) {
      return Optional.of(resumed.by());
    }
    if (event instanceof RolloutEvent.Promoted promoted) {
      return Optional.of(promoted.by());
    }
    if (event instanceof RolloutEvent.PromotedFull promoted) {
      return Optional.of(promoted.by());
    }
    if (event instanceof RolloutEvent.Skipped skipped) {
      return Optional.of(skipped.by());
    }
    return event instanceof RolloutEvent.RolloutStarted started
        ? started.release().bypass()
        : Optional.empty();
  }

  private static String detail(RolloutEvent event) {
    if (event instanceof RolloutEvent.RolloutStarted started) {
      return started.release().revision() + " by plan " + started.plan().name();
    }
    if (event instanceof RolloutEvent.OperationEnded ended) {
      return ended.result() + (ended.detail().isEmpty() ? "" : ", " + ended.detail());
    }
    if (event instanceof RolloutEvent.AttemptFailed failed) {
      return failed.message();
    }
    if (event instanceof RolloutEvent.HookAnswered answered) {
      return answered.decision().directive() + ", " + answered.decision().reason();
    }
    if (event instanceof RolloutEvent.RollbackOrdered ordered) {
      return ordered.cause().name();
    }
    if (event instanceof RolloutEvent.RollbackFailed failed) {
      return failed.reason();
    }
    if (event instanceof RolloutEvent.AlarmIgnored ignored) {
      return ignored.alarm() + ", " + ignored.reason();
    }
    if (event instanceof RolloutEvent.HostFailed failed) {
      return failed.host() + ", " + failed.message();
    }
    if (event instanceof RolloutEvent.AnalysisAdvanced advanced) {
      return advanced.status() + ", " + advanced.reason();
    }
    return event instanceof RolloutEvent.RolloutEnded ended
        ? ended.status() + (ended.reason().isEmpty() ? "" : ", " + ended.reason())
        : "";
  }

  /** In one line. */
  @Override
  public String toString() {
    return service
        + ": "
        + name
        + (detail.isEmpty() ? "" : " " + detail)
        + by.map(who -> ", by " + who).orElse("");
  }
}
