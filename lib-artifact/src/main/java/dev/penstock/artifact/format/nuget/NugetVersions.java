package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.artifact.upstream.ClientPackage;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The versions of a package that clients may read, in NuGet's order. */
final class NugetVersions {

  /** The mark of versions that only clients see that know SemVer 2.0.0. */
  static final String SEMVER2 = "semver2";

  /** The mark of versions that another server does not list. */
  static final String UNLISTED = "unlisted";

  /** The mark of versions that are deprecated, and why. */
  static final String DEPRECATED = "deprecated";

  private static final Comparator<Known> ORDER = Comparator.comparing(Known::version);

  private NugetVersions() {}

  /** Reads a document of a version. */
  @FunctionalInterface
  interface Documents {
    Optional<InputStream> open(String document) throws IOException;
  }

  /**
   * One version.
   *
   * @param version the version, as stored
   * @param isListed whether searches find it
   * @param published when it was published, if that is known
   * @param marks what else is said about it
   * @param documents where the rest is
   */
  record Known(
      Version version,
      boolean isListed,
      Optional<Instant> published,
      Map<String, String> marks,
      Documents documents) {

    boolean isSemVer2() {
      return marks.containsKey(SEMVER2);
    }

    /** The same with more marks. */
    Known with(Map<String, String> more) {
      Map<String, String> all = new TreeMap<>(marks);
      all.putAll(more);
      return new Known(version, isListed && !all.containsKey(UNLISTED), published, all, documents);
    }

    String text() {
      return version.toString();
    }

    /** What registrations and searches say of it. */
    ObjectNode entry(PackageId id) throws IOException {
      Optional<InputStream> found = documents.open(CatalogEntry.DOCUMENT);
      if (found.isPresent()) {
        try (InputStream in = found.get()) {
          return CatalogEntry.read(in);
        }
      }
      ObjectNode entry = CatalogEntry.JSON.createObjectNode();
      return entry.put("id", id.lower()).put("version", text());
    }
  }

  /** Those of a repository itself, the least first; none if there is no such package. */
  static List<Known> in(Repository repository, PackageCoordinates coordinates) throws IOException {
    List<Known> known = new ArrayList<>();
    for (VersionDescription version : WholeList.versions(repository, coordinates)) {
      VersionCoordinates which = version.coordinates();
      Optional<Version> parsed = VersionScheme.NUGET.tryParse(which.version());
      if (version.status().isReadable() && parsed.isPresent()) {
        Known held =
            new Known(
                parsed.get(),
                version.status() == VersionStatus.PUBLISHED,
                version.publishedTime(),
                version.marks(),
                name -> {
                  Optional<AssetContent> found = repository.document(which, name);
                  return found.isEmpty() ? Optional.empty() : Optional.of(found.get().open());
                });
        known.add(version.origin().type() == Origin.Type.EXTERNAL ? marked(held, which) : held);
      }
    }
    known.sort(ORDER);
    return known;
  }

  /** What came from another server has no marks of its own yet. */
  private static Known marked(Known held, VersionCoordinates version) throws IOException {
    return CatalogEntry.isSemVer2(held.entry(new PackageId(version.of().name())))
        ? held.with(Map.of(SEMVER2, ""))
        : held;
  }

  /** Those of a repository and of what it can reach, the least first. */
  static List<Known> of(RepositoryAccess access, PackageCoordinates coordinates)
      throws IOException {
    List<Known> held = in(access.repository(), coordinates);
    if (access.client().isEmpty()) {
      return held;
    }
    ClientPackage seen = access.client().get().open(coordinates);
    Map<String, ClientVersion> further = new TreeMap<>(seen.versions().versions());
    List<Known> known = new ArrayList<>();
    for (Known version : held) {
      @Nullable ClientVersion same = further.remove(version.text());
      known.add(same == null ? version : version.with(same.marks()));
    }
    for (ClientVersion version : further.values()) {
      VersionScheme.NUGET
          .tryParse(version.version())
          .map(
              parsed ->
                  new Known(
                          parsed,
                          true,
                          version.publishedTime(),
                          Map.of(),
                          name -> seen.document(version.version(), name))
                      .with(version.marks()))
          .ifPresent(known::add);
    }
    known.sort(ORDER);
    return known;
  }
}
