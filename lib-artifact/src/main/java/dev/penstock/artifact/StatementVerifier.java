package dev.penstock.artifact;

import java.io.IOException;
import java.util.Objects;

/**
 * Says whether a statement is to be believed: an SPI of one method, for signatures and policies
 * that the host knows.
 *
 * <p>Called on the thread that asks, concurrently. What it throws fails the call.
 */
@FunctionalInterface
public interface StatementVerifier {

  /**
   * Judges a statement.
   *
   * @param version the version that it is attached to
   * @param statement what is known about it
   * @param bytes its bytes, which have its digest; not to be changed
   * @return whether to believe it, and why
   * @throws IOException if that cannot be found out
   */
  Result verify(VersionCoordinates version, Statement statement, byte[] bytes) throws IOException;

  /**
   * What a verifier says.
   *
   * @param isTrusted whether to believe the statement
   * @param reason why or why not, for people
   */
  record Result(boolean isTrusted, String reason) {

    /** The reason is required. */
    public Result {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
