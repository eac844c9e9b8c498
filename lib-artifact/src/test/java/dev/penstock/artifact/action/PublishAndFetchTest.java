package dev.penstock.artifact.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.BuildId;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.Fetch;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Publication;
import dev.penstock.artifact.Publisher;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.bundle.BundleTransfer;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The publish and fetch actions")
class PublishAndFetchTest {
  private static final Map<String, String> APP =
      Map.of("Namespace", "acme", "Package", "checkout", "Version", "1.4.0");

  @TempDir Path scratch;

  private final BundleTransfer transfer = new BundleTransfer(new InMemoryContentStore());
  private Domain domain =
      Domain.builder(
              "acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> Instant.EPOCH)
          .build();
  private ActionExecutor publish = context -> new CompletableFuture<>();
  private ActionExecutor fetch = publish;

  @BeforeEach
  void open() throws IOException {
    domain =
        Domain.builder(
                "acme",
                new InMemoryCatalogue(),
                new InMemoryContentStore(),
                () -> Instant.parse("2026-01-01T00:00:00Z"))
            .build();
    Repository releases = domain.createRepository("releases");
    publish = new PublishAction(releases, scratch.resolve("workspace"));
    fetch = new FetchAction(releases, scratch.resolve("workspace"));
  }

  private ArtifactReference artifact(String text) throws IOException {
    Path directory = Files.createDirectories(scratch.resolve("made-of-" + text));
    Files.writeString(directory.resolve("app.txt"), text);
    return transfer.store("key", directory);
  }

  private ActionResult publish(Map<String, String> configuration, ArtifactReference input)
      throws Exception {
    return publish
        .execute(new OneAttempt(configuration, Map.of("jar", input), List.of(), transfer))
        .toCompletableFuture()
        .join();
  }

  private ActionResult fetch(Map<String, String> configuration) throws Exception {
    return fetch
        .execute(new OneAttempt(configuration, Map.of(), List.of("app"), transfer))
        .toCompletableFuture()
        .join();
  }

  @Test
  @DisplayName("give on what was published, byte for byte")
  void roundTrip() throws Exception {
    ArtifactReference made = artifact("one");
    ActionResult published = publish(APP, made);
    assertEquals("published generic/acme/checkout/1.4.0/bundle.zip", published.summary());
    assertEquals(made.digest().hex(), published.variables().get("AssetDigest"));
    assertEquals("1.4.0", published.variables().get("PackageVersion"));
    Map<String, String> pinned = new HashMap<>(APP);
    pinned.put("Digest", made.digest().hex());
    ActionResult fetched = fetch(pinned);
    assertEquals(made, fetched.artifacts().get("app"));
    assertEquals("1.4.0", fetched.revision());
    assertEquals(published.variables(), fetched.variables());
    try (Stream<Path> left = Files.list(scratch.resolve("workspace"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @DisplayName("remember which execution published and fetched what, from which revision")
  void provenance() throws Exception {
    Map<String, String> configuration = new HashMap<>(APP);
    configuration.put("SourceRevision", "4f1c2b7");
    publish(configuration, artifact("one"));
    Publication told =
        domain
            .repository("releases")
            .publications(PackageCoordinates.generic("acme", "checkout").version("1.4.0"))
            .get(0);
    BuildId build = new BuildId("checkout", "7");
    assertEquals(
        Publisher.of("pipeline checkout")
            .withBuild(build, "Release/publish/1")
            .withSourceRevision("4f1c2b7"),
        told.publisher());
    assertEquals(told, domain.builds().published(build).get(0).publication());
    assertEquals(List.of(), domain.builds().fetched(build));
    fetch(APP);
    fetch(APP);
    List<Fetch> fetched = domain.builds().fetched(build);
    assertEquals(1, fetched.size());
    assertEquals("1.4.0", fetched.get(0).version().version());
    assertEquals(told.digest(), fetched.get(0).assets().get("bundle.zip").digest());
  }

  @Test
  @DisplayName("may be repeated, also over what a crash left")
  void repeated() throws Exception {
    ActionResult first = publish(APP, artifact("one"));
    Path workspace = scratch.resolve("workspace");
    String name = new Workspace(workspace).with("7/Release/publish/1", Path::toString);
    Files.createDirectories(Path.of(name));
    Files.writeString(Path.of(name).resolve("half.txt"), "left by a crash");
    ActionResult again = publish(APP, artifact("one"));
    assertTrue(again.isSucceeded());
    assertEquals("was published before: generic/acme/checkout/1.4.0/bundle.zip", again.summary());
    assertEquals(first.variables(), again.variables());
  }

  @Test
  @DisplayName("never change a published version")
  void conflict() throws Exception {
    publish(APP, artifact("one"));
    ArtifactReference other = artifact("other");
    ArtifactException refusal = assertThrows(ArtifactException.class, () -> publish(APP, other));
    assertEquals(ArtifactException.Kind.CONFLICT, refusal.kind());
  }

  @Test
  @DisplayName("check the digest that the configuration asks for")
  void digest() throws Exception {
    ArtifactReference made = artifact("one");
    publish(APP, made);
    Map<String, String> pinned = new HashMap<>(APP);
    pinned.put("Digest", "0".repeat(64));
    ActionResult refused = fetch(pinned);
    assertFalse(refused.isSucceeded());
    assertEquals(
        "generic/acme/checkout/1.4.0/bundle.zip is "
            + made.digest()
            + ", but the configuration's Digest is "
            + "0".repeat(64),
        refused.summary());
  }

  @Test
  @DisplayName("name all that is missing from the configuration, and the artifacts they need")
  void configuration() throws Exception {
    ArtifactReference made = artifact("one");
    assertEquals(
        "checkout: Release/publish.configuration: Namespace, Package missing;"
            + " required: Namespace, Package, Version; optional: Asset, and Digest to fetch or"
            + " SourceRevision to publish",
        assertThrows(IllegalArgumentException.class, () -> publish(Map.of("Version", "1"), made))
            .getMessage());
    OneAttempt without = new OneAttempt(APP, Map.of(), List.of(), transfer);
    assertEquals(
        "checkout: Release/publish.inputArtifacts: 0 artifacts; allowed: exactly 1",
        assertThrows(IllegalArgumentException.class, () -> publish.execute(without)).getMessage());
    assertEquals(
        "checkout: Release/publish.outputArtifacts: 0 artifacts; allowed: exactly 1",
        assertThrows(IllegalArgumentException.class, () -> fetch.execute(without)).getMessage());
  }
}
