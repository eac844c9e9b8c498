package dev.penstock.deploy.analysis;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a monitor says about a rollout at one of its steps (RP-44).
 *
 * @param directive what to do
 * @param reason why, in a sentence for a person, at most {@value #LONGEST} characters; longer ones
 *     are cut
 * @param evidence what it rests on, a line each, at most {@value #MAX_EVIDENCE} of at most {@value
 *     #LONGEST} characters; more are left out and longer ones cut
 */
public record MonitorDecision(Directive directive, String reason, List<String> evidence) {

  /** The most lines of evidence. */
  public static final int MAX_EVIDENCE = 100;

  /** The longest reason and line of evidence, in characters. */
  public static final int LONGEST = 1500;

  /** What a rollout does, from the mildest to the strictest. */
  public enum Directive {
    /** All further steps are skipped: everything moves to the new revision. */
    COMPLETE,
    /** The next step is taken. */
    CONTINUE,
    /** The rollout stays as it is, and the monitor is asked again later. */
    WAIT,
    /** The rollout stays as it is until a person decides. */
    PAUSE,
    /** The rollout ends, and goes back if it is meant to. */
    ABORT
  }

  /** Cuts what is too long. */
  public MonitorDecision {
    Objects.requireNonNull(directive, "directive");
    reason = cut(reason);
    evidence = evidence.stream().limit(MAX_EVIDENCE).map(MonitorDecision::cut).toList();
  }

  /**
   * The next step is taken.
   *
   * @param reason why
   * @return the decision
   */
  public static MonitorDecision proceed(String reason) {
    return new MonitorDecision(Directive.CONTINUE, reason, List.of());
  }

  /**
   * All further steps are skipped.
   *
   * @param reason why
   * @return the decision
   */
  public static MonitorDecision complete(String reason) {
    return new MonitorDecision(Directive.COMPLETE, reason, List.of());
  }

  /**
   * The monitor is asked again later.
   *
   * @param reason why
   * @return the decision
   */
  public static MonitorDecision hold(String reason) {
    return new MonitorDecision(Directive.WAIT, reason, List.of());
  }

  /**
   * A person decides.
   *
   * @param reason why
   * @return the decision
   */
  public static MonitorDecision pause(String reason) {
    return new MonitorDecision(Directive.PAUSE, reason, List.of());
  }

  /**
   * The rollout ends.
   *
   * @param reason why
   * @return the decision
   */
  public static MonitorDecision abort(String reason) {
    return new MonitorDecision(Directive.ABORT, reason, List.of());
  }

  /**
   * The same decision with evidence.
   *
   * @param lines what it rests on
   * @return a copy
   */
  public MonitorDecision withEvidence(List<String> lines) {
    return new MonitorDecision(directive, reason, lines);
  }

  /**
   * What two monitors say together: the stricter of the two, and the evidence of both. If both say
   * the same, the reason of this one.
   *
   * @param other what another monitor says
   * @return the decision of both
   */
  public MonitorDecision and(MonitorDecision other) {
    MonitorDecision stricter = other.directive.compareTo(directive) > 0 ? other : this;
    return new MonitorDecision(
        stricter.directive,
        stricter.reason,
        Stream.concat(evidence.stream(), other.evidence.stream()).toList());
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
