package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.DeploymentWindow;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.VariableCheck;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKind;
import dev.penstock.pipeline.execution.PipelineEffect.RunRule;
import dev.penstock.pipeline.execution.PipelineEffect.WakeAt;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.process.Effects;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question to one rule. Comparisons and windows are answered here, everything else by the host.
 */
final class RuleRun {
  final RunRule order;
  final Instant startedAt;

  /** The answer, if it follows from the question alone: nobody is asked. */
  final @Nullable RuleResult known;

  private final @Nullable DeploymentWindow window; // that it waits for
  private final @Nullable Instant expiresAt;
  private @Nullable Instant opensAt;
  private int waits = 1; // counts the openings that it waits for
  RuleStatus status = RuleStatus.IN_PROGRESS;
  private @Nullable RuleAnswered answer;
  private @Nullable Instant endedAt;

  private RuleRun(
      RunRule order,
      Instant startedAt,
      @Nullable RuleResult known,
      @Nullable DeploymentWindow window,
      @Nullable Instant opensAt) {
    this.order = order;
    this.startedAt = startedAt;
    this.known = known;
    this.window = window;
    this.opensAt = opensAt;
    this.expiresAt = order.rule().timeout().map(startedAt::plus).orElse(null);
  }

  static RuleRun of(RuleKey key, Rule rule, Knowledge knowledge, Instant at) {
    String missing = knowledge.missingFor(rule);
    Map<String, String> configuration =
        missing == null ? knowledge.resolved(rule.configuration()) : rule.configuration();
    RunRule order =
        new RunRule(
            key,
            rule,
            configuration,
            missing == null ? knowledge.resolved(rule.commands()) : rule.commands(),
            knowledge.inputsOf(rule.inputArtifacts()),
            knowledge.context());
    if (missing != null) {
      return new RuleRun(order, at, RuleResult.errored(missing), null, null);
    }
    if (rule.type().equals(RuleType.VARIABLE_CHECK)) {
      return new RuleRun(order, at, VariableCheck.evaluate(configuration), null, null);
    }
    return rule.type().equals(RuleType.DEPLOYMENT_WINDOW)
        ? ofWindow(order, at)
        : new RuleRun(order, at, null, null, null);
  }

  private static RuleRun ofWindow(RunRule order, Instant at) {
    DeploymentWindow window;
    try {
      window = DeploymentWindow.of(order.configuration());
    } catch (IllegalArgumentException e) {
      return new RuleRun(order, at, RuleResult.errored(String.valueOf(e.getMessage())), null, null);
    }
    if (window.contains(at)) {
      return new RuleRun(order, at, RuleResult.succeeded("the window is open"), null, null);
    }
    if (!window.isWaiting()) {
      return new RuleRun(order, at, RuleResult.failed("the window is closed"), null, null);
    }
    Optional<Instant> opening = window.next(at);
    return opening.isEmpty() && order.rule().timeout().isEmpty()
        ? new RuleRun(order, at, RuleResult.failed("the window never opens again"), null, null)
        : new RuleRun(order, at, null, window, opening.orElse(null));
  }

  RuleKey key() {
    return order.key();
  }

  boolean isInProgress() {
    return status == RuleStatus.IN_PROGRESS;
  }

  /** Whether the host answers. */
  boolean isHosted() {
    return known == null && window == null;
  }

  /** Whether an instant is within the window that it waits for. */
  boolean isOpen(Instant at) {
    DeploymentWindow awaited = window;
    return awaited != null && awaited.contains(at);
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

  /** Whether it may wait for another opening, or at least until its time is up. */
  boolean mayWaitAgain(Instant from) {
    DeploymentWindow awaited = window;
    return expiresAt != null || (awaited != null && awaited.next(from).isPresent());
  }

  /** The window was missed: it waits for the next opening. */
  void waitAgain(Instant from) {
    waits++;
    DeploymentWindow awaited = window;
    opensAt = awaited == null ? null : awaited.next(from).orElse(null);
  }

  Optional<RuleResult.Outcome> outcome() {
    return Optional.ofNullable(answer).map(RuleAnswered::outcome);
  }

  /** The one timer that runs: the opening of the window, or the end of the time for an answer. */
  @Nullable WakeAt timer() {
    Instant opening = opensAt;
    Instant expiry = expiresAt;
    if (known != null) {
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
        + known
        + opensAt
        + expiresAt
        + waits
        + status
        + answer
        + endedAt;
  }
}
