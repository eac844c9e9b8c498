package dev.penstock.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an action ended.
 *
 * <pre>{@code
 * return ActionResult.succeeded()
 *     .withArtifact("package", context.store("package", directory))
 *     .withVariable("version", "1.4.0")
 *     .withSummary("42 tests passed");
 * }</pre>
 *
 * <p>An action fails whose result has more than 250,000 characters in all its texts together, for
 * it stays in the journal: what is large is handed on as an artifact.
 *
 * @param isSucceeded whether it succeeded
 * @param summary one line for people, at most 2,048 characters; for a failure, what went wrong
 * @param artifacts the output artifacts by name
 * @param variables the output variables by name; never secrets
 * @param revision the revision that a source action found, at most 1,500 characters, or an empty
 *     text
 * @param revisionDetails what it tells of that revision, if anything
 * @param external the work that the action caused outside, if its executor tells
 * @param failureType why it failed, if its executor tells
 */
public record ActionResult(
    boolean isSucceeded,
    String summary,
    Map<String, ArtifactReference> artifacts,
    Map<String, String> variables,
    String revision,
    Optional<RevisionDetails> revisionDetails,
    Optional<ExternalExecution> external,
    Optional<FailureType> failureType) {
  private static final int LONGEST_REVISION = 1_500;
  private static final ActionResult SUCCEEDED = new ActionResult(true, "", Map.of(), Map.of(), "");

  /** Copies the maps. */
  public ActionResult {
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(revisionDetails, "revisionDetails");
    Objects.requireNonNull(external, "external");
    Objects.requireNonNull(failureType, "failureType");
    artifacts = artifacts.isEmpty() ? Map.of() : Map.copyOf(artifacts); // most results have none
    variables = variables.isEmpty() ? Map.of() : Map.copyOf(variables);
  }

  /**
   * A result without details.
   *
   * @param isSucceeded whether it succeeded
   * @param summary one line for people; for a failure, what went wrong
   * @param artifacts the output artifacts by name
   * @param variables the output variables by name
   * @param revision the revision that a source action found, or an empty text
   */
  public ActionResult(
      boolean isSucceeded,
      String summary,
      Map<String, ArtifactReference> artifacts,
      Map<String, String> variables,
      String revision) {
    this(
        isSucceeded,
        summary,
        artifacts,
        variables,
        revision,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Success without outputs.
   *
   * @return the result, always the same object
   */
  public static ActionResult succeeded() {
    return SUCCEEDED;
  }

  /**
   * Failure.
   *
   * @param summary what went wrong, for a person
   * @return the result
   */
  public static ActionResult failed(String summary) {
    return new ActionResult(false, summary, Map.of(), Map.of(), "");
  }

  /**
   * Failure of a known kind.
   *
   * @param type why
   * @param summary what went wrong, for a person
   * @return the result
   */
  public static ActionResult failed(FailureType type, String summary) {
    return new ActionResult(
        false,
        summary,
        Map.of(),
        Map.of(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(type));
  }

  /**
   * The same result with an output artifact.
   *
   * @param name the output's name
   * @param reference where it lies
   * @return a copy
   */
  public ActionResult withArtifact(String name, ArtifactReference reference) {
    return new ActionResult(
        isSucceeded,
        summary,
        with(artifacts, name, reference),
        variables,
        revision,
        revisionDetails,
        external,
        failureType);
  }

  /**
   * The same result with an output variable.
   *
   * @param name the variable's name, without a namespace
   * @param value its value
   * @return a copy
   */
  public ActionResult withVariable(String name, String value) {
    return new ActionResult(
        isSucceeded,
        summary,
        artifacts,
        with(variables, name, value),
        revision,
        revisionDetails,
        external,
        failureType);
  }

  /**
   * The same result with a summary.
   *
   * @param text one line for people
   * @return a copy
   */
  public ActionResult withSummary(String text) {
    return new ActionResult(
        isSucceeded, text, artifacts, variables, revision, revisionDetails, external, failureType);
  }

  /**
   * The same result with the revision that a source action found.
   *
   * @param id the revision's id, such as a commit id; at most 1,500 characters (P-313)
   * @return a copy
   * @throws IllegalArgumentException if the id is too long
   */
  public ActionResult withRevision(String id) {
    RevisionDetails.check("revision", id, LONGEST_REVISION);
    return new ActionResult(
        isSucceeded, summary, artifacts, variables, id, revisionDetails, external, failureType);
  }

  /**
   * The same result with the revision that a source action found, and what it tells of it.
   *
   * @param id the revision's id; at most 1,500 characters (P-313)
   * @param details what the action tells of it
   * @return a copy
   * @throws IllegalArgumentException if the id is too long
   */
  public ActionResult withRevision(String id, RevisionDetails details) {
    RevisionDetails.check("revision", id, LONGEST_REVISION);
    return new ActionResult(
        isSucceeded,
        summary,
        artifacts,
        variables,
        id,
        Optional.of(details),
        external,
        failureType);
  }

  /**
   * The same result with the work that the action caused outside.
   *
   * @param execution the work's id and address
   * @return a copy
   */
  public ActionResult withExternalExecution(ExternalExecution execution) {
    return new ActionResult(
        isSucceeded,
        summary,
        artifacts,
        variables,
        revision,
        revisionDetails,
        Optional.of(execution),
        failureType);
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }
}
