package dev.penstock.artifact.format.npm;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A package as it is at one moment: its versions and tags.
 *
 * @param all every version, whatever its status, in the order of their texts
 * @param listed the versions that clients see (W-059)
 * @param stored the tags that were set, also those of versions that clients do not see
 */
record NpmPackage(
    NpmName name,
    List<VersionDescription> all,
    Set<String> listed,
    SortedMap<String, String> stored) {
  private static final int REVISION_DIGITS = 32;

  /** Reads a package; empty if there is none. */
  static Optional<NpmPackage> find(Repository repository, NpmName name) throws IOException {
    PackageCoordinates coordinates = name.coordinates();
    if (!repository.intake().hasPackage(coordinates)) {
      return Optional.empty();
    }
    List<VersionDescription> all = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    repository
        .intake()
        .visit(
            coordinates,
            (version, isListed) -> {
              all.add(version);
              if (isListed && version.status() == VersionStatus.PUBLISHED) {
                listed.add(version.coordinates().version());
              }
            });
    try {
      return Optional.of(new NpmPackage(name, all, listed, repository.tags(coordinates)));
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
        .filter(found -> found.visible().findAny().isPresent())
        .orElseThrow(() -> missing(name.toString()));
  }

  /** The versions that clients see (W-059). */
  Stream<VersionDescription> visible() {
    return all.stream().filter(version -> listed.contains(version.coordinates().version()));
  }

  static ProtocolException missing(String what) {
    return new ProtocolException(404, what + " is not in this registry");
  }

  /** A version that clients see. */
  Optional<VersionDescription> version(String version) {
    return visible().filter(one -> one.coordinates().version().equals(version)).findAny();
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
