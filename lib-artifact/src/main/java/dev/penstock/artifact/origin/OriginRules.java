package dev.penstock.artifact.origin;

import dev.penstock.artifact.Arrival;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.origin.OriginControls.Control;

/**
 * Decides by the controls of a package and those of its group together: what either blocks is
 * blocked. Pure functions.
 */
public final class OriginRules {

  private OriginRules() {}

  /**
   * Whether versions of a package may come into a repository.
   *
   * @param type on which way
   * @param repository the repository that is asked about it, see {@link OriginType}
   * @param coordinates the package
   * @param controls the package's controls in that repository; {@link OriginControls#OPEN} if it
   *     has none
   * @param groups the domain's groups
   * @return whether, and if not, why
   */
  public static OriginDecision decide(
      OriginType type,
      String repository,
      PackageCoordinates coordinates,
      OriginControls controls,
      PackageGroups groups) {
    Control own = type == OriginType.PUBLISH ? controls.publish() : controls.upstream();
    if (own == Control.BLOCK) {
      return OriginDecision.blocked(
          "the origin controls of "
              + coordinates
              + " in "
              + repository
              + (type == OriginType.PUBLISH ? " block publishing" : " block upstream"));
    }
    Association association = groups.associated(coordinates);
    PackagePattern pattern = association.pattern();
    if (association.strength() == Association.Strength.WEAK) {
      return OriginDecision.blocked(
          coordinates
              + " only looks like a package of the group "
              + pattern
              + "; a group for exactly this name would decide instead");
    }
    EffectiveRestriction effective = groups.effective(pattern, type);
    if (effective.allows(repository)) {
      return OriginDecision.ALLOWED;
    }
    return OriginDecision.blocked(
        "the package group "
            + effective.inheritedFrom().orElse(pattern)
            + " says "
            + effective.effectiveMode()
            + " for "
            + type
            + ", and "
            + (effective.repositories().isEmpty()
                ? "no repository is let in"
                : repository + " is none of " + effective.repositories()));
  }

  /**
   * The controls that a package gets when its first version comes into a repository (A-102, A-103,
   *
   *
   * @param arrival how that version came
   * @param coordinates the package
   * @param groups the domain's groups
   * @return open controls if the package's group restricts any way; else the way that the version
   *     did not come is blocked, and after a copy none is
   */
  public static OriginControls initial(
      Arrival arrival, PackageCoordinates coordinates, PackageGroups groups) {
    PackagePattern pattern = groups.associated(coordinates).pattern();
    for (OriginType type : OriginType.values()) {
      if (groups.effective(pattern, type).effectiveMode() != Restriction.Mode.ALLOW) {
        return OriginControls.OPEN;
      }
    }
    if (arrival == Arrival.PUBLISHED) {
      return new OriginControls(Control.ALLOW, Control.BLOCK);
    }
    return arrival == Arrival.COPIED
        ? OriginControls.OPEN
        : new OriginControls(Control.BLOCK, Control.ALLOW);
  }
}
