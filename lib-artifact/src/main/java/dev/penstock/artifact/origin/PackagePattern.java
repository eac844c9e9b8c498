package dev.penstock.artifact.origin;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.origin.PatternKey.Kind;
import java.util.Optional;

/**
 * Which packages belong to a group, and the group's identifier (A-109, A-111):
 *
 * <pre>{@code
 * /*                     every package
 * /npm/*                 every package of a format
 * /maven/com.acme~       every namespace that is com.acme or goes on after it, as com.acme.web
 * /npm/acme/*            every package of a namespace; /npm//* are those without one
 * /npm/acme/ui~          every name that is ui or goes on after it, as ui-core, but not uix
 * /npm/acme/ui$          one package
 * }</pre>
 *
 * <p>A prefix ends where a word ends (A-114). Patterns are equal when their texts are (A-119).
 */
public final class PackagePattern implements Comparable<PackagePattern> {

  /** The pattern of the group that every domain has: {@code /*}. */
  public static final PackagePattern ROOT =
      new PackagePattern("/*", new PatternKey(Kind.ROOT, "", "", ""));

  private final String text;
  private final PatternKey key;

  private PackagePattern(String text, PatternKey key) {
    this.text = text;
    this.key = key;
  }

  /**
   * Reads a pattern.
   *
   * @param text 2 to 520 characters, without white space and control characters
   * @return the pattern
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if it is none, with what is wrong
   */
  public static PackagePattern parse(String text) {
    return text.equals("/*") ? ROOT : new PackagePattern(text, PatternParser.parse(text));
  }

  /**
   * Whether a package matches, and how well (A-117).
   *
   * @param coordinates a package, its names as stored
   * @return strong for its very names, weak for names that look like them; empty for others
   */
  public Optional<Association.Strength> match(PackageCoordinates coordinates) {
    String format = coordinates.format().id();
    if (PatternKey.matching(format, coordinates.namespace(), coordinates.name()).contains(key)) {
      return Optional.of(Association.Strength.STRONG);
    }
    return PatternKey.matching(
                format, Folding.fold(coordinates.namespace()), Folding.fold(coordinates.name()))
            .contains(key.folded())
        ? Optional.of(Association.Strength.WEAK)
        : Optional.empty();
  }

  /**
   * Whether it covers all packages of another pattern, and more (A-115).
   *
   * @param other the other pattern
   * @return false for the same pattern
   */
  public boolean isWiderThan(PackagePattern other) {
    return other.key.wider().contains(key);
  }

  PatternKey key() {
    return key;
  }

  @Override
  public int compareTo(PackagePattern other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackagePattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
