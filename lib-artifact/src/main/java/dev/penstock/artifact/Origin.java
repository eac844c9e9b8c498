package dev.penstock.artifact;

import java.util.Objects;

/**
 * How a package version came into its domain.
 *
 * @param type in which way
 * @param entryPoint the repository it was published to, or the external connection it came through
 */
public record Origin(Type type, String entryPoint) {

  /** Both parts are required. */
  public Origin {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(entryPoint, "entryPoint");
  }

  /** The ways into a domain. */
  public enum Type {
    /** Published into one of the domain's repositories. */
    INTERNAL,
    /** Taken in through an external connection. */
    EXTERNAL,
    /** Not recorded. */
    UNKNOWN
  }
}
