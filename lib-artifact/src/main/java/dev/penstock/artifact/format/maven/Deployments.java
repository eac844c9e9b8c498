package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Takes PUT: files, which are stored, and checksums, which are compared and forgotten. */
final class Deployments {
  private static final int LONGEST_CHECKSUM = 4_096;

  /** The checksums, by file, that did not fit in an unfinished version, separated by slashes. */
  private static final String MISMATCH = "checksum-mismatch";

  private final RepositoryAccess access;
  private final Repository repository;
  private final StoredVersions versions;

  Deployments(RepositoryAccess access) {
    this.access = access;
    this.repository = access.repository();
    this.versions = new StoredVersions(repository);
  }

  ProtocolResponse answer(LayoutPath path, ProtocolRequest request) throws IOException {
    if (path.target() instanceof LayoutPath.Metadata metadata) {
      return path.checksum() == null
          ? new DeployedMetadata(access, versions).take(metadata, request.body())
          : checksumOfMetadata(path.checksum(), request);
    }
    MavenFile file = (MavenFile) path.target();
    access.require(RepositoryRight.PUBLISH, file.of());
    return path.checksum() == null
        ? store(file, request.body())
        : compare(file, path.checksum(), readChecksum(path.checksum(), request.body()));
  }

  /**
   * Uploaded metadata is not kept, so its checksums have nothing to fit to. Nothing is read and
   * nothing changes; that somebody must be known is all that is asked.
   */
  private ProtocolResponse checksumOfMetadata(ChecksumKind kind, ProtocolRequest request)
      throws IOException {
    if (request.principal().type() == Principal.Type.ANONYMOUS) {
      access.require(RepositoryRight.METADATA, null);
    }
    readChecksum(kind, request.body());
    return ProtocolResponse.empty(200);
  }

  /** A release stays as it is once published; until then a new attempt may bring other bytes. */
  private ProtocolResponse store(MavenFile file, InputStream body) throws IOException {
    if (file.isOfNewestBuild()) {
      throw new ProtocolException(
          400,
          file.name()
              + " names no build; allowed: a snapshot's files with time and number, such as "
              + file.of().name()
              + "-"
              + file.version().replace(BuildVersion.SNAPSHOT, "20240131.120000-1.")
              + file.extension());
    }
    PublishRequest request =
        PublishRequest.of(file.coordinates(), file.name()).unfinished().replacing();
    PublishResult result = publish(file, request, body);
    clearMismatches(result.version(), file.name(), ChecksumKind.values());
    Optional<BuildVersion> build = BuildVersion.parse(file.version());
    if (build.isPresent() && result.isChanged() && result.version().status().isReadable()) {
      repointed(repository, versions, file.of(), build.get());
    }
    return ProtocolResponse.empty(result.isChanged() ? 201 : 200);
  }

  /** A POM also tells what the version says about itself. */
  private PublishResult publish(MavenFile file, PublishRequest request, InputStream body)
      throws IOException {
    if (!file.extension().equals("pom") || !file.classifier().isEmpty()) {
      return repository.publish(request, body);
    }
    byte[] start = body.readNBytes(Pom.LONGEST + 1);
    PublishRequest told = Pom.read(start).map(Pom::metadata).map(request::metadata).orElse(request);
    return repository.publish(
        told,
        out -> {
          out.write(start);
          body.transferTo(out);
        });
  }

  /** Lets the snapshot be its newest build, which a later upload may have overtaken meanwhile. */
  static void repointed(
      Repository repository, StoredVersions versions, PackageCoordinates of, BuildVersion build)
      throws IOException {
    VersionCoordinates moving = of.version(build.base());
    BuildVersion current = build;
    repository.follow(moving, of.version(current.version()));
    while (true) {
      List<BuildVersion> builds = versions.builds(of, build.base());
      if (builds.isEmpty() || builds.get(0).equals(current)) {
        return;
      }
      current = builds.get(0);
      repository.follow(moving, of.version(current.version()));
    }
  }

  private static String readChecksum(ChecksumKind kind, InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST_CHECKSUM + 1);
    if (bytes.length > LONGEST_CHECKSUM) {
      throw new ProtocolException(413, "checksum of more than " + LONGEST_CHECKSUM + " bytes");
    }
    return kind.read(new String(bytes, StandardCharsets.UTF_8))
        .orElseThrow(() -> new ProtocolException(400, "the body is no " + kind + " checksum"));
  }

  private ProtocolResponse compare(MavenFile file, ChecksumKind kind, String wanted)
      throws IOException {
    VersionCoordinates version = file.coordinates();
    Asset asset =
        versions
            .asset(version, file.name())
            .orElseThrow(
                () ->
                    new ProtocolException(
                        404, file.name() + " is not here; allowed: a file, then its checksums"));
    String found = kind.of(asset.checksums());
    if (!found.equalsIgnoreCase(wanted)) {
      mismatch(version, kind.beside(file.name()));
      throw new ProtocolException(
          400, kind + " of " + file.name() + " is " + found + ", not " + wanted);
    }
    Optional<VersionDescription> judged = versions.find(version);
    if (judged.isPresent()) {
      clearMismatches(judged.get(), file.name(), kind);
    }
    return ProtocolResponse.empty(200);
  }

  private void mismatch(VersionCoordinates version, String checksum) throws IOException {
    VersionDescription found = repository.describe(version);
    if (found.status() == VersionStatus.UNFINISHED) {
      SortedSet<String> files = mismatches(found);
      files.add(checksum);
      repository.mark(version, MISMATCH, joined(files));
    }
  }

  /** A file that comes again is judged again, and so is a checksum. */
  private void clearMismatches(VersionDescription version, String file, ChecksumKind... kinds)
      throws IOException {
    SortedSet<String> files = mismatches(version);
    boolean isChanged = false;
    for (ChecksumKind kind : kinds) {
      isChanged |= files.remove(kind.beside(file));
    }
    if (isChanged) {
      repository.mark(version.coordinates(), MISMATCH, files.isEmpty() ? null : joined(files));
    }
  }

  private static String joined(SortedSet<String> files) {
    String text = String.join("/", files);
    return text.length() <= 4_096 ? text : text.substring(0, text.lastIndexOf('/', 4_096));
  }

  static SortedSet<String> mismatches(VersionDescription version) {
    SortedSet<String> files = new TreeSet<>();
    String mark = version.marks().getOrDefault(MISMATCH, "");
    for (String file : mark.isEmpty() ? new String[0] : mark.split("/", -1)) {
      files.add(file);
    }
    return files;
  }
}
