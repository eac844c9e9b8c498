package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers to what is only read. */
record NpmReading(ProtocolRequest request, RepositoryAccess access) {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";

  private Repository repository() {
    return access.repository();
  }

  ProtocolResponse get(NpmResource resource) throws IOException {
    if (resource instanceof NpmResource.Whole whole) {
      return packument(readable(whole.name()));
    }
    if (resource instanceof NpmResource.Tarball tarball) {
      return tarball(readable(tarball.name()), tarball.version());
    }
    if (resource instanceof NpmResource.One one) {
      return manifest(readable(one.name()), one.versionOrTag());
    }
    if (resource instanceof NpmResource.Tags tags) {
      NpmPackage found = NpmPackage.require(repository(), readable(tags.name()));
      return NpmJson.answer(200, packuments(found).tags()).with("Cache-Control", "no-cache");
    }
    if (resource instanceof NpmResource.Attestations wanted) {
      return attestations(readable(wanted.name()), wanted.version());
    }
    return service(resource);
  }

  private ProtocolResponse service(NpmResource resource) throws IOException {
    if (resource instanceof NpmResource.Ping) {
      return NpmJson.answer(200, NpmJson.object());
    }
    if (resource instanceof NpmResource.Whoami) {
      return Logins.whoami(request.principal());
    }
    if (resource instanceof NpmResource.Search) {
      access.require(RepositoryRight.LIST, null);
      return NpmJson.answer(200, new NpmSearch(access, request.base()).answer(request));
    }
    if (resource instanceof NpmResource.Root) {
      access.require(RepositoryRight.READ, null);
      return NpmJson.answer(200, NpmJson.object());
    }
    throw NpmProtocol.unknown(access);
  }

  private NpmName readable(NpmName name) {
    access.require(RepositoryRight.READ, name.coordinates());
    return name;
  }

  private Packuments packuments(NpmPackage found) {
    return new Packuments(found, new Manifests(repository(), found.name(), request.base()));
  }

  private ProtocolResponse packument(NpmName name) throws IOException {
    Packuments packuments = packuments(NpmPackage.require(repository(), name));
    boolean isAbbreviated =
        request.query("write").isEmpty() && Accepted.of(request).prefersAbbreviated();
    byte[] document = NpmJson.bytes(isAbbreviated ? packuments.abbreviated() : packuments.full());
    return ProtocolResponse.of(200, isAbbreviated ? ABBREVIATED : "application/json", document)
        .with("Vary", "Accept")
        .with("Cache-Control", "no-cache");
  }

  private ProtocolResponse manifest(NpmName name, String versionOrTag) throws IOException {
    NpmPackage found = NpmPackage.require(repository(), name);
    @Nullable String tagged = found.tags().get(versionOrTag);
    VersionDescription version =
        found
            .version(versionOrTag)
            .or(() -> tagged == null ? Optional.empty() : found.version(tagged))
            .orElseThrow(() -> NpmPackage.missing(name + "@" + versionOrTag));
    Manifests manifests = new Manifests(repository(), name, request.base());
    return NpmJson.answer(200, manifests.full(version)).with("Cache-Control", "no-cache");
  }

  private ProtocolResponse tarball(NpmName name, String version) throws IOException {
    AssetContent tarball;
    try {
      tarball = repository().asset(name.coordinates().version(version), Manifests.TARBALL);
    } catch (InvalidDefinitionException noVersion) {
      throw NpmPackage.missing(name.tarball(version));
    }
    return ProtocolResponse.asset("application/octet-stream", tarball);
  }

  private ProtocolResponse attestations(NpmName name, String version) throws IOException {
    NpmPackage found = NpmPackage.require(repository(), name);
    if (found.version(version).isEmpty()) {
      throw NpmPackage.missing(name + "@" + version);
    }
    return Provenance.find(repository(), found.coordinates(version))
        .map(bundle -> NpmJson.answer(200, bundle))
        .orElseThrow(
            () -> new ProtocolException(404, name + "@" + version + " has no attestations"));
  }
}
