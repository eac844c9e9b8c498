package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.StagedAsset;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionChangeResult;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.ProtocolResponse;
import dev.penstock.artifact.format.RepositoryAccess;
import dev.penstock.artifact.format.RepositoryRight;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Changes of packages: publish, deprecate, unpublish (W-068 to W-073). */
record PackageEdits(RepositoryAccess access, NpmName name, ManifestCache manifests) {
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_MESSAGE = 4_096;

  private Repository repository() {
    return access.repository();
  }

  /** A package document: with a tarball a publish, without one a deprecation. */
  ProtocolResponse put(ProtocolRequest request) throws IOException {
    requireEither(RepositoryRight.PUBLISH, RepositoryRight.METADATA);
    try (PublishDocument document = document(request)) {
      if (document.toTarball()) {
        access.require(RepositoryRight.PUBLISH, name.coordinates());
        return publish(request.principal(), document);
      }
      access.require(RepositoryRight.METADATA, name.coordinates());
      requireFor(document);
      return deprecate(document);
    }
  }

  private static PublishDocument document(ProtocolRequest request) throws IOException {
    return new PublishDocument(request.body(), request.contentLength());
  }

  private void requireEither(RepositoryRight one, RepositoryRight other) {
    try {
      access.require(one, name.coordinates());
    } catch (ProtocolException refused) {
      access.require(other, name.coordinates());
    }
  }

  private void requireFor(PublishDocument document) {
    if (document.tarball() != null) {
      throw new ProtocolException(400, "attachment \"" + document.tarball() + "\" has no data");
    }
    if (document.name() != null && !name.toString().equals(document.name())) {
      throw new ProtocolException(
          400, "name is \"" + document.name() + "\"; allowed: \"" + name + "\"");
    }
  }

  private ProtocolResponse publish(Principal publisher, PublishDocument document)
      throws IOException {
    if (!name.isForNew() && NpmPackage.find(repository(), name).isEmpty()) {
      PublishCommand.requireNew(name);
    }
    AtomicReference<@Nullable PublishRequest> request = new AtomicReference<>();
    StagedAsset tarball =
        repository()
            .stage(
                document::tarballTo,
                stored ->
                    request.set(request(new PublishCommand(name, document, publisher), stored)));
    repository().publish(Objects.requireNonNull(request.get(), "request"), tarball);
    return NpmJson.done(201);
  }

