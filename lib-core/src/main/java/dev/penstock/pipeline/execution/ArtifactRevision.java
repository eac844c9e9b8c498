package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.RevisionDetails;
import java.util.Objects;

/**
 * Of which revision an artifact is that a source action wrote (P-313).
 *
 * @param name the artifact's name
 * @param revision the revision's id, at most 1,500 characters
 * @param details what the action told of it
 */
public record ArtifactRevision(String name, String revision, RevisionDetails details) {

  /** All parts are required. */
  public ArtifactRevision {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(details, "details");
  }
}
