package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.upstream.ClientAsset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** Versions and files of a package (W-099). */
final class FlatContainer {
  private static final String PACKAGE = ".nupkg";
  private static final String NUSPEC = ".nuspec";
  private static final String BYTES = "application/octet-stream";
  private static final String XML = "application/xml";

  private final RepositoryAccess access;
  private final PackageId id;

  FlatContainer(RepositoryAccess access, PackageId id) {
    this.access = access;
    this.id = id;
  }

  /** The name of a version's asset. */
  static String asset(PackageId id, VersionText version) {
    return id.lower() + "." + version.lower() + PACKAGE;
  }

  /** The name of the document with a version's manifest. */
  static String nuspec(PackageId id) {
    return id.lower() + NUSPEC;
  }

  /** All versions that can be read, listed or not; empty if there is none. */
  Optional<ProtocolResponse> versions() throws IOException {
    List<NugetVersions.Known> known = NugetVersions.of(access, id.coordinates());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode index = CatalogEntry.JSON.createObjectNode();
    ArrayNode versions = index.putArray("versions");
    known.forEach(version -> versions.add(version.text()));
    return Optional.of(
        WholeList.document("application/json", CatalogEntry.JSON.writeValueAsBytes(index)));
  }

  /** A file of a version; empty if that has no such file. */
  Optional<ProtocolResponse> file(VersionText version, String file) throws IOException {
    VersionCoordinates coordinates = id.coordinates().version(version.lower());
    String asset = asset(id, version);
    boolean isManifest = file.equalsIgnoreCase(nuspec(id));
    if (!isManifest && !file.equalsIgnoreCase(asset)) {
      return Optional.empty();
    }
    if (access.client().isEmpty()) {
      AssetContent held = access.repository().asset(coordinates, asset);
      return Optional.of(isManifest ? manifest(held) : ProtocolResponse.asset(BYTES, held));
    }
    ClientAsset found = access.client().get().asset(coordinates, asset);
    if (!isManifest) {
      return Optional.of(WholeList.asset(BYTES, found));
    }
    if (found.held().isEmpty()) {
      // Once it was read to its end it is held.
      try (InputStream in = found.open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return Optional.of(manifest(access.repository().asset(coordinates, asset)));
  }

  /** The manifest of a package; of one from elsewhere it is still in the package alone. */
  private ProtocolResponse manifest(AssetContent held) throws IOException {
    Optional<AssetContent> kept =
        access.repository().document(held.version().coordinates(), nuspec(id));
    if (kept.isPresent()) {
      return ProtocolResponse.asset(XML, kept.get());
    }
    try (SeekableByteChannel archive = held.openVerified()) {
      return WholeList.document(XML, Nupkg.nuspec(archive));
    }
  }
}
