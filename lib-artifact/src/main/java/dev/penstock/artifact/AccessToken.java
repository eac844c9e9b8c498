package dev.penstock.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A secret that stands for somebody until it ends. It carries who that is and nothing of
 * what they may do, so it cannot be taken back: change the policies instead.
 *
 * @param token the secret; not in {@link #toString}
 * @param expiration when it ends
 */
public record AccessToken(String token, Instant expiration) {

  /** How long a token lives unless told otherwise: 12 hours. */
  public static final Duration USUAL_LIFETIME = Duration.ofHours(12);

  /** The user's name that goes with a token as a password. */
  public static final String USER = "aws";

  static final String BEARER_ACTION = "sts:GetServiceBearerToken";

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";

  /** Both parts are required. */
  public AccessToken {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(expiration, "expiration");
  }

  static AccessToken issue(
      TokenIssuer issuer, String domainArn, Caller caller, Duration lifetime, Instant now)
      throws IOException {
    Instant end =
        lifetime.isZero()
            ? caller
                .credentialsExpire()
                .orElseThrow(() -> refused("0 without temporary credentials"))
            : now.plus(allowed(lifetime));
    return new AccessToken(
        issuer.issue(new TokenIssuer.Claims(domainArn, caller.principal(), end)), end);
  }

  private static Duration allowed(Duration lifetime) {
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw refused(lifetime.toSeconds() + " seconds");
    }
    return lifetime;
  }

  private static RuntimeException refused(String found) {
    Faults faults = new Faults();
    faults.add(
        "token-lifetime",
        "lifetime",
        found,
        "900 to 43200 seconds; 0 to end with temporary credentials");
    return faults.exception("token request");
  }

  /**
   * Finds the token that a client shows.
   *
   * @param authorization the value of the header {@code Authorization}
   * @return the token: after {@code Bearer}, or the password of user {@value #USER} after {@code
   *     Basic}; empty if it has none
   */
  public static Optional<String> shown(String authorization) {
    String lower = authorization.toLowerCase(Locale.ROOT);
    if (lower.startsWith(BEARER)) {
      String token = authorization.substring(BEARER.length()).strip();
      return token.isEmpty() ? Optional.empty() : Optional.of(token);
    }
    if (!lower.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String both = new String(decoded, StandardCharsets.UTF_8);
      return both.startsWith(USER + ":") && both.length() > USER.length() + 1
          ? Optional.of(both.substring(USER.length() + 1))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The end, without the secret. */
  @Override
  public String toString() {
    return "token until " + expiration;
  }
}
