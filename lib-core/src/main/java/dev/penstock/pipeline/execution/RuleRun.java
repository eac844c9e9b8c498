package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.RunRule;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.pipeline.execution.RuleStart.Answerer;
import dev.penstock.process.Effects;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to one rule, as events tell of it: nothing is decided here. */
final class RuleRun {
  final RunRule order;
  final Instant startedAt;
  private final Answerer answerer;
  private final @Nullable Instant expiresAt;
  private @Nullable Instant opensAt;
  private int waits = 1; // counts the openings that it waits for
  RuleStatus status = RuleStatus.IN_PROGRESS;
  private @Nullable RuleAnswered answer;
  private @Nullable Instant endedAt;

  /** As it was decided when the rule was asked. */
  RuleRun(RunRule order, Instant startedAt, RuleStart start) {
    this.order = order;
    this.startedAt = startedAt;
    this.answerer = start.answerer();
    this.opensAt = start.opensAt().orElse(null);
    this.expiresAt = order.rule().timeout().map(startedAt::plus).orElse(null);
  }

  RuleKey key() {
    return order.key();
  }

  boolean isInProgress() {
    return status == RuleStatus.IN_PROGRESS;
  }

  /** Whether the host answers. */
  boolean isHosted() {
    return answerer == Answerer.HOST;
  }

  void end(RuleAnswered answered) {
    status =
        answered.outcome() == RuleResult.Outcome.SUCCEEDED
            ? RuleStatus.SUCCEEDED
            : RuleStatus.FAILED;
    answer = answered;
    endedAt = answered.at();
  }

  void abandon(Instant at) {
    status = RuleStatus.ABANDONED;
    endedAt = at;
  }

  /** Whether it waits no longer than until some instant, whatever the window does. */
  boolean isBounded() {
    return expiresAt != null;
  }

  /** The window was missed: it waits for the next opening. */
  void waitAgain(RuleStart next) {
    waits++;
    opensAt = next.opensAt().orElse(null);
  }

  Optional<RuleResult.Outcome> outcome() {
    return Optional.ofNullable(answer).map(RuleAnswered::outcome);
  }

  /** The one timer that runs: the opening of the window, or the end of the time for an answer. */
  @Nullable WakeAt timer() {
    Instant opening = opensAt;
    Instant expiry = expiresAt;
    if (answerer == Answerer.QUESTION) {
      return null;
    }
    if (opening != null && (expiry == null || !expiry.isBefore(opening))) {
      return new WakeAt(new RuleTimerKey(key(), RuleTimerKind.WINDOW, waits), opening);
    }
    return expiry == null
        ? null
        : new WakeAt(new RuleTimerKey(key(), RuleTimerKind.TIMEOUT, waits), expiry);
  }

  void open(Effects<? super PipelineEffect> out) {
    if (isHosted()) {
      out.emit(order);
    }
    WakeAt timer = timer();
    if (timer != null) {
      out.emit(timer);
    }
  }

  void pending(Consumer<? super PipelineEffect> out) {
    if (!isInProgress()) {
      return;
    }
    if (isHosted()) {
      out.accept(order);
    }
    WakeAt timer = timer();
    if (timer != null) {
      out.accept(timer);
    }
  }

  void settle(Effects<?> out) {
    if (isHosted()) {
      out.settle(key());
    }
    WakeAt timer = timer();
    if (timer != null) {
      out.settle(timer.key());
    }
  }

  /** The timer was for a window that was missed, and runs anew. */
  void reopen(Effects<? super PipelineEffect> out) {
    out.settle(new RuleTimerKey(key(), RuleTimerKind.WINDOW, waits - 1));
    WakeAt timer = timer();
    if (timer != null) {
      out.emit(timer);
    }
  }

  RuleView view() {
    RuleAnswered answered = answer;
    return new RuleView(
        key(),
        order.rule(),
        status,
        startedAt,
        Optional.ofNullable(endedAt),
        outcome(),
        answered == null ? "" : answered.summary(),
        order.configuration(),
        Optional.ofNullable(opensAt).filter(at -> isInProgress()),
        Optional.ofNullable(expiresAt).filter(at -> isInProgress()));
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return key()
        + order.configuration().toString()
        + order.inputs()
        + answerer
        + opensAt
        + expiresAt
        + waits
        + status
        + answer
        + endedAt;
  }
}
