package dev.penstock.artifact.upstream;

import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChangeResult;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionVerdict.Decision;
import dev.penstock.artifact.upstream.Routes.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies versions that the source repository can reach, as a client of it would: what it does not
 * hold comes to it first, also what it lacks of a version from outside, and then all of the order
 * is copied in one step, or none.
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
      // What a revision or a review stands for is copied as it is: more assets would change it.
      if (request.revisions().getOrDefault(version, "").isEmpty()
          && source.quarantine().review(coordinates).isEmpty()) {
        complete(coordinates);
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
          fetch(version, manifest.get(), Set.of());
          return;
        }
      }
    }
  }

  /** A version from outside may be held in part; the rest is where it came from. */
  private void complete(VersionCoordinates version) throws IOException {
    @Nullable HeldVersion held = source.intake().find(version).orElse(null);
    if (held == null
        || !held.description().status().isReadable()
        || source.quarantine().verdict(version).decision() == Decision.BLOCK) {
      return; // what is not to be copied is told by the copy
    }
    for (Stop stop : upstreams.route(source, version.of()).stops()) {
      ExternalConnection connection = stop.connection();
      if (connection != null
          && held.description()
              .origin()
              .equals(new Origin(Origin.Type.EXTERNAL, connection.name()))) {
        Optional<SourceVersion> manifest =
            upstreams.manifest(stop.repository(), connection, version);
        if (manifest.isPresent()) {
          fetch(version, manifest.get(), held.assets().keySet());
          return;
        }
      }
    }
  }

  private void fetch(VersionCoordinates version, SourceVersion manifest, Set<String> held)
      throws IOException {
    ClientRepository client = new ClientRepository(source, upstreams);
    for (SourceAsset asset : manifest.assets()) {
      if (held.contains(asset.name())) {
        continue;
      }
      try (InputStream in = client.asset(version, asset.name()).open()) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
