package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.upstream.ClientAsset;
import dev.penstock.artifact.upstream.ClientPackage;
import dev.penstock.artifact.upstream.ClientRepository;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers to what is only read. */
record NpmReading(ProtocolRequest request, RepositoryAccess access, ManifestCache manifests) {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final String BYTES = "application/octet-stream";

  /** A tarball on its way from elsewhere, to whoever reads it here first. */
  private record Fetched(ClientAsset tarball) implements ProtocolResponse.Body {
    @Override
    public OptionalLong length() {
      return tarball.size();
    }

    @Override
    public InputStream open() throws IOException {
      return tarball.open();
    }
  }

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
      NpmView view = view(readable(tags.name()));
      return NpmJson.answer(200, Packuments.of(view, request.base()).tags())
          .with("Cache-Control", "no-cache");
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
      return NpmJson.answer(200, new NpmSearch(access, request.base(), manifests).answer(request));
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

  /** Who is about to change a package sees what is held here, everybody else what is reachable. */
  private NpmView view(NpmName name) throws IOException {
    Optional<ClientRepository> client = access.client();
    if (client.isEmpty() || request.query("write").isPresent()) {
      return NpmView.of(NpmPackage.require(repository(), name), repository(), manifests);
    }
    ClientPackage found = client.get().open(name.coordinates());
    if (found.versions().versions().isEmpty()) {
      throw NpmPackage.missing(name.toString());
    }
    NpmView view = NpmView.of(name, found);
    if (view.versions().isEmpty()) {
      throw new ProtocolException(503, name + " is elsewhere, and cannot be asked for now");
    }
    return view;
  }

  private ProtocolResponse packument(NpmName name) throws IOException {
    Packuments packuments = Packuments.of(view(name), request.base());
    boolean isAbbreviated =
        request.query("write").isEmpty() && Accepted.of(request).prefersAbbreviated();
    byte[] document = NpmJson.bytes(isAbbreviated ? packuments.abbreviated() : packuments.full());
    ProtocolResponse answer =
        ProtocolResponse.of(200, isAbbreviated ? ABBREVIATED : "application/json", document)
            .with("Vary", "Accept")
            .with("Cache-Control", "no-cache");
    return packuments.of().isStale()
        ? answer.with("Warning", "110 - \"a registry elsewhere cannot be asked now\"")
        : answer;
  }

  private ProtocolResponse manifest(NpmName name, String versionOrTag) throws IOException {
    NpmView view = view(name);
    NpmVersion version =
        view.version(versionOrTag)
            .or(() -> view.tagged(versionOrTag))
            .orElseThrow(() -> NpmPackage.missing(name + "@" + versionOrTag));
    return new Manifests(view, request.base())
        .full(version)
        .map(manifest -> NpmJson.answer(200, manifest).with("Cache-Control", "no-cache"))
        .orElseThrow(() -> NpmPackage.missing(name + "@" + versionOrTag));
  }

  private ProtocolResponse tarball(NpmName name, String version) throws IOException {
    VersionCoordinates wanted;
    try {
      wanted = name.coordinates().version(version);
    } catch (InvalidDefinitionException noVersion) {
      throw NpmPackage.missing(name.tarball(version));
    }
    Optional<ClientRepository> client = access.client();
    if (client.isEmpty()) {
      return ProtocolResponse.asset(BYTES, repository().asset(wanted, Manifests.TARBALL));
    }
    ClientAsset tarball = client.get().asset(wanted, Manifests.TARBALL);
    return tarball
        .held()
        .map(held -> ProtocolResponse.asset(BYTES, held))
        .orElseGet(() -> ProtocolResponse.of(200, BYTES, new Fetched(tarball)));
  }

  private ProtocolResponse attestations(NpmName name, String version) throws IOException {
    NpmView view = view(name);
    if (view.version(version).isEmpty()) {
      throw NpmPackage.missing(name + "@" + version);
    }
    return Provenance.find(view, version)
        .map(bundle -> NpmJson.answer(200, bundle))
        .orElseThrow(
            () -> new ProtocolException(404, name + "@" + version + " has no attestations"));
  }
}
