package dev.penstock.artifact.format.npm;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Page;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package as it is at one moment: its versions and tags.
 *
 * @param all every version, whatever its status, in the order of their texts
 * @param stored the tags that were set, also those of versions that clients do not see
 */
record NpmPackage(NpmName name, List<VersionDescription> all, SortedMap<String, String> stored) {
  static final String LATEST = "latest";
  private static final int CHUNK = 1_000;
  private static final int REVISION_DIGITS = 32;

  /** Reads a package; empty if there is none. */
  static Optional<NpmPackage> find(Repository repository, NpmName name) throws IOException {
    try {
      List<VersionDescription> all = new ArrayList<>();
      Optional<PageRequest> next = Optional.of(PageRequest.first(CHUNK));
      while (next.isPresent()) {
        Page<VersionDescription> page =
            repository.versions(name.coordinates(), VersionQuery.ALL, next.get());
        all.addAll(page.items());
        next = page.next();
      }
      return Optional.of(new NpmPackage(name, all, repository.tags(name.coordinates())));
    } catch (ArtifactException e) {
      if (e.kind() == ArtifactException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads a package that has a version that clients see. */
  static NpmPackage require(Repository repository, NpmName name) throws IOException {
    return find(repository, name)
        .filter(found -> !found.visible().isEmpty())
        .orElseThrow(() -> missing(name.toString()));
  }

  static ProtocolException missing(String what) {
    return new ProtocolException(404, what + " is not in this registry");
  }

  /** The versions that clients see, the least first (W-059). */
  List<VersionDescription> visible() {
    Map<String, VersionDescription> published = new HashMap<>();
    List<Version> versions = new ArrayList<>();
    List<VersionDescription> odd = new ArrayList<>();
    for (VersionDescription version : all) {
      if (version.status() == VersionStatus.PUBLISHED) {
        String text = version.coordinates().version();
        published.put(text, version);
        VersionScheme.NPM_LOOSE
            .tryParse(text)
            .ifPresentOrElse(versions::add, () -> odd.add(version));
      }
    }
    List<VersionDescription> sorted = new ArrayList<>(odd);
    VersionScheme.NPM_LOOSE
        .sorted(versions)
        .forEach(version -> sorted.add(published.get(version.toString())));
    return sorted;
  }

  /**
   * The tags of the versions that clients see. There always is a {@code latest}: the one that was
   * set, else the greatest release, else the greatest version.
   */
  SortedMap<String, String> tags() {
    List<VersionDescription> visible = visible();
    SortedMap<String, String> tags = new TreeMap<>(stored);
    tags.values()
        .retainAll(visible.stream().map(version -> version.coordinates().version()).toList());
    if (!visible.isEmpty() && !tags.containsKey(LATEST)) {
      tags.put(LATEST, greatest(visible).coordinates().version());
    }
    return Collections.unmodifiableSortedMap(tags);
  }

  private static VersionDescription greatest(List<VersionDescription> sorted) {
    for (int i = sorted.size() - 1; i >= 0; i--) {
      boolean isRelease =
          VersionScheme.NPM_LOOSE
              .tryParse(sorted.get(i).coordinates().version())
              .filter(version -> !version.isPrerelease())
              .isPresent();
      if (isRelease) {
        return sorted.get(i);
      }
    }
    return sorted.get(sorted.size() - 1);
  }

  /** A version that clients see. */
  Optional<VersionDescription> version(String version) {
    return all.stream()
        .filter(one -> one.status() == VersionStatus.PUBLISHED)
        .filter(one -> one.coordinates().version().equals(version))
        .findAny();
  }

  VersionCoordinates coordinates(String version) {
    return name.coordinates().version(version);
  }

  /** Identifies all that can change: another one for any other state (W-073). */
  String revision() {
    Hasher hasher = Hashing.sha256().newHasher();
    for (VersionDescription version : all) {
      add(hasher, version.coordinates().version());
      add(hasher, version.status().toString());
      add(hasher, version.revision());
      version.marks().forEach((mark, value) -> add(hasher, mark + "\n" + value));
    }
    hasher.putInt(all.size());
    stored.forEach((tag, version) -> add(hasher, tag + "\n" + version));
    return all.size() + "-" + hasher.hash().toString().substring(0, REVISION_DIGITS);
  }

  private static void add(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }

  /** Refuses a change that was made from an older packument. */
  void requireRevision(@Nullable String wanted) {
    if (!revision().equals(wanted)) {
      throw new ProtocolException(
          409, name + " was changed meanwhile: _rev is not the current one; read it again");
    }
  }
}
