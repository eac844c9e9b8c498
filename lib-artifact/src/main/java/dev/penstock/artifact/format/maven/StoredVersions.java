package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a repository has of a package, whole: pages put together. */
final class StoredVersions {
  private static final int PAGE = 1_000;

  private final Repository repository;

  StoredVersions(Repository repository) {
    this.repository = repository;
  }

  /** All versions that fit a query; none if there is no such package. */
  List<VersionDescription> of(PackageCoordinates coordinates, VersionQuery query)
      throws IOException {
    List<VersionDescription> all = new ArrayList<>();
    try {
      Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
      while (next.isPresent()) {
        Page<VersionDescription> page = repository.versions(coordinates, query, next.get());
        all.addAll(page.items());
        next = page.next();
      }
    } catch (ArtifactException e) {
      return List.of();
    }
    return all;
  }

  /** The assets of a version, whatever its status; none if there is no such version. */
  List<Asset> assets(VersionCoordinates version) throws IOException {
    List<Asset> all = new ArrayList<>();
    try {
      Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
      while (next.isPresent()) {
        Page<Asset> page = repository.assets(version, next.get());
        all.addAll(page.items());
        next = page.next();
      }
    } catch (ArtifactException e) {
      return List.of();
    }
    return all;
  }

  Optional<Asset> asset(VersionCoordinates version, String name) throws IOException {
    return assets(version).stream().filter(asset -> asset.name().equals(name)).findFirst();
  }

  /** The builds of a snapshot that may be read, the newest first. */
  List<BuildVersion> builds(PackageCoordinates coordinates, String base) throws IOException {
    return of(coordinates, VersionQuery.ALL).stream()
        .filter(version -> version.status().isReadable())
        .flatMap(version -> BuildVersion.parse(version.coordinates().version()).stream())
        .filter(build -> build.base().equals(base))
        .sorted(BuildVersion.BY_TIME.reversed())
        .toList();
  }

  boolean isReadable(VersionCoordinates version) throws IOException {
    return find(version).filter(found -> found.status().isReadable()).isPresent();
  }

  Optional<VersionDescription> find(VersionCoordinates version) throws IOException {
    try {
      return Optional.of(repository.describe(version));
    } catch (ArtifactException e) {
      return Optional.empty();
    }
  }

  List<PackageCoordinates> packages(String group) throws IOException {
    PackageQuery query = PackageQuery.ALL.withFormat(PackageFormat.MAVEN).withNamespace(group);
    List<PackageCoordinates> all = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
    while (next.isPresent()) {
      Page<PackageCoordinates> page = repository.packages(query, next.get());
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  SortedMap<String, String> tags(PackageCoordinates artifact) throws IOException {
    try {
      return repository.tags(artifact);
    } catch (ArtifactException e) {
      return new TreeMap<>();
    }
  }

  /** What a version calls itself; null if nothing. */
  @Nullable String displayName(VersionCoordinates version) throws IOException {
    String name = find(version).map(found -> found.metadata().displayName()).orElse("");
    return name.isEmpty() ? null : name;
  }
}
