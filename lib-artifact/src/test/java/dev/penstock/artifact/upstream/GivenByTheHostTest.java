package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.format.ArtifactEndpoint;
import dev.penstock.artifact.format.FormatEndpoint;
import dev.penstock.artifact.format.ProtocolRequest;
import dev.penstock.artifact.format.generic.GenericProtocol;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.CountedContent;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("All that a domain has is given by its host")
class GivenByTheHostTest {
  private static final List<String> KINDS =
      List.of("domains", "repositories", "policies", "packages", "versions", "sequences");

  @TempDir private Path directory;

  /** Publishes, fetches and copies, and says what is stored of it afterwards. */
  private Map<String, String> records(World world) throws IOException {
    world.source.with(UI_1, TGZ, "from outside");
    world.repositories("aa", "bb").upstreams.links().associate("aa", NPMJS);
    world.publish("bb", UI_2, "from within");
    assertEquals("from outside", world.read("aa", UI_1));
    world
        .repository("bb")
        .policy()
        .put(
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\":"
                + " \"*\", \"Action\": \"codeartifact:ReadFromRepository\", \"Resource\": \"*\"}}",
            null);
    Map<String, String> records = new TreeMap<>();
    for (String kind : KINDS) {
      for (CatalogueKey key : world.catalogue.keys(CatalogueKey.of(kind), null, 100)) {
        records.put(key.toString(), world.catalogue.read(key).orElse(""));
      }
    }
    for (VersionEvent event : world.events) {
      records.put("event " + event.deduplicationId(), event.toString());
    }
    return records;
  }

  @Test
  @Covers("A-224")
  @DisplayName("the time and with it every id: one history has one outcome")
  void timeAndIds() throws IOException {
    Map<String, String> first = records(new World(directory.resolve("one")));
    assertTrue(first.size() > 6, first::toString);
    assertEquals(first, records(new World(directory.resolve("two"))));
    World later = new World(directory.resolve("three"));
    later.now = Instant.parse("2031-02-03T04:05:06Z");
    Map<String, String> moved = records(later);
    assertNotEquals(first, moved);
    assertEquals(later.now, later.repository("bb").describe(UI_2).publishedTime().orElseThrow());
    assertTrue(moved.values().stream().noneMatch(record -> record.contains("2026-")));
  }

  @Test
  @Covers("A-224")
  @DisplayName("the fetcher and the filter, each called on the caller's own thread")
  void ownThread() throws IOException {
    World world = new World(directory);
    Set<String> called = new TreeSet<>();
    world.source.stream =
        bytes -> {
          called.add("fetcher on " + Thread.currentThread().getName());
          return bytes;
        };
    world.filter =
        subject -> {
          called.add("filter on " + Thread.currentThread().getName());
          return VersionVerdict.ALLOW;
        };
    records(world);
    String here = Thread.currentThread().getName();
    assertEquals(Set.of("fetcher on " + here, "filter on " + here), called);
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(0, files.filter(Files::isRegularFile).count(), "none is left behind");
    }
  }

  @Test
  @Covers("A-224")
  @DisplayName("who may do what, by who asks")
  void authorizer() throws IOException {
    Domain domain =
        Domain.builder(
                "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
            .build();
    domain.createRepository("main");
    List<String> asked = new ArrayList<>();
    ArtifactEndpoint endpoint =
        ArtifactEndpoint.builder(
                domain,
                (principal, right, repository, coordinates) -> {
                  asked.add(right + " " + repository + " " + coordinates);
                  return asked.size() > 1;
                })
            .format(FormatEndpoint.builder(new GenericProtocol()).build())
            .build();
    assertEquals(401, put(endpoint));
    asked.add("");
    assertEquals(201, put(endpoint));
    assertEquals("PUBLISH main generic/acme/app", asked.get(0));
  }

  private static int put(ArtifactEndpoint endpoint) {
    return endpoint
        .serve(
            ProtocolRequest.builder(
                    "PUT", "/generic/main/acme/app/1.0/a", URI.create("https://packages.example"))
                .body(new ByteArrayInputStream(new byte[1]))
                .build())
        .status();
  }

  @Test
  @Covers("A-224")
  @DisplayName("the stores and with them the hashes")
  void storesAndHashes() throws IOException {
    CountedContent content = new CountedContent();
    InMemoryCatalogue catalogue = new InMemoryCatalogue();
    Repository releases =
        Domain.builder("acme", catalogue, content, () -> Instant.EPOCH)
            .build()
            .createRepository("releases");
    PackageCoordinates app = PackageCoordinates.generic("acme", "app");
    Digest digest =
        releases
            .publish(
                PublishRequest.of(app.version("1.0"), "a"), new ByteArrayInputStream(new byte[255]))
            .asset()
            .digest();
    assertEquals("sha256:" + "0".repeat(62) + "ff", digest.toString());
    assertTrue(content.contains(digest));
    assertEquals(1, catalogue.keys(CatalogueKey.of("versions"), null, 9).size());
  }
}
