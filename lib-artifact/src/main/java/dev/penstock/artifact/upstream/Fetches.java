package dev.penstock.artifact.upstream;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.AssetContent;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Intake;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The fetches under way: one for each asset, whatever the number of readers. */
final class Fetches {
  private final Path directory;
  private final Manifests manifests;
  private final AtomicLong counter = new AtomicLong();
  private final ConcurrentMap<Key, SharedFetch> underWay = new ConcurrentHashMap<>();

  private Fetches(Path directory, Manifests manifests) {
    this.directory = directory;
    this.manifests = manifests;
  }

  /** Removes what a crash left in the directory. */
  static Fetches in(Path directory, Manifests manifests) throws IOException {
    Files.createDirectories(directory);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "fetch-*.part")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return new Fetches(directory, manifests);
  }

  /** An asset to be taken into the repository that has the connection. */
  record Wanted(
      Repository owner,
      ExternalConnection connection,
      VersionCoordinates version,
      SourceVersion manifest,
      SourceAsset asset) {

    String id() {
      return version + "/" + asset.name();
    }
  }

  private record Key(
      String repository, String connection, VersionCoordinates version, String asset) {}

  /** Reads an asset on its way, or what somebody else has stored by now. */
  InputStream open(Wanted wanted, Repository requested) throws IOException {
    Key key =
        new Key(
            wanted.owner().name(),
            wanted.connection().name(),
            wanted.version(),
            wanted.asset().name());
    while (true) {
      SharedFetch fetch = underWay.computeIfAbsent(key, fresh -> create(key, wanted));
      if (!fetch.join()) {
        underWay.remove(key, fetch);
        continue;
      }
      boolean isOpened = false;
      try {
        Optional<AssetContent> stored = stored(wanted);
        if (stored.isPresent()) {
          keep(wanted, requested);
          return stored.get().open();
        }
        begin(fetch, wanted);
        isOpened = true;
        return new FetchInput(fetch, () -> keep(wanted, requested));
      } finally {
        if (!isOpened) {
          fetch.leave();
        }
      }
    }
  }

  private static void begin(SharedFetch fetch, Wanted wanted) throws IOException {
    try {
      fetch.begin();
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(wanted.connection().name(), wanted.id(), e);
    }
  }

  private static Optional<AssetContent> stored(Wanted wanted) throws IOException {
    Intake intake = wanted.owner().intake();
    @Nullable HeldVersion held = intake.find(wanted.version()).orElse(null);
    @Nullable Asset asset = held == null ? null : held.assets().get(wanted.asset().name());
    return held == null || asset == null || !held.description().status().isReadable()
        ? Optional.empty()
        : Optional.of(intake.content(held, asset));
  }

  /** In the requested repository too, and in none between. */
  private static void keep(Wanted wanted, Repository requested) throws IOException {
    if (!requested.name().equals(wanted.owner().name())) {
      var unused = requested.intake().retain(wanted.owner(), wanted.version());
    }
  }

  private SharedFetch create(Key key, Wanted wanted) {
    Path file = directory.resolve("fetch-" + counter.incrementAndGet() + ".part");
    SharedFetch[] self = new SharedFetch[1];
    SharedFetch fetch =
        new SharedFetch(
            wanted.id(),
            new Spool(file),
            wanted.owner().intake().assetBytesLimit(),
            () -> source(wanted),
            (spool, size) -> ingest(wanted, spool, size),
            () -> underWay.remove(key, self[0]));
    self[0] = fetch;
    return fetch;
  }

  private static InputStream source(Wanted wanted) throws IOException {
    return wanted
        .connection()
        .open(wanted.version(), wanted.asset())
        .orElseThrow(
            () ->
                new SourceUnavailableException(
                    "the source has described it, and now has it not", Optional.empty(), null));
  }

  private void ingest(Wanted wanted, Spool spool, long size) throws IOException {
    Intake intake = wanted.owner().intake();
    var unused =
        intake.ingest(
            wanted.version(),
            wanted.asset().name(),
            outside(wanted),
            out -> spool.writeTo(out, size),
            content -> wanted.asset().verify(wanted.id(), content),
            () -> manifest(wanted));
  }

  private static Intake.Outside outside(Wanted wanted) {
    SourceVersion manifest = wanted.manifest();
    return new Intake.Outside(
        wanted.connection().name(),
        manifest.publishedTime().orElse(null),
        manifest.isListed(),
        manifest.metadata(),
        manifest.marks(),
        manifest.documents());
  }

  private List<Change> manifest(Wanted wanted) throws IOException {
    return wanted.owner().intake().find(wanted.version()).isPresent()
        ? List.of()
        : manifests.keeping(
            wanted.owner().name(), wanted.connection().name(), wanted.version(), wanted.manifest());
  }
}
