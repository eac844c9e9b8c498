package dev.penstock.artifact;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** A domain in memory whose clock stands still, and who hears of it. */
final class Fixture {
  static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");

  final Catalogue catalogue;
  final CountingContent content = new CountingContent();
  final List<VersionEvent> events = new ArrayList<>();
  final Domain domain;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  Fixture() {
    this(new InMemoryCatalogue(), new RepositoryLimits(1_000, 3, 3));
  }

  Fixture(Catalogue catalogue, RepositoryLimits limits) {
    this.catalogue = catalogue;
    this.domain =
        Domain.builder("acme", catalogue, content, () -> now)
            .owner("123456789012")
            .region("eu-1")
            .encryptionKey("key-1")
            .listener(events::add)
            .limits(limits)
            .build();
  }

  /** Counts how often bytes are taken in. */
  static final class CountingContent implements ContentStore {
    private final InMemoryContentStore store = new InMemoryContentStore();
    final Set<Digest> refreshed = new HashSet<>();
    int puts;

    @Override
    public StoredContent put(ContentWriter writer, ContentCheck check) throws IOException {
      puts++;
      return store.put(writer, check);
    }

    @Override
    public boolean refresh(Digest digest) throws IOException {
      refreshed.add(digest);
      return store.refresh(digest);
    }

    @Override
    public boolean contains(Digest digest) {
      return store.contains(digest);
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
      return store.open(digest);
    }

    @Override
    public SeekableByteChannel openVerified(Digest digest) throws IOException {
      return store.openVerified(digest);
    }
  }

  Repository open(String name) {
    try {
      return domain.repositoryOrNew(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(utf8(text));
  }

  static PublishResult publish(Repository into, String version, String asset, String text)
      throws IOException {
    return into.publish(PublishRequest.of(APP.version(version), asset), bytes(text));
  }

  static String read(AssetContent content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static VersionChangeResult.Failure failure(VersionChangeResult result, String version) {
    return Objects.requireNonNull(result.failed().get(version), result::toString);
  }

  static VersionChangeResult.Success success(VersionChangeResult result, String version) {
    return Objects.requireNonNull(result.successful().get(version), result::toString);
  }

  static ArtifactException refused(Executable call) {
    return assertThrows(ArtifactException.class, call);
  }
}
