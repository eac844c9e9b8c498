package dev.penstock.artifact.upstream;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Says that an answer may be out of date, because a source could not be asked. To be shown: a
 * server has the header {@code Warning} for it.
 *
 * @param connection the external connection that could not be asked
 * @param asOf when what it said last was said; empty if nothing of it is in the answer
 * @param reason why it could not be asked
 */
public record StaleWarning(String connection, Optional<Instant> asOf, String reason) {

  /** All parts are required. */
  public StaleWarning {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(reason, "reason");
  }
}
