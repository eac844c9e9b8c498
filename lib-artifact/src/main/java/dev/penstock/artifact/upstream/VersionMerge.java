package dev.penstock.artifact.upstream;

import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.upstream.ListingCache.Current;
import dev.penstock.artifact.upstream.SourceListing.Listed;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<String, Place> places = new HashMap<>();
  private final SortedMap<String, String> tags = new TreeMap<>();
  private final List<StaleWarning> warnings = new ArrayList<>();
  private @Nullable UpstreamUnavailableException unavailable;

  /** Where a version is that is shown; without a connection, where it comes from. */
  record Place(
      Repository repository, @Nullable ExternalConnection connection, @Nullable Origin origin) {}

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
                  text,
                  repository.name(),
                  Optional.empty(),
                  version.publishedTime(),
                  version.marks()));
          places.put(text, new Place(repository, null, version.origin()));
        }
      }
      next = page.next();
    }
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
      remark(text, connection, listed);
      if (isStorable(text) && decided.add(text) && listed.isListed()) {
        shown.put(
            text,
            new ClientVersion(
                text,
                owner.name(),
                Optional.of(connection.name()),
                listed.publishedTime(),
                listed.marks()));
        places.put(text, new Place(owner, connection, null));
      }
    }
    addTags(listing.tags());
  }

  /** What a source says now about a version that came from it is told too (AP-028). */
  private void remark(String text, ExternalConnection connection, Listed listed) {
    @Nullable ClientVersion known = shown.get(text);
    @Nullable Place place = places.get(text);
    boolean isFromThere =
        place != null
            && place.connection() == null
            && new Origin(Origin.Type.EXTERNAL, connection.name()).equals(place.origin());
    if (known != null && isFromThere && !listed.marks().isEmpty()) {
      Map<String, String> marks = new TreeMap<>(listed.marks());
      marks.putAll(known.marks());
      shown.put(
          text,
          new ClientVersion(
              text, known.repository(), known.connection(), known.publishedTime(), marks));
    }
  }

  /** Of a place that is further up than all before: its tags win. */
  private void addTags(SortedMap<String, String> further) {
    tags.putAll(further);
  }

  /** Whether a version could be stored; what cannot is not shown either. */
  private boolean isStorable(String version) {
    try {
      return !ExternalConnection.isSnapshot(new VersionCoordinates(coordinates, version));
    } catch (InvalidDefinitionException e) {
      return false;
    }
  }

  /**
   * All of it. What cannot be asked may have what was not found: then there is no answer.
   */
  ClientVersions versions() {
    if (shown.isEmpty() && unavailable != null) {
      throw unavailable;
    }
    tags.values().removeIf(version -> !shown.containsKey(version));
    return new ClientVersions(shown, tags, warnings);
  }

  Map<String, Place> places() {
    return places;
  }
}
