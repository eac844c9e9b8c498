package dev.penstock.artifact;

import dev.penstock.policy.Principal;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes tokens and knows its own again: an SPI. A host may sign them, or keep them in a table.
 *
 * <p>Called on any thread of the host's, concurrently; may block. A token must not be guessable.
 */
public interface TokenIssuer {

  /**
   * What a token stands for.
   *
   * @param domainArn the resource name of the domain that it is for
   * @param principal who shows it
   * @param expiration when it ends
   */
  record Claims(String domainArn, Principal principal, Instant expiration) {

    /** All parts are required. */
    public Claims {
      Objects.requireNonNull(domainArn, "domainArn");
      Objects.requireNonNull(principal, "principal");
      Objects.requireNonNull(expiration, "expiration");
    }
  }

  /**
   * Makes a token.
   *
   * @param claims what it stands for
   * @return the token; without white space and control characters
   * @throws IOException if it cannot be made
   */
  String issue(Claims claims) throws IOException;

  /**
   * Reads a token.
   *
   * @param token what a client showed
   * @return what it stands for, whether it has ended or not; empty if this has not made it
   * @throws IOException if that cannot be found out
   */
  Optional<Claims> verify(String token) throws IOException;
}
