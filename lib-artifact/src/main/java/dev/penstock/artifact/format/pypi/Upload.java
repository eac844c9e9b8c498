package dev.penstock.artifact.format.pypi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.StagedAsset;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.format.multipart.MultipartPart;
import dev.penstock.artifact.format.multipart.MultipartReader;
import dev.penstock.artifact.version.VersionScheme;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One upload (W-089 to W-096). Fields may stand before and behind the file; the whole form is read
 * and checked before the store keeps the file's bytes, and nothing is published before that.
 */
final class Upload {
  private static final int MOST_PARTS = 4_000;
  private static final String CONTENT = "content";

  private final ProtocolRequest request;
  private final RepositoryAccess access;
  private final InstantSource clock;
  private final UploadForm form = new UploadForm();

  Upload(ProtocolRequest request, RepositoryAccess access, InstantSource clock) {
    this.request = request;
    this.access = access;
    this.clock = clock;
  }

  ProtocolResponse run() throws IOException {
    if (request.principal().type() == Principal.Type.ANONYMOUS) {
      access.require(RepositoryRight.PUBLISH, null);
    }
    MultipartReader parts =
        MultipartReader.of(request.header("Content-Type").orElse(""), request.body(), MOST_PARTS);
    for (MultipartPart part = parts.next(); part != null; part = parts.next()) {
      if (part.name().equals(CONTENT)) {
        return file(part, parts);
      }
      form.take(part);
    }
    access.require(RepositoryRight.PUBLISH, null);
    throw new ProtocolException(400, "no field \"content\"; allowed: one, with the file");
  }

  private ProtocolResponse file(MultipartPart part, MultipartReader parts) throws IOException {
    Optional<FileName> parsed = FileName.parse(part.fileName());
    access.require(
        RepositoryRight.PUBLISH,
        parsed.map(file -> PypiProtocol.coordinates(file.project())).orElse(null));
    FileName file =
        parsed.orElseThrow(
            () ->
                new ProtocolException(
                    400,
                    "file name \""
                        + UploadForm.shown(part.fileName())
                        + "\"; allowed: "
                        + FileName.ALLOWED));
    form.checkNames(file);
    Blake2b blake2 = new Blake2b();
    StagedAsset staged =
        access
            .repository()
            .stage(
                out -> {
                  copy(part, out, blake2);
                  readRest(parts);
                  form.check(file);
                },
                content -> form.checkDigests(content, blake2.hex()));
    return publish(file, staged);
  }

  private static void copy(MultipartPart part, OutputStream out, Blake2b blake2)
      throws IOException {
    byte[] buffer = new byte[64 << 10];
    for (int count = part.content().read(buffer); count >= 0; count = part.content().read(buffer)) {
      blake2.update(buffer, 0, count);
      out.write(buffer, 0, count);
    }
  }

  private void readRest(MultipartReader parts) throws IOException {
    for (MultipartPart part = parts.next(); part != null; part = parts.next()) {
      if (part.name().equals(CONTENT)) {
        throw new ProtocolException(400, "a second field \"content\"; allowed: one file");
      }
      form.take(part);
    }
  }

  private ProtocolResponse publish(FileName file, StagedAsset staged) throws IOException {
    Repository repository = access.repository();
    VersionCoordinates version = release(file);
    Optional<Asset> known =
        WholeList.assets(repository, version).stream()
            .filter(asset -> asset.name().equals(file.text()))
            .findFirst();
    if (known.isPresent()
        && known.get().checksums().equals(staged.content().checksums())
        && repository.describe(version).status().isReadable()) {
      return ProtocolResponse.text(200, "the same file was there already\n");
    }
    try {
      repository.publish(publishRequest(file, version, staged), staged);
    } catch (ArtifactException e) {
      if (e.kind() != ArtifactException.Kind.CONFLICT) {
        throw e;
      }
      throw new ProtocolException(
          409, "file " + file.text() + " already exists: " + e.getMessage());
    }
    return ProtocolResponse.text(200, "uploaded\n");
  }

  /** The release that a file belongs to: the one that is there, however spelled, or a new one. */
  private VersionCoordinates release(FileName file) throws IOException {
    PackageCoordinates project = PypiProtocol.coordinates(file.project());
    VersionCoordinates exact = project.version(file.version().normalized());
    List<VersionCoordinates> same =
        WholeList.versions(access.repository(), project).stream()
            .map(VersionDescription::coordinates)
            .filter(
                known ->
                    VersionScheme.PYPI
                        .tryParse(known.version())
                        .filter(file.version()::equals)
                        .isPresent())
            .toList();
    return same.isEmpty() || same.contains(exact) ? exact : same.get(0);
  }

  private PublishRequest publishRequest(
      FileName file, VersionCoordinates version, StagedAsset staged) throws IOException {
    String name = file.text();
    PublishRequest publish = PublishRequest.of(version, name).metadata(About.of(form));
    String requiresPython = form.first("requires_python");
    String metadataSha256 = "";
    if (file.kind() == FileName.Kind.WHEEL) {
      CoreMetadata metadata;
      try (SeekableByteChannel wheel = staged.openVerified()) {
        metadata = CoreMetadata.of(file, wheel);
      }
      requiresPython = metadata.first("requires-python");
      metadataSha256 = metadata.sha256();
      publish = publish.document(FileFacts.metadata(name), metadata.bytes());
    }
    String signature = form.first(UploadForm.SIGNATURE);
    if (!signature.isEmpty()) {
      publish = publish.document(FileFacts.signature(name), signature.getBytes(UTF_8));
    }
    String attestations = form.first(UploadForm.ATTESTATIONS);
    if (!attestations.isEmpty()) {
      publish = publish.document(FileFacts.attestations(name), attestations.getBytes(UTF_8));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    FileFacts facts =
        new FileFacts(now.toString(), requiresPython, metadataSha256, !signature.isEmpty());
    return publish.document(FileFacts.document(name), facts.write());
  }
}
