package dev.penstock.spec.lint;

import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.Section;
import java.util.Collection;
import java.util.Optional;

/**
 * A rule that diagnostics name, in words: what it is about, why it matters, and how to mend a file
 * that breaks it.
 *
 * @param id the id, such as {@code BS062}; rules of pipelines stand under {@code pipeline.}, also
 *     those that diagnostics name with {@code codepipeline.} because only the service has them
 * @param service how much it matters to the service: {@code error}, {@code warning}, {@code info},
 *     {@code off}, or two of them with a slash where the place decides
 * @param agent how much it matters in agent mode, in the same words
 * @param strict how much it matters in strict mode, in the same words
 * @param reference the rules behind it in the tables of rules that the library follows; may be
 *     empty
 * @param what what is wrong
 * @param why what happens then
 * @param mend what to do
 */
public record LintRule(
    String id,
    String service,
    String agent,
    String strict,
    String reference,
    String what,
    String why,
    String mend) {

  /**
   * All rules, in the order of the kinds of files, then of the tables.
   *
   * @return the rules
   */
  public static Collection<LintRule> all() {
    return RuleTable.RULES.values();
  }

  /**
   * The rule of a diagnostic.
   *
   * @param id the id that the diagnostic names
   * @return the rule; empty if there is none of this id
   */
  public static Optional<LintRule> find(String id) {
    LintRule rule = RuleTable.RULES.get(id);
    if (rule == null && id.startsWith("codepipeline.")) {
      rule = RuleTable.RULES.get(id.substring("code".length()));
    }
    return Optional.ofNullable(rule);
  }

  /**
   * How much it matters in a mode.
   *
   * @param mode the mode
   * @return {@code error}, {@code warning}, {@code info}, {@code off}, or two of them with a slash
   */
  public String severity(ConformanceMode mode) {
    return switch (mode) {
      case SERVICE -> service;
      case AGENT -> agent;
      case STRICT -> strict;
    };
  }

  /** The id that is probably meant by another. */
  static Optional<String> nearest(String id) {
    return Section.nearest(id, RuleTable.RULES.keySet());
  }

  static void require(String id) {
    if (find(id).isEmpty()) {
      throw new IllegalArgumentException(
          "there is no rule \""
              + id
              + "\""
              + nearest(id).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
    }
  }
}
