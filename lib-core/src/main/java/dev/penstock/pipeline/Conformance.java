package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;

/**
 * Which rules a definition is held to.
 *
 * <p>The id of each diagnostic begins with the conformance that it belongs to: {@code pipeline.} or
 * {@code codepipeline.}; the rule that it names beside it stands in the table of rules.
 */
public enum Conformance {
  /**
   * The structural rules, which every pipeline obeys because nothing else could run: names, orders,
   * artifacts, references, results of conditions.
   */
  OPEN("pipeline."),
  /**
   * Those, and the rules and quotas of AWS CodePipeline: whether the cloud service would take the
   * definition. What its documentation leaves open is a warning at most, or follows the reading
   * that the table of rules recommends.
   */
  CODEPIPELINE("codepipeline.");

  private final String prefix;

  Conformance(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }

  /**
   * The conformance that a diagnostic about a pipeline belongs to.
   *
   * @param diagnostic a diagnostic of {@link Pipeline#check(Conformance)} or of an invalid
   *     definition
   * @return the conformance
   */
  public static Conformance of(Diagnostic diagnostic) {
    return diagnostic.rule().startsWith(CODEPIPELINE.prefix) ? CODEPIPELINE : OPEN;
  }
}
