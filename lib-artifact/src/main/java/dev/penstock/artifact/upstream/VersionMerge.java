package dev.penstock.artifact.upstream;

import dev.penstock.artifact.Intake;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.upstream.ListingCache.Current;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the versions of several places together, in search order. The first place that has a version
 * decides about it, also that it is not to be shown. For one thread.
 */
final class VersionMerge {
  private static final int CHUNK = 1_000;

  private final PackageCoordinates coordinates;
  private final Set<String> decided = new HashSet<>();
  private final SortedMap<String, ClientVersion> shown = new TreeMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();
  private final List<StaleWarning> warnings = new ArrayList<>();
  private @Nullable UpstreamUnavailableException unavailable;

  VersionMerge(PackageCoordinates coordinates) {
    this.coordinates = coordinates;
  }

  void add(Repository repository) throws IOException {
    if (!repository.intake().hasPackage(coordinates)) {
      return;
    }
    Optional<PageRequest> next = Optional.of(PageRequest.first(CHUNK));
    while (next.isPresent()) {
      Page<VersionDescription> page =
          repository.versions(coordinates, VersionQuery.ALL, next.get());
      for (VersionDescription version : page.items()) {
        String text = version.coordinates().version();
        if (decided.add(text) && version.status() == VersionStatus.PUBLISHED) {
          shown.put(
              text,
              new ClientVersion(
                  text, repository.name(), Optional.empty(), version.publishedTime(), Map.of()));
        }
      }
      next = page.next();
    }
    decided.addAll(repository.intake().versionNames(coordinates));
    addTags(repository.tags(coordinates));
  }

  void add(Repository owner, ExternalConnection connection) throws IOException {
    Optional<Current> current;
    try {
      current = connection.listing(coordinates);
    } catch (UpstreamUnavailableException e) {
      unavailable = e;
      warnings.add(
          new StaleWarning(connection.name(), Optional.empty(), String.valueOf(e.getMessage())));
      return;
    }
    if (current.isEmpty()) {
      return;
    }
    current.get().warning().ifPresent(warnings::add);
    SourceListing listing = current.get().listing().value();
    for (Listed listed : listing.versions()) {
      String text = listed.version();
      if (!ExternalConnection.isSnapshot(new VersionCoordinates(coordinates, text))
          && decided.add(text)
          && listed.isListed()
          && owner
              .intake()
              .isOffered(coordinates.version(text), outside(connection.name(), listed))) {
        shown.put(
            text,
            new ClientVersion(
                text,
                owner.name(),
                Optional.of(connection.name()),
                listed.publishedTime(),
                listed.marks()));
      }
    }
    addTags(listing.tags());
  }

  private static Intake.Outside outside(String connection, Listed listed) {
    return new Intake.Outside(
        connection,
        listed.publishedTime().orElse(null),
        listed.isListed(),
        VersionMetadata.EMPTY,
        listed.marks(),
        Map.of());
  }

  /** Of a place that is further up than all before: its tags win. */
  void addTags(SortedMap<String, String> further) {
    tags.putAll(further);
  }

  /** What cannot be asked may have what was not found: then there is no answer. */
  void finish() {
    if (shown.isEmpty() && unavailable != null) {
      throw unavailable;
    }
    tags.values().removeIf(version -> !shown.containsKey(version));
  }

  ClientVersions versions() {
    return new ClientVersions(shown, warnings);
  }

  SortedMap<String, String> tags() {
    return tags;
  }
}
