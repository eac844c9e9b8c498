package dev.penstock.artifact.origin;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about one package in one repository at one moment. Immutable.
 *
 * <p>A decision that is made by a snapshot is carried out in the same commit as {@link
 * #unchanged()} or {@link #changedTo}, which fails if the settings are others by then.
 */
public final class OriginSnapshot {
  private final String repository;
  private final PackageCoordinates coordinates;
  private final PackageGroups groups;
  private final Optional<OriginControls> controls;
  private final CatalogueKey controlsKey;
  private final @Nullable String controlsText;
  private final Change groupsChange;

  OriginSnapshot(
      String repository,
      PackageCoordinates coordinates,
      PackageGroups groups,
      Change groupsChange,
      Optional<OriginControls> controls,
      CatalogueKey controlsKey,
      @Nullable String controlsText) {
    this.repository = repository;
    this.coordinates = coordinates;
    this.groups = groups;
    this.groupsChange = groupsChange;
    this.controls = controls;
    this.controlsKey = controlsKey;
    this.controlsText = controlsText;
  }

  /**
   * The package groups of the domain.
   *
   * @return the groups
   */
  public PackageGroups groups() {
    return groups;
  }

  /**
   * The package's controls.
   *
   * @return the controls; empty if it is not there, or came before there were any
   */
  public Optional<OriginControls> controls() {
    return controls;
  }

  /**
   * Whether versions of the package may come into the repository.
   *
   * @param type on which way
   * @return whether, and if not, why
   */
  public OriginDecision decide(OriginType type) {
    return OriginRules.decide(
        type, repository, coordinates, controls.orElse(OriginControls.OPEN), groups);
  }

  /**
   * For a commit that depends on the settings being like this.
   *
   * @return changes that change nothing
   */
  public List<Change> unchanged() {
    return List.of(groupsChange, Change.none(controlsKey, controlsText));
  }

  /**
   * For a commit that sets the package's controls, and depends on the settings being like this.
   *
   * @param next the new controls; null to remove them
   * @return the changes
   */
  public List<Change> changedTo(@Nullable OriginControls next) {
    return List.of(
        groupsChange,
        new Change(controlsKey, controlsText, next == null ? null : GroupsJson.write(next)));
  }
}
