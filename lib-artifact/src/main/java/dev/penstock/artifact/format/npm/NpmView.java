package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.upstream.ClientPackage;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package as clients see it: the versions that they may choose from, the tags of these, and where
 * what else is known about them is read.
 */
final class NpmView {
  static final String LATEST = "latest";

  /** Where the documents of versions are. */
  @FunctionalInterface
  interface Documents {

    /** A document of a version; to be closed; empty if the version has none of that name. */
    Optional<InputStream> open(String version, String document) throws IOException;
  }

  /** What is known of the bytes of tarballs. */
  @FunctionalInterface
  interface Tarballs {

    /** The digests by algorithm, such as {@code SHA-1}; empty if they cannot be told now. */
    Map<String, String> digests(String version) throws IOException;
  }

  private final NpmName name;
  private final String revision;
  private final SortedMap<String, String> tags;
  private final Documents documents;
  private final Tarballs tarballs;
  private final boolean isStale;
  private final Map<String, NpmVersion> byNumber = new HashMap<>();
  private final List<NpmVersion> versions;

  private NpmView(
      NpmName name,
      String revision,
      Collection<NpmVersion> seen,
      Map<String, String> stored,
      Documents documents,
      Tarballs tarballs,
      boolean isStale) {
    this.isStale = isStale;
    this.name = name;
    this.revision = revision;
    this.documents = documents;
    this.tarballs = tarballs;
    seen.forEach(version -> byNumber.put(version.number(), version));
    this.versions = sorted();
    this.tags = tags(stored);
  }

  /** A package as one repository holds it. */
  static NpmView of(NpmPackage found, Repository repository, ManifestCache manifests) {
    Map<String, VersionDescription> visible = new HashMap<>();
    found.visible().forEach(version -> visible.put(version.coordinates().version(), version));
    return new NpmView(
        found.name(),
        found.revision(),
        visible.values().stream().map((VersionDescription one) -> NpmVersion.of(one)).toList(),
        found.stored(),
        (version, document) -> {
          @Nullable VersionDescription known = visible.get(version);
          if (known != null && document.equals(Manifests.MANIFEST)) {
            return manifests.find(repository, known).flatMap(ManifestCache.Known::manifest);
          }
          var content = repository.document(found.coordinates(version), document);
          return content.isEmpty() ? Optional.empty() : Optional.of(content.get().open());
        },
        version -> {
          @Nullable VersionDescription known = visible.get(version);
          return known == null
              ? Map.of()
              : manifests
                  .find(repository, known)
                  .map(ManifestCache.Known::digests)
                  .orElse(Map.of());
        },
        false);
  }

  /** A package with all that is reachable; what a source cannot tell now is left out. */
  static NpmView of(NpmName name, ClientPackage found) throws IOException {
    List<NpmVersion> seen = new ArrayList<>();
    Map<String, Map<String, String>> digests = new HashMap<>();
    for (ClientVersion version : found.versions().versions().values()) {
      Map<String, String> known = digests(found, version.version());
      if (!known.isEmpty()) {
        digests.put(version.version(), known);
        seen.add(NpmVersion.of(version.version(), version.publishedTime(), version.marks()));
      }
    }
    return new NpmView(
        name,
        "0-" + name,
        seen,
        found.versions().tags(),
        found::document,
        version -> digests.getOrDefault(version, Map.of()),
        !found.versions().warnings().isEmpty());
  }

  private static Map<String, String> digests(ClientPackage found, String version)
      throws IOException {
    try {
      return found.digests(version, Manifests.TARBALL);
    } catch (UpstreamUnavailableException e) {
      return Map.of();
    }
  }

  private List<NpmVersion> sorted() {
    List<NpmVersion> sorted = new ArrayList<>();
    List<Version> parsed = new ArrayList<>();
    for (NpmVersion version : new TreeMap<>(byNumber).values()) {
      VersionScheme.NPM_LOOSE
          .tryParse(version.number())
          .ifPresentOrElse(parsed::add, () -> sorted.add(version));
    }
    for (Version version : VersionScheme.NPM_LOOSE.sorted(parsed)) {
      NpmVersion seen = byNumber.get(version.toString());
      if (seen != null) {
        sorted.add(seen);
      }
    }
    return Collections.unmodifiableList(sorted);
  }

  private SortedMap<String, String> tags(Map<String, String> stored) {
    SortedMap<String, String> seen = new TreeMap<>(stored);
    seen.values().retainAll(byNumber.keySet());
    if (!versions.isEmpty() && !seen.containsKey(LATEST)) {
      seen.put(LATEST, greatest().number());
    }
    return Collections.unmodifiableSortedMap(seen);
  }

  /** The greatest release, or the greatest version if none is a release. */
  private NpmVersion greatest() {
    for (int i = versions.size() - 1; i >= 0; i--) {
      boolean isRelease =
          VersionScheme.NPM_LOOSE
              .tryParse(versions.get(i).number())
              .filter(version -> !version.isPrerelease())
              .isPresent();
      if (isRelease) {
        return versions.get(i);
      }
    }
    return versions.get(versions.size() - 1);
  }

  NpmName name() {
    return name;
  }

  /** Identifies the state of the package in its own repository (W-073). */
  String revision() {
    return revision;
  }

  /** Whether something may be out of date, because a registry elsewhere cannot be asked. */
  boolean isStale() {
    return isStale;
  }

  /** The versions, the least first. */
  List<NpmVersion> versions() {
    return versions;
  }

  /** The tags; there is a {@code latest} if there is a version (W-059). */
  SortedMap<String, String> tags() {
    return tags;
  }

  Optional<NpmVersion> version(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Optional<NpmVersion> tagged(String tag) {
    return Optional.ofNullable(tags.get(tag)).flatMap(this::version);
  }

  Documents documents() {
    return documents;
  }

  Tarballs tarballs() {
    return tarballs;
  }
}
