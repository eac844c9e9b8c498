package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Changes what goes with a version, and finishes or abandons one that is unfinished. */
final class VersionEdits {
  private final PackageChanges packages;
  private final ReaderGate readers;
  private final ContentStore content;
  private final InstantSource clock;

  VersionEdits(
      PackageChanges packages, ReaderGate readers, ContentStore content, InstantSource clock) {
    this.packages = packages;
    this.readers = readers;
    this.content = content;
    this.clock = clock;
  }

  /** Changes one version. */
  @FunctionalInterface
  interface Edit {
    VersionRecord on(VersionRecord before);
  }

  VersionDescription edit(VersionCoordinates version, Edit edit) throws IOException {
    return packages.change(
        version.of(),
        draft -> {
          VersionRecord before = draft.require(version);
          if (before.status() == VersionStatus.DISPOSED) {
            throw ArtifactException.conflict(
                Resource.PACKAGE_VERSION,
                version.toString(),
                "it is Disposed; allowed: every other status");
          }
          VersionRecord after = edit.on(before);
          draft.put(version.version(), after);
          return after.describe(version);
        });
  }

  VersionDescription mark(VersionCoordinates version, String name, @Nullable String value)
      throws IOException {
    Faults faults = new Faults();
    faults.mark(name, value == null ? "" : value);
    faults.throwIfAny("mark");
    return edit(version, before -> before.withMark(version, name, value));
  }

  VersionDescription finish(VersionCoordinates version) throws IOException {
    return edit(
        version,
        before ->
            before.status() == VersionStatus.UNFINISHED
                ? before.withStatus(VersionStatus.PUBLISHED, clock.instant())
                : before);
  }

  boolean abandon(VersionCoordinates version) throws IOException {
    return packages.change(
        version.of(),
        draft -> {
          @Nullable VersionRecord found = draft.find(version.version()).orElse(null);
          if (found == null) {
            return false;
          }
          if (found.status() != VersionStatus.UNFINISHED) {
            throw ArtifactException.conflict(
                Resource.PACKAGE_VERSION,
                version.toString(),
                "it is " + found.status() + "; allowed: Unfinished; delete it instead");
          }
          draft.remove(version.version());
          return true;
        });
  }

  VersionDescription follow(VersionCoordinates moving, VersionCoordinates build)
      throws IOException {
    if (!moving.of().equals(build.of()) || moving.equals(build)) {
      Faults faults = new Faults();
      faults.add(
          "follow", "build", build.toString(), "another version of " + moving.of().toString());
      faults.throwIfAny("moving version");
    }
    return packages.change(
        moving.of(),
        draft -> {
          VersionRecord source = draft.require(build);
          readers.requireGuarded(draft, build, source);
          requireOpen(build, source);
          VersionRecord before =
              draft.find(moving.version()).orElseGet(() -> VersionRecord.created(source.origin()));
          requireOpen(moving, before);
          source.refresh(content);
          VersionRecord published = source.withStatus(VersionStatus.PUBLISHED, clock.instant());
          VersionRecord after = published.as(before);
          draft.put(build.version(), published.withStatus(VersionStatus.UNLISTED, clock.instant()));
          draft.put(moving.version(), after);
          return after.describe(moving);
        });
  }

  /** What is archived or disposed keeps its coordinates, and nothing new comes to them. */
  private static void requireOpen(VersionCoordinates version, VersionRecord record) {
    if (!record.status().takesAssets()) {
      throw ArtifactException.conflict(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "it is " + record.status() + "; allowed: Unfinished, Published, Unlisted");
    }
  }
}
