package dev.penstock.artifact.origin;

import dev.penstock.artifact.origin.Restriction.Mode;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A group of packages of a domain, and what it says about their origin.
 *
 * <pre>{@code
 * PackageGroup internal =
 *     PackageGroup.of(PackagePattern.parse("/npm/acme/*"))
 *         .with(OriginType.EXTERNAL_UPSTREAM, Restriction.of(Restriction.Mode.BLOCK));
 * }</pre>
 *
 * @param pattern which packages belong to it; its identifier
 * @param contactInfo whom to ask; at most 1,000 characters
 * @param description what it is for; at most 1,000 characters
 * @param restrictions one for each way; those that are not given are inherited
 */
public record PackageGroup(
    PackagePattern pattern,
    String contactInfo,
    String description,
    Map<OriginType, Restriction> restrictions) {
  private static final int LONGEST = 1_000;

  /** Checks the texts, and that the root inherits nothing; reports all faults. */
  public PackageGroup {
    Objects.requireNonNull(pattern, "pattern");
    Map<OriginType, Restriction> all = new EnumMap<>(OriginType.class);
    for (OriginType type : OriginType.values()) {
      all.put(type, restrictions.getOrDefault(type, Restriction.INHERITED));
    }
    restrictions = Collections.unmodifiableMap(all);
    List<Diagnostic> faults = new ArrayList<>();
    checkText(faults, "contactInfo", contactInfo);
    checkText(faults, "description", description);
    if (pattern.equals(PackagePattern.ROOT)) {
      all.forEach(
          (type, restriction) -> {
            if (restriction.mode() == Mode.INHERIT) {
              faults.add(
                  Diagnostic.error(
                      "artifact.group-mode",
                      "restrictions." + type,
                      "INHERIT for the root group",
                      "ALLOW, ALLOW_SPECIFIC_REPOSITORIES, BLOCK"));
            }
          });
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("package group " + pattern, faults);
    }
  }

  private static void checkText(List<Diagnostic> faults, String path, String value) {
    if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
      faults.add(
          Diagnostic.error(
              "artifact.group-text",
              path,
              value.length() + " characters",
              "at most " + LONGEST + ", no control characters"));
    }
  }

  /**
   * A group that inherits everything; the root group allows everything instead (A-115, A-122).
   *
   * @param pattern which packages belong to it
   * @return the group
   */
  public static PackageGroup of(PackagePattern pattern) {
    Map<OriginType, Restriction> all = new EnumMap<>(OriginType.class);
    if (pattern.equals(PackagePattern.ROOT)) {
      for (OriginType type : OriginType.values()) {
        all.put(type, Restriction.of(Mode.ALLOW));
      }
    }
    return new PackageGroup(pattern, "", "", all);
  }

  /**
   * What it says about one way.
   *
   * @param type which way
   * @return the restriction; {@link Restriction#INHERITED} if it was not given
   */
  public Restriction restriction(OriginType type) {
    return restrictions.getOrDefault(type, Restriction.INHERITED);
  }

  /**
   * The same group with another restriction.
   *
   * @param type of which way
   * @param restriction what it says
   * @return a copy
   */
  public PackageGroup with(OriginType type, Restriction restriction) {
    Map<OriginType, Restriction> all = new EnumMap<>(restrictions);
    all.put(type, restriction);
    return new PackageGroup(pattern, contactInfo, description, all);
  }

  /**
   * The same group with other texts.
   *
   * @param newContactInfo whom to ask
   * @param newDescription what it is for
   * @return a copy
   */
  public PackageGroup withTexts(String newContactInfo, String newDescription) {
    return new PackageGroup(pattern, newContactInfo, newDescription, restrictions);
  }
}
