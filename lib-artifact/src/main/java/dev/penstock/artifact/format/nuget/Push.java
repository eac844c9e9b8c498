package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.StagedAsset;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.Excerpt;
import dev.penstock.artifact.format.multipart.MultipartPart;
import dev.penstock.artifact.format.multipart.MultipartReader;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * One push (W-104, W-106). Which package it is, only its own nuspec tells; so its bytes are stored
 * first, and published once that is read and its sender may publish it.
 */
final class Push {
  private static final int MOST_PARTS = 16;
  private static final int LONGEST_ADDRESS = 2_048;

  private final ProtocolRequest request;
  private final RepositoryAccess access;

  Push(ProtocolRequest request, RepositoryAccess access) {
    this.request = request;
    this.access = access;
  }

  ProtocolResponse run() throws IOException {
    access.require(RepositoryRight.READ, null);
    if (request.principal().type() == Principal.Type.ANONYMOUS) {
      access.require(RepositoryRight.PUBLISH, null);
    }
    MultipartReader parts =
        MultipartReader.of(request.header("Content-Type").orElse(""), request.body(), MOST_PARTS);
    MultipartPart first = parts.next();
    if (first == null) {
      throw new ProtocolException(400, "no part; allowed: one with the package");
    }
    StagedAsset staged =
        access
            .repository()
            .stage(
                out -> {
                  ContentWriter.from(first.content()).writeTo(out);
                  while (parts.next() != null) {
                    // Whatever comes behind the package must be there whole, and is of no use.
                  }
                },
                ContentCheck.NONE);
    byte[] nuspec;
    try (SeekableByteChannel archive = staged.openVerified()) {
      nuspec = Nupkg.nuspec(archive);
    }
    return publish(NuspecReader.read(nuspec), nuspec, staged);
  }

  private ProtocolResponse publish(Nuspec nuspec, byte[] bytes, StagedAsset staged)
      throws IOException {
    PackageId id = nuspec.id();
    access.require(RepositoryRight.PUBLISH, id.coordinates());
    VersionCoordinates version = id.coordinates().version(nuspec.version().lower());
    ObjectNode entry = CatalogEntry.of(nuspec, staged.content());
    PublishRequest publish =
        PublishRequest.of(version, FlatContainer.asset(id, nuspec.version()))
            .document(FlatContainer.nuspec(id), bytes)
            .document(CatalogEntry.DOCUMENT, CatalogEntry.bytes(entry))
            .metadata(
                EntryMetadata.of(id, entry)
                    .withSourceCodeRepository(Excerpt.of(nuspec.repository(), LONGEST_ADDRESS)));
    if (nuspec.isSemVer2()) {
      publish = publish.mark(NugetVersions.SEMVER2, "");
    }
    try {
      PublishResult result = access.repository().publish(publish, staged);
      return ProtocolResponse.text(result.isChanged() ? 201 : 200, version.version() + "\n");
    } catch (ArtifactException e) {
      if (e.kind() != ArtifactException.Kind.CONFLICT) {
        throw e;
      }
      throw new ProtocolException(
          409, id + " " + nuspec.version() + " already exists: " + e.getMessage());
    }
  }
}
