package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.AssetContent.Opening;
import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Gives out the content of versions that readers may have. */
final class VersionReads {
  private final Listings listings;
  private final ContentStore content;
  private final Opening downloads;

  VersionReads(Listings listings, ContentStore content, Opening downloads) {
    this.listings = listings;
    this.content = content;
    this.downloads = downloads;
  }

  AssetContent asset(VersionCoordinates version, String assetName) throws IOException {
    VersionRecord record = listings.served(version);
    if (!record.status().isReadable()) {
      throw ArtifactException.unreadable(version, assetName, record.status());
    }
    Asset asset = record.assets().get(assetName);
    if (asset == null) {
      throw ArtifactException.notFound(
          Resource.ASSET,
          version + "/" + assetName,
          "not in this version; it has " + record.assets().keySet());
    }
    return new AssetContent(asset, record.describe(version), content, downloads);
  }

  AssetContent asset(VersionCoordinates version, String assetName, String revision)
      throws IOException {
    AssetContent found = asset(version, assetName);
    if (!found.version().revision().equals(revision)) {
      throw ArtifactException.notFound(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "current revision: " + found.version().revision() + ", expected revision: " + revision);
    }
    return found;
  }

  Optional<AssetContent> document(VersionCoordinates version, String document) throws IOException {
    VersionRecord record = listings.served(version);
    return Optional.ofNullable(record.documents().get(document))
        .map(
            found ->
                new AssetContent(found, record.describe(version), content, Opening.UNRECORDED));
  }

  VersionReadme readme(VersionCoordinates version) throws IOException {
    AssetContent found =
        document(version, VersionReadme.DOCUMENT)
            .orElseThrow(
                () ->
                    ArtifactException.notFound(
                        Resource.PACKAGE_VERSION, version.toString(), "it has no readme"));
    try (InputStream in = found.open()) {
      return new VersionReadme(
          version,
          found.version().revision(),
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
