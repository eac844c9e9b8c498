package dev.penstock.artifact.format.nuget;

import dev.penstock.archive.ArchiveException;
import dev.penstock.archive.ExtractionLimits;
import dev.penstock.archive.ZipEntries;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.PublishResult;
import dev.penstock.artifact.StagedAsset;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.format.multipart.MultipartPart;
import dev.penstock.artifact.format.multipart.MultipartReader;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Locale;

/**
 * One push (W-104, W-106). Which package it is, only its own nuspec tells; so its bytes are stored
 * first, and published once that is read and its sender may publish it.
 */
final class Push {
  private static final int MOST_PARTS = 16;
  private static final int MOST_NUSPEC_BYTES = 1 << 20;
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_LICENSE = 1_024;
  private static final ExtractionLimits LIMITS = new ExtractionLimits(64L << 30, 200_000, 1_100);

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
    byte[] nuspec = nuspec(staged);
    return publish(NuspecReader.read(nuspec), nuspec, staged);
  }

  private static byte[] nuspec(StagedAsset staged) throws IOException {
    try (SeekableByteChannel archive = staged.openVerified()) {
      ZipEntries entries = ZipEntries.read(archive, LIMITS);
      List<String> found =
          entries.files().stream()
              .filter(name -> name.indexOf('/') < 0)
              .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".nuspec"))
              .toList();
      if (found.size() != 1) {
        throw new ProtocolException(
            400,
            "no valid package: it has "
                + found.size()
                + " files *.nuspec at its root; allowed: exactly one");
      }
      return entries.bytes(found.get(0), MOST_NUSPEC_BYTES);
    } catch (ArchiveException e) {
      throw new ProtocolException(400, "no valid package: " + e.getMessage());
    }
  }

  private ProtocolResponse publish(Nuspec nuspec, byte[] bytes, StagedAsset staged)
      throws IOException {
    PackageId id = nuspec.id();
    access.require(RepositoryRight.PUBLISH, id.coordinates());
    VersionCoordinates version = id.coordinates().version(nuspec.version().lower());
    PublishRequest publish =
        PublishRequest.of(version, FlatContainer.asset(id, nuspec.version()))
            .document(FlatContainer.nuspec(id), bytes)
            .document(CatalogEntry.DOCUMENT, CatalogEntry.write(nuspec))
            .metadata(about(nuspec));
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

  private static VersionMetadata about(Nuspec nuspec) {
    String summary = nuspec.text("summary");
    String license =
        nuspec.isLicenseExpression() ? nuspec.text("license") : nuspec.text("licenseUrl");
    return VersionMetadata.EMPTY
        .withDisplayName(nuspec.id().written())
        .withSummary(cut(summary.isEmpty() ? nuspec.text("description") : summary, LONGEST_SUMMARY))
        .withHomePage(cut(nuspec.text("projectUrl"), LONGEST_ADDRESS))
        .withSourceCodeRepository(cut(nuspec.repository(), LONGEST_ADDRESS))
        .withLicenses(
            license.isEmpty()
                ? List.of()
                : List.of(
                    nuspec.isLicenseExpression()
                        ? new License(cut(license, LONGEST_LICENSE), "")
                        : new License("", cut(license, LONGEST_ADDRESS))))
        .withDependencies(
            nuspec.groups().stream()
                .flatMap(group -> group.dependencies().stream())
                .map(
                    needed ->
                        new Dependency(
                            "", "", needed.id().toLowerCase(Locale.ROOT), needed.range()))
                .distinct()
                .toList());
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
