package dev.penstock.policy;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy document. Immutable.
 *
 * <pre>{@code
 * Policy releases = Policy.of(PolicyKind.IDENTITY, """
 *     {"Version": "2012-10-17", "Statement": [
 *       {"Sid": "Ship", "Effect": "Allow", "Action": "codepipeline:Start*", "Resource": "*"},
 *       {"Effect": "Deny", "Action": "*", "Resource": "*",
 *        "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-01-05"}}}]}
 *     """);
 * }</pre>
 */
public final class Policy {

  /** How many characters a document may have. */
  public static final int LONGEST = 7_168;

  private final PolicyKind kind;
  private final PolicyVersion version;
  private final Optional<String> id;
  private final List<Statement> statements;

  Policy(PolicyKind kind, PolicyVersion version, Optional<String> id, List<Statement> statements) {
    this.kind = kind;
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a document.
   *
   * @param kind what it is to be attached to
   * @param source the file's or setting's name, for diagnostics; may be empty
   * @param json the document, 1 to {@value #LONGEST} characters
   * @return the policy, or every fault with its place
   */
  public static ReadResult<Policy> read(PolicyKind kind, String source, String json) {
    return new PolicyReader(kind, source).read(json);
  }

  /**
   * Reads a document that stands in code.
   *
   * @param kind what it is to be attached to
   * @param json the document
   * @return the policy
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if it is faulty; with every fault
   */
  public static Policy of(PolicyKind kind, String json) {
    return read(kind, "", json).orElseThrow("policy");
  }

  /**
   * What the policy is attached to.
   *
   * @return the kind
   */
  public PolicyKind kind() {
    return kind;
  }

  /**
   * The document's {@code Id}.
   *
   * @return the id, or empty
   */
  public Optional<String> id() {
    return id;
  }

  /**
   * What this policy alone says to a request.
   *
   * @param request who wants to do what
   * @return as of a {@link PolicySet} that holds nothing else, and within one account
   */
  public Verdict evaluate(AccessRequest request) {
    PolicySet.Builder alone = PolicySet.builder();
    request.principal().account().ifPresent(alone::resourceAccount);
    return (kind == PolicyKind.IDENTITY ? alone.identity(this) : alone.resource(this))
        .build()
        .evaluate(request);
  }

  /**
   * Names of actions that nobody asks for: misspelt, they would allow and deny nothing. Patterns of
   * services that none of the actions is of are not looked at.
   *
   * @param actions all that a program asks for, such as {@code codepipeline:RetryStageExecution}
   * @return a warning for each pattern that matches none of them, in the order of the document;
   *     empty if all is well
   */
  public List<Diagnostic> unknownActions(Set<String> actions) {
    List<Diagnostic> warnings = new ArrayList<>();
    for (Statement statement : statements) {
      statement.actions().listed().stream()
          .filter(pattern -> pattern.isUnknown(actions))
          .forEach(
              pattern ->
                  warnings.add(
                      new Diagnostic(
                          Severity.WARNING,
                          "policy.unknown-action",
                          "",
                          null,
                          statement.actionPath(),
                          "\"" + pattern + "\" is no action that is asked for",
                          String.join(", ", new TreeSet<>(actions)),
                          Spelling.hint(pattern.toString(), actions))));
    }
    return List.copyOf(warnings);
  }

  /**
   * Writes the document. Reading it gives an equal policy.
   *
   * @return JSON on one line, in the usual order of the elements
   */
  public String toJson() {
    return PolicyWriter.write(this);
  }

  PolicyVersion version() {
    return version;
  }

  List<Statement> statements() {
    return statements;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Policy policy
        && kind == policy.kind
        && version == policy.version
        && id.equals(policy.id)
        && statements.equals(policy.statements);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, version, id, statements);
  }

  /** The document. */
  @Override
  public String toString() {
    return toJson();
  }
}
