package dev.penstock.artifact.retention;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A repository with a clock that a test sets, and versions that are published in one word. */
final class Shelf {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");

  Instant now = START;
  final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  final InMemoryContentStore content = new InMemoryContentStore();
  final DownloadTimes downloads = DownloadTimes.of(catalogue, "acme");
  final Domain domain =
      Domain.builder("acme", catalogue, content, () -> now).downloads(downloads).build();
  final Repository repository;
  final Retention retention = new Retention(domain, downloads, () -> now);

  Shelf() throws IOException {
    downloads.begin(START);
    this.repository = domain.createRepository("releases");
  }

  Shelf after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Publishes a version with an asset of this text. */
  Shelf publish(PackageCoordinates of, String version, String text) throws IOException {
    return publish(repository, PublishRequest.of(of.version(version), "a.bin"), text);
  }

  Shelf publish(String version, String text) throws IOException {
    return publish(APP, version, text);
  }

  Shelf publish(Repository into, PublishRequest request, String text) throws IOException {
    into.publish(request, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  Shelf status(String version, VersionStatus status) throws IOException {
    repository.updateStatus(APP, VersionChange.of(version), status);
    return this;
  }

  Shelf download(String version) throws IOException {
    try (InputStream in = repository.asset(APP.version(version), "a.bin").open()) {
      in.readAllBytes();
    }
    return this;
  }

  List<String> versions() throws IOException {
    return repository.versions(APP, VersionQuery.ALL, PageRequest.first(1_000)).items().stream()
        .map(version -> version.coordinates().version())
        .toList();
  }

  RetentionPlan plan(RetentionPolicy policy) throws IOException {
    return retention.plan(repository, policy);
  }

  static List<String> going(RetentionPlan plan) {
    return plan.removals().stream().map(removal -> removal.version().version()).toList();
  }
}
