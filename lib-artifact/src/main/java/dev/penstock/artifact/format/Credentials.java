package dev.penstock.artifact.format;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client shows to be known (W-004): a token alone ({@code Bearer}, {@code X-NuGet-ApiKey}),
 * or a user's name and a token or password ({@code Basic}).
 *
 * @param user the name; empty for a token alone
 * @param secret the token or password; never logged
 */
public record Credentials(Optional<String> user, String secret) {
  private static final int LONGEST = 16_384;

  /** Both parts are required. */
  public Credentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(secret, "secret");
  }

  /**
   * Reads what a request shows.
   *
   * @param request the request
   * @return the credentials; empty if it shows none
   * @throws ProtocolException with 401 if they cannot be read
   */
  public static Optional<Credentials> of(ProtocolRequest request) {
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return request
          .header("X-NuGet-ApiKey")
          .filter(key -> !key.isBlank() && key.length() <= LONGEST)
          .map(key -> new Credentials(Optional.empty(), key.strip()));
    }
    String text = authorization.get().strip();
    int blank = text.indexOf(' ');
    String scheme = blank < 0 ? text : text.substring(0, blank);
    String value = blank < 0 ? "" : text.substring(blank).strip();
    if (value.isEmpty() || value.length() > LONGEST) {
      throw unreadable();
    }
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(new Credentials(Optional.empty(), value));
      case "basic" -> Optional.of(basic(value));
      default -> throw unreadable();
    };
  }

  private static Credentials basic(String value) {
    try {
      String both = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      if (colon >= 0) {
        return new Credentials(Optional.of(both.substring(0, colon)), both.substring(colon + 1));
      }
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
    throw unreadable();
  }

  private static ProtocolException unreadable() {
    return new ProtocolException(401, "credentials cannot be read; allowed: Basic and Bearer");
  }

  /** Names the user, and never shows the secret. */
  @Override
  public String toString() {
    return "Credentials[" + user.orElse("token") + "]";
  }
}
