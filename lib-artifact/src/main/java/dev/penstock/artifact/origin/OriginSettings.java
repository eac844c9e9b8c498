package dev.penstock.artifact.origin;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.origin.RestrictionChange.Outcome;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The package groups of a domain and the origin controls of its packages, as the catalogue keeps
 * them.
 *
 * <p>Each call takes effect at one moment, whole, and what one call has set every later one sees
 * . Safe for several threads, and for several processes that share the catalogue.
 */
public final class OriginSettings {
  private static final int MOST_GROUPS = 5_000;

  private final Catalogue catalogue;
  private final String domain;
  private final CatalogueKey groupsKey;
  private final CatalogueKey controlsKey;
  private volatile @Nullable Known known; // the groups that were read last

  /** The text of the groups' document, null if there is none, and what it says. */
  private record Known(@Nullable String text, PackageGroups groups) {}

  /**
   * The settings of a domain.
   *
   * @param catalogue the domain's catalogue
   * @param domain the domain's name
   */
  public OriginSettings(Catalogue catalogue, String domain) {
    this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    this.domain = domain;
    this.groupsKey = CatalogueKey.of("package-groups", domain);
    this.controlsKey = CatalogueKey.of("origin-controls", domain);
  }

  /**
   * All groups of the domain.
   *
   * @return the groups as they are now; only the root if none was ever made
   * @throws IOException if the catalogue cannot be read
   */
  public PackageGroups groups() throws IOException {
    return readGroups().groups();
  }

  private Known readGroups() throws IOException {
    @Nullable String text = catalogue.read(groupsKey).orElse(null);
    Known last = known;
    if (last == null || !Objects.equals(last.text(), text)) {
      last = new Known(text, text == null ? PackageGroups.ALLOWING : GroupsJson.readGroups(text));
      known = last;
    }
    return last;
  }

  /**
   * Makes a group.
   *
   * @param group the group
   * @throws ArtifactException if there is one of that pattern, the root's among them, or too many
   * @throws IOException if the catalogue cannot be written
   */
  public void createGroup(PackageGroup group) throws IOException {
    change(
        groups -> {
          if (groups.group(group.pattern()).isPresent()) {
            throw ArtifactException.conflict(
                Resource.DOMAIN, id(group.pattern()), "it exists already");
          }
          if (groups.all().size() >= MOST_GROUPS) {
            throw ArtifactException.quota(
                Resource.DOMAIN,
                domain,
                groups.all().size() + " package groups; allowed: at most " + MOST_GROUPS);
          }
          return groups.with(group);
        });
  }

  /**
   * Changes a group's texts, and nothing else.
   *
   * @param pattern which group
   * @param contactInfo whom to ask; at most 1,000 characters
   * @param description what it is for; at most 1,000 characters
   * @return the group as it is now
   * @throws ArtifactException if there is no such group
   * @throws IOException if the catalogue cannot be written
   */
  public PackageGroup updateGroup(PackagePattern pattern, String contactInfo, String description)
      throws IOException {
    return require(
        change(groups -> groups.with(require(groups, pattern).withTexts(contactInfo, description))),
        pattern);
  }

  /**
   * Changes what a group says about the origin of its packages, all of it in one step.
   *
   * @param pattern which group
   * @param changes by way; a way that is not named stays
   * @return by way, the repositories that came into its list and left it
   * @throws ArtifactException if there is no such group
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the root is to inherit
   * @throws IOException if the catalogue cannot be written
   */
  public Map<OriginType, Map<Outcome, SortedSet<String>>> updateOrigins(
      PackagePattern pattern, Map<OriginType, RestrictionChange> changes) throws IOException {
    Map<OriginType, Map<Outcome, SortedSet<String>>> outcome = new EnumMap<>(OriginType.class);
    change(
        groups -> {
          PackageGroup before = require(groups, pattern);
          PackageGroup after = before;
          for (Map.Entry<OriginType, RestrictionChange> entry : changes.entrySet()) {
            OriginType type = entry.getKey();
            Restriction old = before.restriction(type);
            after = after.with(type, entry.getValue().applyTo(old));
            outcome.put(type, entry.getValue().outcome(old));
          }
          return groups.with(after);
        });
    return outcome;
  }

  /**
   * Deletes a group; groups below it come under the next wider one, and packages stay.
   *
   * @param pattern which group
   * @throws ArtifactException if there is no such group, or it is the root
   * @throws IOException if the catalogue cannot be written
   */
  public void deleteGroup(PackagePattern pattern) throws IOException {
    if (pattern.equals(PackagePattern.ROOT)) {
      throw ArtifactException.conflict(
          Resource.DOMAIN, id(pattern), "the root group cannot be deleted");
    }
    change(
        groups -> {
          var unused = require(groups, pattern);
          return groups.without(pattern);
        });
  }

  private PackageGroups change(UnaryOperator<PackageGroups> change) throws IOException {
    while (true) {
      Known before = readGroups();
      PackageGroups after = change.apply(before.groups());
      if (catalogue.replace(groupsKey, before.text(), GroupsJson.write(after))) {
        return after;
      }
    }
  }

  private PackageGroup require(PackageGroups groups, PackagePattern pattern) {
    return groups
        .group(pattern)
        .orElseThrow(
            () ->
                ArtifactException.notFound(
                    Resource.DOMAIN, id(pattern), "no such group in this domain"));
  }

  private String id(PackagePattern pattern) {
    return domain + " package group " + pattern;
  }

  /**
   * What the settings say about a package in a repository now.
   *
   * @param repository the repository's name
   * @param coordinates the package
   * @return a value to decide by, and to commit with
   * @throws IOException if the catalogue cannot be read
   */
  public OriginSnapshot snapshot(String repository, PackageCoordinates coordinates)
      throws IOException {
    Known groups = readGroups();
    CatalogueKey key = key(repository, coordinates);
    @Nullable String text = catalogue.read(key).orElse(null);
    return new OriginSnapshot(
        repository,
        coordinates,
        groups.groups(),
        Change.none(groupsKey, groups.text()),
        text == null ? Optional.empty() : Optional.of(GroupsJson.readControls(text)),
        key,
        text);
  }

  /**
   * Forgets all controls of a repository that is gone.
   *
   * @param repository the repository's name
   * @throws IOException if the catalogue cannot be written; some may be forgotten then
   */
  public void forget(String repository) throws IOException {
    for (CatalogueKey key :
        catalogue.keys(controlsKey.child(repository), null, Integer.MAX_VALUE)) {
      catalogue.replace(key, catalogue.read(key).orElse(null), null);
    }
  }

  private CatalogueKey key(String repository, PackageCoordinates coordinates) {
    return controlsKey.child(
        repository, coordinates.format().id(), coordinates.namespace(), coordinates.name());
  }
}
