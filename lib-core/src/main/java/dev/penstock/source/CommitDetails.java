package dev.penstock.source;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Git host tells of a commit beside its id. Texts that it does not tell are empty.
 *
 * @param message the commit's message
 * @param authorName the author's name, for people
 * @param authorEmail the author's address
 * @param authorId how the host identifies the author
 * @param authoredAt when the author wrote the commit, if that is known
 */
public record CommitDetails(
    String message,
    String authorName,
    String authorEmail,
    String authorId,
    Optional<Instant> authoredAt) {

  /** All parts are required. */
  public CommitDetails {
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(authorName, "authorName");
    Objects.requireNonNull(authorEmail, "authorEmail");
    Objects.requireNonNull(authorId, "authorId");
    Objects.requireNonNull(authoredAt, "authoredAt");
  }
}
