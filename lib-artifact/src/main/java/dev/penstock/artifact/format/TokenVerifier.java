package dev.penstock.artifact.format;

import dev.penstock.policy.Principal;
import java.io.IOException;
import java.util.Optional;

/** Tells who somebody is by what they show: an SPI. Called on any thread of the host's. */
@FunctionalInterface
public interface TokenVerifier {

  /**
   * Looks at credentials. Implementations compare secrets in constant time.
   *
   * @param credentials what a client shows
   * @return who that is; empty if the credentials are wrong or expired
   * @throws IOException if that cannot be found out now
   */
  Optional<Principal> verify(Credentials credentials) throws IOException;
}
