package dev.penstock.pipeline.simulation;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionExecutor.BlockingAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What actions do in a simulation: how long each attempt takes in virtual time, and what it yields.
 *
 * <pre>{@code
 * script -> script.succeeds(ofMinutes(3)).withVariable("version", "1.4.0")
 * script -> script.failsOnce("disk full").thenSucceeds(ofMinutes(2))
 * script -> script.runs(ofMinutes(1), context -> ActionResult.succeeded()
 *     .withSummary("shipped " + context.configuration("Version")))
 * }</pre>
 *
 * <p>Steps are taken in turn, one for each attempt at an action, over all executions; the last one
 * is repeated. Each action keeps count for itself, also where several share a script. Output
 * artifacts that an action declares are made up where a script says that it succeeds; work of the
 * test's own that {@link #runs} has to yield them, and fails without them, as in a real engine.
 *
 * <p>After a crash an attempt begins again with the same step, as an executor's would that keeps no
 * checkpoint; see {@link #reattaches()}. Confined to one thread.
 */
public final class ActionScript {
  private final List<ScriptStep> steps = new ArrayList<>();
  private boolean isReattaching;
  private boolean isStoppable;

  ActionScript() {}

  /**
   * The first step: success, at once.
   *
   * @return this script
   */
  public ActionScript succeeds() {
    return succeeds(Duration.ZERO);
  }

  /**
   * The first step: success.
   *
   * @param takes after how long, zero or above
   * @return this script
   */
  public ActionScript succeeds(Duration takes) {
    return first("succeeds", ScriptStep.succeeding(takes));
  }

  /**
   * The first step: failure, at once.
   *
   * @param reason what went wrong
   * @return this script
   */
  public ActionScript fails(String reason) {
    return fails(reason, Duration.ZERO);
  }

  /**
   * The first step: failure.
   *
   * @param reason what went wrong
   * @param takes after how long, zero or above
   * @return this script
   */
  public ActionScript fails(String reason, Duration takes) {
    return first("fails", ScriptStep.failing(reason, takes, false));
  }

  /**
   * The next step: failure, at once. What comes last is repeated, except this: after it, attempts
   * succeed at once unless the script says something else.
   *
   * @param reason what went wrong
   * @return this script
   */
  public ActionScript failsOnce(String reason) {
    return failsOnce(reason, Duration.ZERO);
  }

  /**
   * The same after some time.
   *
   * @param reason what went wrong
   * @param takes after how long, zero or above
   * @return this script
   */
  public ActionScript failsOnce(String reason, Duration takes) {
    steps.add(ScriptStep.failing(reason, takes, true));
    return this;
  }

  /**
   * The first step: work of the test's own, which is called when the time is over. For looking at
   * what an action is given, or making its result of it.
   *
   * @param takes after how long, zero or above
   * @param work gives the result; what it throws fails the action
   * @return this script
   */
  public ActionScript runs(Duration takes, BlockingAction work) {
    return first("runs", new ScriptStep(takes, work, true, false));
  }

  /**
   * The first step: an attempt without an end, which only a timeout or a stop ends.
   *
   * @return this script
   */
  public ActionScript neverEnds() {
    return first("neverEnds", ScriptStep.endless());
  }

  /**
   * The next step: success, at once.
   *
   * @return this script
   */
  public ActionScript thenSucceeds() {
    return thenSucceeds(Duration.ZERO);
  }

  /**
   * The next step: success.
   *
   * @param takes after how long, zero or above
   * @return this script
   */
  public ActionScript thenSucceeds(Duration takes) {
    return next("thenSucceeds", ScriptStep.succeeding(takes));
  }

  /**
   * The next step: failure, at once.
   *
   * @param reason what went wrong
   * @return this script
   */
  public ActionScript thenFails(String reason) {
    return thenFails(reason, Duration.ZERO);
  }

  /**
   * The next step: failure.
   *
   * @param reason what went wrong
   * @param takes after how long, zero or above
   * @return this script
   */
  public ActionScript thenFails(String reason, Duration takes) {
    return next("thenFails", ScriptStep.failing(reason, takes, false));
  }

  /**
   * The next step: work of the test's own, see {@link #runs}.
   *
   * @param takes after how long, zero or above
   * @param work gives the result; what it throws fails the action
   * @return this script
   */
  public ActionScript thenRuns(Duration takes, BlockingAction work) {
    return next("thenRuns", new ScriptStep(takes, work, true, false));
  }

  /**
   * The next step: an attempt without an end.
   *
   * @return this script
   */
  public ActionScript thenNeverEnds() {
    return next("thenNeverEnds", ScriptStep.endless());
  }

  /**
   * Adds an output variable to the step before.
   *
   * @param name the variable's name, without a namespace
   * @param value its value
   * @return this script
   */
  public ActionScript withVariable(String name, String value) {
    return output("withVariable", result -> result.withVariable(name, value));
  }

  /**
   * Adds an output artifact to the step before, instead of one that is made up.
   *
   * @param name the output's name
   * @param reference where it lies
   * @return this script
   */
  public ActionScript withArtifact(String name, ArtifactReference reference) {
    return output("withArtifact", result -> result.withArtifact(name, reference));
  }

  /**
   * Adds the revision that a source action finds to the step before.
   *
   * @param id the revision's id, such as a commit id
   * @return this script
   */
  public ActionScript withRevision(String id) {
    return output("withRevision", result -> result.withRevision(id));
  }

  /**
   * Adds a summary to the step before.
   *
   * @param text one line for people
   * @return this script
   */
  public ActionScript withSummary(String text) {
    return output("withSummary", result -> result.withSummary(text));
  }

  /**
   * What is done outside goes on through a crash: an attempt that is begun again ends when it would
   * have ended, or at once if that has passed.
   *
   * @return this script
   */
  public ActionScript reattaches() {
    isReattaching = true;
    return this;
  }

  /**
   * Attempts that are asked to stop fail at once, with {@code stopped on request}; otherwise they
   * take no notice and go on to their end.
   *
   * @return this script
   */
  public ActionScript stopsWhenAsked() {
    isStoppable = true;
    return this;
  }

  boolean isReattaching() {
    return isReattaching;
  }

  boolean isStoppable() {
    return isStoppable;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The step of an attempt, counted from 0. */
  ScriptStep step(int turn) {
    ScriptStep last = steps.get(steps.size() - 1);
    return turn < steps.size() ? steps.get(turn) : last.isOnce() ? ScriptStep.SUCCESS : last;
  }

  private ActionScript first(String method, ScriptStep step) {
    if (!steps.isEmpty()) {
      throw new IllegalStateException(
          method
              + ": the script has "
              + (steps.size() == 1 ? "a first step" : steps.size() + " steps")
              + " already; say what later attempts do with thenSucceeds, thenFails, thenRuns or"
              + " thenNeverEnds");
    }
    steps.add(step);
    return this;
  }

  private ActionScript next(String method, ScriptStep step) {
    if (steps.isEmpty()) {
      throw new IllegalStateException(
          method
              + ": the script has no first step; begin with succeeds, fails, failsOnce, runs or"
              + " neverEnds");
    }
    steps.add(step);
    return this;
  }

  private ActionScript output(String method, UnaryOperator<ActionResult> output) {
    int last = steps.size() - 1;
    if (last < 0 || !steps.get(last).hasOutputs()) {
      throw new IllegalStateException(
          method
              + ": "
              + (last < 0 ? "the script has no step" : "the step before does not succeed")
              + "; outputs belong behind succeeds, thenSucceeds, runs or thenRuns");
    }
    steps.set(last, steps.get(last).with(Objects.requireNonNull(output)));
    return this;
  }
}
