package dev.penstock.artifact.upstream;

import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChangeResult;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.upstream.Routes.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Copies versions that the source repository can reach, as a client of it would: what it does not
 * hold comes to it first, and then all of the order is copied in one step, or none.
 */
final class UpstreamCopy {
  private final Upstreams upstreams;
  private final Repository source;

  UpstreamCopy(Upstreams upstreams, Repository source) {
    this.upstreams = upstreams;
    this.source = source;
  }

  VersionChangeResult to(Repository destination, CopyRequest request) throws IOException {
    for (String version : new TreeSet<>(request.revisions().keySet())) {
      VersionCoordinates coordinates = request.of().version(version);
      if (source.intake().find(coordinates).isEmpty()) {
        bring(coordinates);
      }
    }
    return destination.copyFrom(source, request);
  }

  private void bring(VersionCoordinates version) throws IOException {
    for (Stop stop : upstreams.route(source, version.of()).stops()) {
      Optional<HeldVersion> held = stop.repository().intake().find(version);
      if (held.isPresent() && stop.connection() == null) {
        if (held.get().description().status().isReadable()) {
          var unused = source.intake().retain(stop.repository(), version);
        }
        return;
      }
      if (stop.connection() != null && !ExternalConnection.isSnapshot(version)) {
        Optional<SourceVersion> manifest =
            upstreams.manifest(stop.repository(), stop.connection(), version);
        if (manifest.isPresent()) {
          fetch(version, manifest.get());
          return;
        }
      }
    }
  }

  private void fetch(VersionCoordinates version, SourceVersion manifest) throws IOException {
    ClientRepository client = new ClientRepository(source, upstreams);
    for (SourceAsset asset : manifest.assets()) {
      try (InputStream in = client.asset(version, asset.name()).open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
