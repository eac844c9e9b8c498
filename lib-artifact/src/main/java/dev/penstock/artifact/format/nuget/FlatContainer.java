package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Versions and files of a package (W-099). */
final class FlatContainer {
  private static final String PACKAGE = ".nupkg";
  private static final String NUSPEC = ".nuspec";

  private final Repository repository;
  private final PackageId id;

  FlatContainer(Repository repository, PackageId id) {
    this.repository = repository;
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
    List<NugetVersions.Known> known = NugetVersions.of(repository, id.coordinates());
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
    if (file.equalsIgnoreCase(asset)) {
      return Optional.of(
          ProtocolResponse.asset("application/octet-stream", repository.asset(coordinates, asset)));
    }
    if (!file.equalsIgnoreCase(nuspec(id))) {
      return Optional.empty();
    }
    // Found only if the package itself may be read.
    repository.asset(coordinates, asset);
    return repository
        .document(coordinates, nuspec(id))
        .map(found -> ProtocolResponse.asset("application/xml", found));
  }
}