  /** What was published before stays as it is: only the very same tarball may come again. */
  private PublishRequest request(PublishCommand command, StoredContent tarball) {
    PublishRequest request = command.request(tarball);
    try {
      if (exists(request.version())) {
        boolean isSame =
            repository()
                .asset(request.version(), Manifests.TARBALL)
                .asset()
                .digest()
                .equals(tarball.digest());
        if (isSame) {
          return PublishRequest.of(request.version(), Manifests.TARBALL);
        }
        throw published(request.version());
      }
      return request;
    } catch (ArtifactException e) {
      throw published(request.version());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean exists(VersionCoordinates version) throws IOException {
    try {
      repository().describe(version);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  private ProtocolException published(VersionCoordinates version) {
    return new ProtocolException(
        409, "cannot publish over the published version " + name + "@" + version.version());
  }

  /** Takes over what is said about deprecation, and nothing else (W-072). */
  private ProtocolResponse deprecate(PublishDocument document) throws IOException {
    Optional<NpmPackage> here = NpmPackage.find(repository(), name);
    if (here.isEmpty() || isPublishOf(document, here.get())) {
      throw new ProtocolException(
          400, "no tarball for what is not here; allowed: a publish of " + name + " with one");
    }
    NpmPackage found = here.get();
    Map<String, Optional<String>> changes = new TreeMap<>();
    for (VersionDescription version : found.visible().toList()) {
      String number = version.coordinates().version();
      @Nullable String told = document.versions().get(number);
      String known = version.marks().getOrDefault(Manifests.DEPRECATED, "");
      if (told != null && !told.equals(known)) {
        requireMessage(told);
        changes.put(number, told.isEmpty() ? Optional.empty() : Optional.of(told));
      }
    }
    for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
      repository()
          .mark(
              found.coordinates(change.getKey()),
              Manifests.DEPRECATED,
              change.getValue().orElse(null));
    }
    return NpmJson.done(200);
  }

  /** A packument that is put back has all versions; a single one that is unknown is new. */
  private static boolean isPublishOf(PublishDocument document, NpmPackage found) {
    return document.versions().size() == 1
        && found.version(document.versions().keySet().iterator().next()).isEmpty();
  }

  private static void requireMessage(String message) {
    if (message.length() > MOST_MESSAGE) {
      throw new ProtocolException(
          400,
          "deprecation message of "
              + message.length()
              + " characters; allowed: up to "
              + MOST_MESSAGE);
    }
  }

  /** The packument without some versions: these are removed (W-073). */
  ProtocolResponse putWithout(String revision, ProtocolRequest request) throws IOException {
    access.require(RepositoryRight.DELETE, name.coordinates());
    try (PublishDocument document = document(request)) {
      if (document.toTarball()) {
        throw new ProtocolException(400, "a tarball in a revision; allowed: a packument");
      }
      requireFor(document);
      if (!document.hasVersions() || document.versions().isEmpty()) {
        throw new ProtocolException(
            400,
            "no versions; allowed: the packument with those that stay (owners are not kept here)");
      }
      NpmPackage found = NpmPackage.require(repository(), name);
      found.requireRevision(revision);
      List<VersionDescription> removed = new ArrayList<>();
      for (VersionDescription version : found.visible().toList()) {
        if (!document.versions().containsKey(version.coordinates().version())) {
          removed.add(version);
        }
      }
      Set<String> gone = new HashSet<>();
      removed.forEach(version -> gone.add(version.coordinates().version()));
      Map<String, String> tags = moved(found, gone, document.tags());
      remove(removed);
      for (Map.Entry<String, String> tag : tags.entrySet()) {
        repository().tag(name.coordinates(), tag.getKey(), tag.getValue());
      }
      return NpmJson.done(201);
    }
  }

  /** The tags of removed versions that the client lets name versions that stay. */
  private Map<String, String> moved(NpmPackage found, Set<String> gone, Map<String, String> told) {
    Map<String, String> moved = new TreeMap<>();
    for (Map.Entry<String, String> tag :
        NpmView.of(found, repository(), manifests).tags().entrySet()) {
      @Nullable String next = told.get(tag.getKey());
      if (gone.contains(tag.getValue())
          && next != null
          && !gone.contains(next)
          && found.version(next).isPresent()) {
        moved.put(tag.getKey(), next);
      }
    }
    return moved;
  }

  /** Removes a package with all versions. */
  ProtocolResponse removeAll(String revision) throws IOException {
    access.require(RepositoryRight.DELETE, name.coordinates());
    NpmPackage found = NpmPackage.require(repository(), name);
    found.requireRevision(revision);
    remove(found.all());
    return NpmJson.done(200);
  }

  /** Removes a version by its tarball; npm does so after it removed it from the packument. */
  ProtocolResponse removeTarball(String version, String revision) throws IOException {
    access.require(RepositoryRight.DELETE, name.coordinates());
    NpmPackage found = NpmPackage.require(repository(), name);
    found.requireRevision(revision);
    List<VersionDescription> removed =
        found.all().stream().filter(one -> one.coordinates().version().equals(version)).toList();
    remove(removed);
    return NpmJson.done(200);
  }

  /** All as they were seen, or nothing of a hundred at a time. */
  private void remove(List<VersionDescription> versions) throws IOException {
    for (int start = 0; start < versions.size(); start += MOST_AT_ONCE) {
      Map<String, String> revisions = new HashMap<>();
      versions
          .subList(start, Math.min(start + MOST_AT_ONCE, versions.size()))
          .forEach(version -> revisions.put(version.coordinates().version(), version.revision()));
      VersionChangeResult result =
          repository()
              .delete(name.coordinates(), new VersionChange(revisions.keySet(), null, revisions));
      if (!result.failed().isEmpty()) {
        throw new ProtocolException(
            409, name + " was changed meanwhile: " + result.failed().keySet() + "; try again");
      }
    }
  }
}
