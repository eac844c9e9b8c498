package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.RevisionDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A worker's report of success, or, with a continuation token, of work that goes on (P-1323,
 * P-1325).
 *
 * <pre>{@code
 * JobSuccess.done().withOutputVariable("version", "1.4.0").withDetails("42 tests", "build-7", 100)
 * }</pre>
 *
 * @param revision the revision that is current now, if the worker tells
 * @param revisionDetails what it tells of that revision
 * @param summary one line for people, at most 2,048 characters
 * @param externalExecutionId how the worker's system names the work, at most 1,500 characters
 * @param percentComplete how much is done, 0 to 100; empty if the worker does not tell
 * @param outputVariables the output variables by name; none with a continuation token (P-1324)
 * @param artifacts the output artifacts by name
 * @param continuationToken if present, the job is offered again later with it; 1 to 2,048
 *     characters
 */
public record JobSuccess(
    Optional<String> revision,
    RevisionDetails revisionDetails,
    String summary,
    String externalExecutionId,
    Optional<Integer> percentComplete,
    Map<String, String> outputVariables,
    Map<String, ArtifactReference> artifacts,
    Optional<String> continuationToken) {
  private static final JobSuccess DONE =
      new JobSuccess(
          Optional.empty(),
          RevisionDetails.NONE,
          "",
          "",
          Optional.empty(),
          Map.of(),
          Map.of(),
          Optional.empty());

  /** Copies the maps; lengths are checked when it is reported. */
  public JobSuccess {
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(revisionDetails, "revisionDetails");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(externalExecutionId, "externalExecutionId");
    Objects.requireNonNull(percentComplete, "percentComplete");
    Objects.requireNonNull(continuationToken, "continuationToken");
    outputVariables = Map.copyOf(outputVariables);
    artifacts = Map.copyOf(artifacts);
  }

  /**
   * The end of the work, without details.
   *
   * @return the report, always the same object
   */
  public static JobSuccess done() {
    return DONE;
  }

  /**
   * Work that goes on elsewhere: the job is offered again later.
   *
   * @param token what the worker needs to go on; 1 to 2,048 characters
   * @return the report
   */
  public static JobSuccess continuing(String token) {
    return new JobSuccess(
        Optional.empty(),
        RevisionDetails.NONE,
        "",
        "",
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.of(token));
  }

  /**
   * The same report with details of the work.
   *
   * @param text one line for people, at most 2,048 characters
   * @param externalId how the worker's system names the work, at most 1,500 characters
   * @param percent how much is done, 0 to 100
   * @return a copy
   */
  public JobSuccess withDetails(String text, String externalId, int percent) {
    return new JobSuccess(
        revision,
        revisionDetails,
        text,
        externalId,
        Optional.of(percent),
        outputVariables,
        artifacts,
        continuationToken);
  }

  /**
   * The same report with the revision that is current now.
   *
   * @param id the revision's id, at most 1,500 characters
   * @param details what the worker tells of it
   * @return a copy
   */
  public JobSuccess withCurrentRevision(String id, RevisionDetails details) {
    return new JobSuccess(
        Optional.of(id),
        details,
        summary,
        externalExecutionId,
        percentComplete,
        outputVariables,
        artifacts,
        continuationToken);
  }

  /**
   * The same report with an output variable.
   *
   * @param name the variable's name, without a namespace
   * @param value its value
   * @return a copy
   */
  public JobSuccess withOutputVariable(String name, String value) {
    return new JobSuccess(
        revision,
        revisionDetails,
        summary,
        externalExecutionId,
        percentComplete,
        with(outputVariables, name, value),
        artifacts,
        continuationToken);
  }

  /**
   * The same report with an output artifact.
   *
   * @param name the output's name
   * @param reference where it lies
   * @return a copy
   */
  public JobSuccess withArtifact(String name, ArtifactReference reference) {
    return new JobSuccess(
        revision,
        revisionDetails,
        summary,
        externalExecutionId,
        percentComplete,
        outputVariables,
        with(artifacts, name, reference),
        continuationToken);
  }

  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
