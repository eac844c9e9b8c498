package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.upstream.ClientPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Files of a project, and what stands beside them, held here or further up. */
final class ServedFile {
  private static final String BYTES = "application/octet-stream";
  private static final String TEXT = "text/plain; charset=utf-8";

  private ServedFile() {}

  /** A distribution. */
  static ProtocolResponse answer(RepositoryAccess access, VersionCoordinates version, String file)
      throws IOException {
    return access.client().isPresent()
        ? WholeList.asset(BYTES, access.client().get().asset(version, file))
        : ProtocolResponse.asset(BYTES, access.repository().asset(version, file));
  }

  /** A document of a distribution that may itself be read; empty if there is none. */
  static Optional<ProtocolResponse> document(
      RepositoryAccess access, VersionCoordinates version, String file, String name)
      throws IOException {
    Repository repository = access.repository();
    try {
      repository.asset(version, file);
      return repository.document(version, name).map(found -> ProtocolResponse.asset(TEXT, found));
    } catch (ArtifactException e) {
      if (access.client().isEmpty()) {
        throw e;
      }
    }
    ClientPackage seen = access.client().get().open(version.of());
    if (seen.digests(version.version(), file).isEmpty()) {
      return Optional.empty();
    }
    Optional<InputStream> found = seen.document(version.version(), name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      return Optional.of(WholeList.document(TEXT, in.readAllBytes()));
    }
  }
}
