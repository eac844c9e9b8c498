package dev.penstock.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
 * @param isSucceeded whether it succeeded
 * @param summary one line for people, at most 2,048 characters; for a failure, what went wrong
 * @param artifacts the output artifacts by name
 * @param variables the output variables by name; never secrets
 * @param revision the revision that a source action found, or an empty text
 */
public record ActionResult(
    boolean isSucceeded,
    String summary,
    Map<String, ArtifactReference> artifacts,
    Map<String, String> variables,
    String revision) {
  private static final ActionResult SUCCEEDED = new ActionResult(true, "", Map.of(), Map.of(), "");

  /** Copies the maps. */
  public ActionResult {
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(revision, "revision");
    artifacts = Map.copyOf(artifacts);
    variables = Map.copyOf(variables);
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
   * The same result with an output artifact.
   *
   * @param name the output's name
   * @param reference where it lies
   * @return a copy
   */
  public ActionResult withArtifact(String name, ArtifactReference reference) {
    return new ActionResult(
        isSucceeded, summary, with(artifacts, name, reference), variables, revision);
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
        isSucceeded, summary, artifacts, with(variables, name, value), revision);
  }

  /**
   * The same result with a summary.
   *
   * @param text one line for people
   * @return a copy
   */
  public ActionResult withSummary(String text) {
    return new ActionResult(isSucceeded, text, artifacts, variables, revision);
  }

  /**
   * The same result with the revision that a source action found.
   *
   * @param id the revision's id, such as a commit id
   * @return a copy
   */
  public ActionResult withRevision(String id) {
    return new ActionResult(isSucceeded, summary, artifacts, variables, id);
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }
}
