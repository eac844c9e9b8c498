package dev.penstock.artifact.upstream;

import com.google.common.base.Splitter;
import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.RepositoryLimits;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionFilter;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A domain on the heap with one public source, and a clock that stands until it is moved. */
final class World {
  static final String NPMJS = "public:npmjs";
  static final PackageCoordinates UI = new PackageCoordinates(PackageFormat.NPM, "acme", "ui");
  static final VersionCoordinates UI_1 = UI.version("1.0.0");
  static final VersionCoordinates UI_2 = UI.version("2.0.0");
  static final String TGZ = "package.tgz";

  static final String PYPI = "public:pypi";
  static final VersionCoordinates LIB_1 =
      new PackageCoordinates(PackageFormat.PYPI, "", "lib").version("1.0");

  final FakeSource source = new FakeSource();
  final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  final InMemoryContentStore content = new InMemoryContentStore();
  final List<VersionEvent> events = Collections.synchronizedList(new ArrayList<>());
  final List<Runnable> behind = new ArrayList<>();
  volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  volatile Runnable whenTimeIsRead = () -> {};
  volatile VersionFilter filter = VersionFilter.NONE;
  Upstreams upstreams;

  World(Path directory) {
    this(directory, CachePolicy.STANDARD);
  }

  World(Path directory, CachePolicy policy) {
    upstreams = open(directory, policy, PackageFormat.NPM, NPMJS);
  }

  /** With a source whose versions have several assets. */
  static World pypi(Path directory) {
    return new World(directory, CachePolicy.STANDARD, PackageFormat.PYPI, PYPI);
  }

  World(Path directory, CachePolicy policy, PackageFormat format, String connection) {
    upstreams = open(directory, policy, format, connection);
  }

  Upstreams open(Path directory, CachePolicy policy, PackageFormat format, String connection) {
    try {
      return Upstreams.builder(
              Domain.builder("acme", catalogue, content, this::time)
                  .limits(new RepositoryLimits(4 << 20, 5))
                  .filter(subject -> filter.judge(subject))
                  .listener(events::add),
              catalogue,
              this::time,
              directory)
          .connection(connection, format, source, policy)
          .refresher(behind::add)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Repositories, each with the upstreams behind its arrow: {@code "a -> b c"}. */
  World repositories(String... lines) throws IOException {
    for (String line : lines) {
      upstreams.domain().repositoryOrNew(line.split(" ", 2)[0]);
    }
    for (String line : lines) {
      String[] sides = line.split(" -> ", 2);
      if (sides.length == 2) {
        for (String name : Splitter.on(' ').split(sides[1])) {
          upstreams.domain().repositoryOrNew(name);
        }
        upstreams.links().setUpstreams(sides[0], List.of(sides[1].split(" ")));
      }
    }
    return this;
  }

  Repository repository(String name) throws IOException {
    return upstreams.domain().repository(name);
  }

  private Instant time() {
    whenTimeIsRead.run();
    return now;
  }

  void wait(Duration time) {
    now = now.plus(time);
  }

  void publish(String repository, VersionCoordinates version, String text) throws IOException {
    publish(repository, version, TGZ, text);
  }

  void publish(String repository, VersionCoordinates version, String asset, String text)
      throws IOException {
    repository(repository)
        .publish(
            PublishRequest.of(version, asset),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  String read(String repository, VersionCoordinates version) throws IOException {
    return read(repository, version, TGZ);
  }

  String read(String repository, VersionCoordinates version, String asset) throws IOException {
    try (InputStream in = upstreams.client(repository).asset(version, asset).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Set<String> versions(String repository, PackageCoordinates coordinates) throws IOException {
    return upstreams.client(repository).versions(coordinates).versions().keySet();
  }

  /** Whether a repository itself holds a version. */
  boolean holds(String repository, VersionCoordinates version) throws IOException {
    try {
      return !repository(repository).describe(version).revision().isEmpty();
    } catch (ArtifactException e) {
      return false;
    }
  }
}
