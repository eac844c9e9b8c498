package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.DeploymentWindow;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.VariableCheck;
import dev.penstock.pipeline.execution.PipelineEffect.RunRule;
import dev.penstock.pipeline.execution.RuleStart.Answerer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about a rule when it is asked. Comparisons and windows are answered here,
 * everything else by the host.
 *
 * @param start how it gets its answer
 * @param known the answer, if it follows from the question alone: nobody is asked
 */
record RuleQuestion(RuleStart start, @Nullable RuleResult known) {

  /** What the host is asked, if it is: everything resolved, as far as it exists. */
  static RunRule order(RuleKey key, Rule rule, Knowledge knowledge) {
    boolean isComplete = knowledge.missingFor(rule) == null;
    return new RunRule(
        key,
        rule,
        isComplete ? knowledge.resolved(rule.configuration()) : rule.configuration(),
        isComplete ? knowledge.resolved(rule.commands()) : rule.commands(),
        knowledge.inputsOf(rule.inputArtifacts()),
        knowledge.context());
  }

  static RuleQuestion of(Rule rule, Knowledge knowledge, Instant at) {
    String missing = knowledge.missingFor(rule);
    if (missing != null) {
      return known(rule, RuleResult.errored(missing));
    }
    if (rule.type().equals(RuleType.VARIABLE_CHECK)) {
      return known(rule, VariableCheck.evaluate(knowledge.resolved(rule.configuration())));
    }
    return rule.type().equals(RuleType.DEPLOYMENT_WINDOW)
        ? ofWindow(rule, knowledge, at)
        : new RuleQuestion(new RuleStart(rule.name(), Answerer.HOST, Optional.empty()), null);
  }

  private static RuleQuestion ofWindow(Rule rule, Knowledge knowledge, Instant at) {
    DeploymentWindow window;
    try {
      window = DeploymentWindow.of(knowledge.resolved(rule.configuration()));
    } catch (IllegalArgumentException e) {
      return known(rule, RuleResult.errored(String.valueOf(e.getMessage())));
    }
    if (window.contains(at)) {
      return known(rule, RuleResult.succeeded("the window is open"));
    }
    if (!window.isWaiting()) {
      return known(rule, RuleResult.failed("the window is closed"));
    }
    Optional<Instant> opening = window.next(at);
    return opening.isEmpty() && rule.timeout().isEmpty()
        ? known(rule, RuleResult.failed("the window never opens again"))
        : new RuleQuestion(new RuleStart(rule.name(), Answerer.WINDOW, opening), null);
  }

  private static RuleQuestion known(Rule rule, RuleResult answer) {
    return new RuleQuestion(
        new RuleStart(rule.name(), Answerer.QUESTION, Optional.empty()), answer);
  }

  /**
   * How a rule of an older journal, which does not tell that, gets its answer. One that was
   * answered at once waits here until the next event tells so.
   */
  static RuleStart unrecorded(RunRule order, Knowledge knowledge, Instant at) {
    Rule rule = order.rule();
    boolean isWindow = rule.type().equals(RuleType.DEPLOYMENT_WINDOW);
    if (knowledge.missingFor(rule) != null || rule.type().equals(RuleType.VARIABLE_CHECK)) {
      return new RuleStart(rule.name(), Answerer.QUESTION, Optional.empty());
    }
    return new RuleStart(
        rule.name(),
        isWindow ? Answerer.WINDOW : Answerer.HOST,
        isWindow ? openingOf(order, at) : Optional.empty());
  }

  /** The next opening of a window by the time zones of today; empty if there is none. */
  static Optional<Instant> openingOf(RunRule order, Instant from) {
    try {
      return DeploymentWindow.of(order.configuration()).next(from);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // it errs, as the journal tells
    }
  }
}
