package dev.penstock.artifact.upstream;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.upstream.VersionMerge.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A package as package clients see it: the versions of all reachable places, each as the first
 * place that has it describes it. Looking into it keeps nothing.
 *
 * <p>Safe for several threads.
 */
public final class ClientPackage {
  private final PackageCoordinates coordinates;
  private final ClientVersions versions;
  private final Map<String, Place> places;

  ClientPackage(
      PackageCoordinates coordinates, ClientVersions versions, Map<String, Place> places) {
    this.coordinates = coordinates;
    this.versions = versions;
    this.places = Map.copyOf(places);
  }

  /**
   * Its versions.
   *
   * @return the versions, their tags, and what of the answer may be out of date
   */
  public ClientVersions versions() {
    return versions;
  }

  /**
   * Reads a document of a version.
   *
   * @param version one of the versions
   * @param name the document's name
   * @return its bytes, to be closed; empty if there is no such version, or it has none of that name
   * @throws UpstreamUnavailableException if only a source knows it that cannot be asked
   * @throws IOException if it cannot be read
   */
  public Optional<InputStream> document(String version, String name) throws IOException {
    @Nullable Place place = places.get(version);
    if (place == null) {
      return Optional.empty();
    }
    @Nullable ExternalConnection connection = place.connection();
    if (connection == null) {
      Optional<AssetContent> held = place.repository().document(coordinates.version(version), name);
      return held.isEmpty() ? Optional.empty() : Optional.of(held.get().open());
    }
    return connection
        .listed(coordinates.version(version))
        .flatMap(told -> Optional.ofNullable(told.documents().get(name)))
        .map(ByteArrayInputStream::new);
  }

  /**
   * The assets of a version that are known: those held where it was found, or those that its source
   * tells of.
   *
   * @param version one of the versions
   * @return the assets, with all four digests of those that are held; none if there is no such
   *     version
   * @throws UpstreamUnavailableException if only a source knows it that cannot be asked
   * @throws IOException if it cannot be read
   */
  public List<SourceAsset> assets(String version) throws IOException {
    @Nullable Place place = places.get(version);
    if (place == null) {
      return List.of();
    }
    @Nullable ExternalConnection connection = place.connection();
    if (connection != null) {
      return connection
          .version(coordinates.version(version))
          .map(SourceVersion::assets)
          .orElse(List.of());
    }
    Optional<HeldVersion> held = place.repository().intake().find(coordinates.version(version));
    return held.isEmpty()
        ? List.of()
        : held.get().assets().values().stream()
            .map(
                asset ->
                    new SourceAsset(
                        asset.name(),
                        OptionalLong.of(asset.size()),
                        asset.checksums().byAlgorithm()))
            .toList();
  }

  /**
   * The digests of an asset.
   *
   * @param version one of the versions
   * @param name the asset's name
   * @return digest by algorithm, such as {@code SHA-256}: all four of an asset that is held, those
   *     that the source tells of any other; empty if there is no such asset
   * @throws UpstreamUnavailableException if only a source knows it that cannot be asked
   * @throws IOException if it cannot be read
   */
  public Map<String, String> digests(String version, String name) throws IOException {
    @Nullable Place place = places.get(version);
    if (place == null) {
      return Map.of();
    }
    @Nullable ExternalConnection connection = place.connection();
    if (connection != null) {
      return connection
          .listed(coordinates.version(version))
          .flatMap(told -> told.asset(name))
          .map(SourceAsset::digests)
          .orElse(Map.of());
    }
    Optional<HeldVersion> held = place.repository().intake().find(coordinates.version(version));
    @Nullable Asset asset = held.isEmpty() ? null : held.get().assets().get(name);
    return asset == null ? Map.of() : asset.checksums().byAlgorithm();
  }
}
