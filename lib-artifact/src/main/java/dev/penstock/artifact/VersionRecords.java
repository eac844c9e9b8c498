package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The packages and versions of one repository as documents of the catalogue.
 *
 * <p>Keys: {@code packages/domain/repository/format/namespace/name}, and the same with {@code
 * versions} in front and the version at the end. A package's document outlives its versions. Below
 * {@code published} versions stand by their time, below {@code sequences} the last numbers of
 * packages that were deleted.
 */
final class VersionRecords {
  private final Catalogue catalogue;
  private final CatalogueKey packages;
  private final CatalogueKey versions;
  private final CatalogueKey published;
  private final CatalogueKey sequences;

  VersionRecords(Catalogue catalogue, String domain, String repository) {
    this.catalogue = catalogue;
    this.packages = CatalogueKey.of("packages", domain, repository);
    this.versions = CatalogueKey.of("versions", domain, repository);
    this.published = CatalogueKey.of("published", domain, repository);
    this.sequences = CatalogueKey.of("sequences", domain, repository);
  }

  /** A record, and the very text it was read from. */
  record Stored(String text, VersionRecord value) {}

  /** A package's record, and the very text it was read from. */
  record StoredPackage(String text, PackageRecord value) {}

  Optional<StoredPackage> find(PackageCoordinates coordinates) throws IOException {
    Optional<String> text = catalogue.read(key(coordinates));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new StoredPackage(text.get(), PackageRecord.read(coordinates, text.get())));
  }

  PackageRecord require(PackageCoordinates coordinates) throws IOException {
    return find(coordinates).map(StoredPackage::value).orElseThrow(() -> missing(coordinates));
  }

  Optional<Stored> find(VersionCoordinates coordinates) throws IOException {
    Optional<String> text = catalogue.read(key(coordinates));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new Stored(text.get(), VersionRecordJson.read(coordinates, text.get())));
  }

  VersionRecord require(VersionCoordinates coordinates) throws IOException {
    return find(coordinates).map(Stored::value).orElseThrow(() -> missing(coordinates));
  }

  static ArtifactException missing(PackageCoordinates coordinates) {
    return ArtifactException.notFound(
        Resource.PACKAGE, coordinates.toString(), "not in this repository");
  }

  static ArtifactException missing(VersionCoordinates coordinates) {
    return ArtifactException.notFound(
        Resource.PACKAGE_VERSION,
        coordinates.toString(),
        "not in this repository; look at the versions of " + coordinates.of());
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

  /** A package's versions newest first. */
  List<PublishedIndex> newest(
      PackageCoordinates coordinates, @Nullable PublishedIndex after, int limit)
      throws IOException {
    CatalogueKey prefix = index(coordinates);
    return catalogue.keys(prefix, after == null ? null : after.in(prefix), limit).stream()
        .map(key -> new PublishedIndex(key.segments().get(6), key.segments().get(7)))
        .toList();
  }

  Optional<String> read(CatalogueKey key) throws IOException {
    return catalogue.read(key);
  }

  /** Where a package's versions stand in the order of their times. */
  CatalogueKey index(PackageCoordinates coordinates) {
    return key(published, coordinates);
  }

  /** Where the last number of a deleted package's events is kept. */
  CatalogueKey sequence(PackageCoordinates coordinates) {
    return key(sequences, coordinates);
  }

  CatalogueKey key(PackageCoordinates coordinates) {
    return key(packages, coordinates);
  }

  CatalogueKey key(VersionCoordinates coordinates) {
    return key(versions, coordinates.of()).child(coordinates.version());
  }

  private static CatalogueKey key(CatalogueKey prefix, PackageCoordinates coordinates) {
    return prefix.child(coordinates.format().id(), coordinates.namespace(), coordinates.name());
  }

  static VersionCoordinates version(List<String> segments) {
    return coordinates(segments).version(segments.get(6));
  }

  private static PackageCoordinates coordinates(List<String> segments) {
    return new PackageCoordinates(
        PackageFormat.of(segments.get(3)), segments.get(4), segments.get(5));
  }
}
