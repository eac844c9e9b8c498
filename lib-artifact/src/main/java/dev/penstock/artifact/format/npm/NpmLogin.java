package dev.penstock.artifact.format.npm;

import java.util.Optional;

/**
 * How users of {@code npm login} get tokens: an SPI. Called on any thread of the host's,
 * concurrently; may block.
 *
 * <pre>{@code
 * NpmProtocol.builder().login((user, password) -> accounts.token(user, password)).build();
 * }</pre>
 */
@FunctionalInterface
public interface NpmLogin {

  /** Nobody can log in; users write a token into their {@code .npmrc}. */
  NpmLogin NONE = (user, password) -> Optional.empty();

  /**
   * Checks a password and gives a token, which the client sends as {@code Bearer} from then on.
   *
   * @param user the user's name as the client sent it; not checked
   * @param password the password; never kept
   * @return the token; empty if user or password is wrong
   */
  Optional<String> token(String user, String password);

  /**
   * Takes a token back, as {@code npm logout} asks for.
   *
   * @param token the token
   * @return false if it is not known, as always unless overridden
   */
  default boolean revoke(String token) {
    return false;
  }
}
