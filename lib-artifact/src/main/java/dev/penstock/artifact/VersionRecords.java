package dev.penstock.artifact;

import com.google.common.util.concurrent.Striped;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The packages and versions of one repository as documents of the catalogue.
 *
 * <p>Keys: {@code packages/domain/repository/format/namespace/name}, and the same with {@code
 * versions} in front and the version at the end. A package's document outlives its versions.
 */
final class VersionRecords {
  private static final String PACKAGE_DOCUMENT = "{\"format\" : 1}\n";

  private final Catalogue catalogue;
  private final CatalogueKey packages;
  private final CatalogueKey versions;
  private final Striped<Lock> locks = Striped.lock(64);

  VersionRecords(Catalogue catalogue, String domain, String repository) {
    this.catalogue = catalogue;
    this.packages = CatalogueKey.of("packages", domain, repository);
    this.versions = CatalogueKey.of("versions", domain, repository);
  }

  /** A record, and the very text it was read from. */
  record Stored(String text, VersionRecord value) {}

  /** Held while a package is changed. */
  Lock lock(PackageCoordinates coordinates) {
    return locks.get(coordinates);
  }

  Optional<Stored> find(VersionCoordinates coordinates) throws IOException {
    Optional<String> text = catalogue.read(key(coordinates));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Stored(text.get(), VersionRecordJson.read(coordinates, text.get())));
  }

  VersionRecord require(VersionCoordinates coordinates) throws IOException {
    return find(coordinates)
        .map(Stored::value)
        .orElseThrow(
            () ->
                ArtifactException.notFound(
                    Resource.PACKAGE_VERSION,
                    coordinates.toString(),
                    "not in this repository; look at the versions of " + coordinates.of()));
  }

  /** Changes a version if nobody else did. */
  boolean replace(
      VersionCoordinates coordinates, @Nullable Stored current, @Nullable VersionRecord next)
      throws IOException {
    return replace(coordinates, current, next, List.of());
  }

  /** The same, with other documents in the same step; a new version brings its package along. */
  boolean replace(
      VersionCoordinates coordinates,
      @Nullable Stored current,
      @Nullable VersionRecord next,
      List<Change> along)
      throws IOException {
    List<Change> all = new ArrayList<>(along);
    all.add(
        new Change(
            key(coordinates),
            current == null ? null : current.text(),
            next == null ? null : VersionRecordJson.write(next)));
    return current == null ? createPackage(coordinates.of(), all) : catalogue.commit(all);
  }

  /** Adds a package that is not there yet, with other documents in the same step. */
  boolean createPackage(PackageCoordinates coordinates, List<Change> along) throws IOException {
    List<Change> all = new ArrayList<>(along);
    if (!has(coordinates)) {
      all.add(new Change(key(packages, coordinates), null, PACKAGE_DOCUMENT));
    }
    return catalogue.commit(all);
  }

  boolean has(PackageCoordinates coordinates) throws IOException {
    return catalogue.read(key(packages, coordinates)).isPresent();
  }

  /** Packages in their order, optionally of one format only. */
  List<PackageCoordinates> packages(
      @Nullable PackageFormat format, @Nullable PackageCoordinates after, int limit)
      throws IOException {
    CatalogueKey prefix = format == null ? packages : packages.child(format.id());
    return catalogue.keys(prefix, after == null ? null : key(packages, after), limit).stream()
        .map(key -> coordinates(key.segments()))
        .toList();
  }

  /** A package's versions in the order of their texts. */
  List<VersionCoordinates> versions(
      PackageCoordinates coordinates, @Nullable String after, int limit) throws IOException {
    CatalogueKey prefix = key(versions, coordinates);
    return catalogue.keys(prefix, after == null ? null : prefix.child(after), limit).stream()
        .map(key -> coordinates.version(key.segments().get(6)))
        .toList();
  }

  private CatalogueKey key(VersionCoordinates coordinates) {
    return key(versions, coordinates.of()).child(coordinates.version());
  }

  private static CatalogueKey key(CatalogueKey prefix, PackageCoordinates coordinates) {
    return prefix.child(coordinates.format().id(), coordinates.namespace(), coordinates.name());
  }

  private static PackageCoordinates coordinates(List<String> segments) {
    return new PackageCoordinates(
        PackageFormat.of(segments.get(3)), segments.get(4), segments.get(5));
  }
}
