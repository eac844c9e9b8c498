package dev.penstock.artifact.origin;

import dev.penstock.artifact.origin.Restriction.Mode;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a group's restriction comes to.
 *
 * @param mode what the group itself says
 * @param effectiveMode the same, or what it inherits; never {@link Mode#INHERIT}
 * @param inheritedFrom the group that it inherits from; empty if it says so itself
 * @param repositories those that may in effect, under {@link Mode#ALLOW_SPECIFIC_REPOSITORIES}; the
 *     list is inherited with the mode; empty in other modes
 */
public record EffectiveRestriction(
    Mode mode,
    Mode effectiveMode,
    Optional<PackagePattern> inheritedFrom,
    SortedSet<String> repositories) {

  /** All parts are required. */
  public EffectiveRestriction {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(effectiveMode, "effectiveMode");
    Objects.requireNonNull(inheritedFrom, "inheritedFrom");
    Objects.requireNonNull(repositories, "repositories");
  }

  /**
   * How many repositories the restriction lists.
   *
   * @return 0 or more
   */
  public int repositoriesCount() {
    return repositories.size();
  }

  /**
   * Whether a repository may.
   *
   * @param repository its name
   * @return true if the effective mode lets it
   */
  public boolean allows(String repository) {
    return new Restriction(effectiveMode, repositories).allows(repository);
  }
}
