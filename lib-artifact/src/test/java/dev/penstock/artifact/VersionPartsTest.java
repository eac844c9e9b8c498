package dev.penstock.artifact;

import static dev.penstock.artifact.VersionStatus.ARCHIVED;
import static dev.penstock.artifact.VersionStatus.DISPOSED;
import static dev.penstock.artifact.VersionStatus.PUBLISHED;
import static dev.penstock.artifact.VersionStatus.UNFINISHED;
import static dev.penstock.artifact.VersionStatus.UNLISTED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.VersionEvent.Changes;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What goes with a version")
class VersionPartsTest {
  private static final PackageCoordinates UI =
      new PackageCoordinates(PackageFormat.NPM, "vue", "ui");
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.MAVEN, "org.acme", "lib");

  private final List<VersionEvent> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Domain domain =
      Domain.builder("acme", new InMemoryCatalogue(), new InMemoryContentStore(), () -> now)
          .listener(events::add)
          .build();
  private final Repository repository = open("releases");

  private Repository open(String name) {
    try {
      return domain.repositoryOrNew(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(utf8(text));
  }

  private static PublishRequest npm(String version) {
    return PublishRequest.of(UI.version(version), "package.tgz");
  }

  private static ArtifactException refused(Executable call) {
    return assertThrows(ArtifactException.class, call);
  }

  private static String text(AssetContent content) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Changes lastChanges() {
    return events.get(events.size() - 1).changes();
  }

  @Test
  @Covers("A-203")
  @DisplayName("is published with it in one step: documents, marks, metadata and tags")
  void published() throws IOException {
    VersionMetadata said =
        new VersionMetadata(
            "@vue/ui",
            "Shows things.",
            "https://vue.example",
            "https://git.example/vue",
            List.of(new License("MIT", "https://mit.example")),
            List.of(new Dependency("peer", "vue", "core", "^3.0.0")));
    repository.publish(
        npm("1.0.0")
            .document("package.json", utf8("{}"))
            .mark("deprecated", "use 2")
            .metadata(said)
            .tag("latest"),
        bytes("tarball"));
    VersionDescription version = repository.describe(UI.version("1.0.0"));
    assertEquals(said, version.metadata());
    assertEquals(Map.of("deprecated", "use 2"), version.marks());
    assertEquals(Map.of("latest", "1.0.0"), repository.tags(UI));
    AssetContent manifest = repository.document(UI.version("1.0.0"), "package.json").orElseThrow();
    assertEquals("{}", text(manifest));
    assertEquals(version, manifest.version());
    assertEquals(Optional.empty(), repository.document(UI.version("1.0.0"), "readme"));
    assertEquals(
        List.of("package.tgz"),
        repository.assets(UI.version("1.0.0"), PageRequest.first()).items().stream()
            .map(Asset::name)
            .toList());
    assertEquals(1, events.size());
    VersionEvent event = events.get(0);
    assertEquals(VersionEvent.Operation.CREATED, event.operation());
    assertEquals(new Changes(1, 0, 0, true, true), event.changes());
    assertEquals(1, event.sequence());
    assertEquals(version.revision(), event.revision());
    assertEquals(now, event.time());
  }

  @Test
  @Covers("A-036")
  @DisplayName("changes the revision, each part of it, and only if it is different")
  void revisions() throws IOException {
    VersionCoordinates version = UI.version("1.0.0");
    List<String> revisions = new ArrayList<>();
    revisions.add(repository.publish(npm("1.0.0"), bytes("tarball")).version().revision());
    revisions.add(repository.putDocument(version, "a", utf8("1")).revision());
    revisions.add(repository.putDocument(version, "a", utf8("2")).revision());
    revisions.add(repository.mark(version, "deprecated", "yes").revision());
    VersionMetadata[] said = {
      VersionMetadata.EMPTY.withSummary("x"),
      VersionMetadata.EMPTY.withDisplayName("x"),
      VersionMetadata.EMPTY.withHomePage("x"),
      VersionMetadata.EMPTY.withSourceCodeRepository("x"),
      VersionMetadata.EMPTY.withLicenses(List.of(new License("x", ""))),
      VersionMetadata.EMPTY.withLicenses(List.of(new License("", "x"))),
      VersionMetadata.EMPTY.withDependencies(List.of(new Dependency("", "", "x", ""))),
      VersionMetadata.EMPTY.withDependencies(List.of(new Dependency("x", "", "", "")))
    };
    for (VersionMetadata one : said) {
      revisions.add(repository.putMetadata(version, one).revision());
      assertEquals(one, repository.describe(version).metadata());
      assertEquals(new Changes(0, 0, 0, true, false), lastChanges());
    }
    assertEquals(revisions.size(), revisions.stream().distinct().count());
    assertEquals(revisions.size(), events.size());
    repository.putMetadata(version, VersionMetadata.EMPTY);
    repository.mark(version, "deprecated", null);
    assertEquals(revisions.get(2), repository.describe(version).revision());
    int before = events.size();
    repository.mark(version, "deprecated", null);
    repository.putDocument(version, "a", utf8("2"));
    repository.putMetadata(version, VersionMetadata.EMPTY);
    repository.publish(npm("1.0.0").document("a", utf8("2")), bytes("tarball"));
    assertEquals(before, events.size(), "no event if nothing is different");
    assertNotEquals(
        revisions.get(0), repository.describe(version).revision(), "the document stays");
  }

  @Test
  @DisplayName("can be replaced alone, but not on a disposed version")
  void documents() throws IOException {
    VersionCoordinates version = UI.version("1.0.0");
    assertEquals(
        "package-version npm/vue/ui/1.0.0: not in this repository; look at the versions of"
            + " npm/vue/ui",
        refused(() -> repository.putDocument(version, "a", utf8("1"))).getMessage());
    repository.publish(npm("1.0.0"), bytes("tarball"));
    byte[] mine = utf8("1");
    repository.putDocument(version, "a", mine);
    mine[0] = '9';
    assertEquals("1", text(repository.document(version, "a").orElseThrow()));
    repository.updateStatus(UI, VersionChange.of("1.0.0"), ARCHIVED);
    assertEquals("1", text(repository.document(version, "a").orElseThrow()));
    repository.dispose(UI, VersionChange.of("1.0.0"));
    assertEquals(
        "package-version npm/vue/ui/1.0.0: it is Disposed; allowed: every other status",
        refused(() -> repository.putDocument(version, "a", utf8("2"))).getMessage());
    refused(() -> repository.mark(version, "a", "b"));
    InvalidDefinitionException faults =
        assertThrows(
            InvalidDefinitionException.class,
            () ->
                npm("1.0.0").document("a\u0000", new byte[PublishRequest.MOST_DOCUMENT_BYTES + 1]));
    assertEquals(2, faults.diagnostics().size());
    byte[] most = new byte[PublishRequest.MOST_DOCUMENT_BYTES];
    assertArrayEquals(most, npm("1.0.0").document("a", most).documents().get("a"));
  }

  @Test
  @DisplayName("has bounds")
  void bounds() throws IOException {
    VersionCoordinates version = UI.version("1.0.0");
    repository.publish(npm("1.0.0"), bytes("tarball"));
    for (int i = 0; i < 32; i++) {
      repository.mark(version, "m" + i, "");
    }
    repository.mark(version, "m1", "again");
    assertEquals(
        "package-version npm/vue/ui/1.0.0: 33 marks; allowed: at most 32",
        refused(() -> repository.mark(version, "more", "")).getMessage());
    for (String bad : List.of("", "A", "1", "a b", "a".repeat(65))) {
      assertThrows(InvalidDefinitionException.class, () -> repository.mark(version, bad, ""));
    }
    repository.mark(version, "m1", "v".repeat(4_096));
    for (String bad : List.of("v".repeat(4_097), "\ud800")) {
      assertThrows(InvalidDefinitionException.class, () -> repository.mark(version, "m1", bad));
      assertThrows(InvalidDefinitionException.class, () -> npm("1").mark("m1", bad));
    }
    for (String bad : List.of("", "t".repeat(256), "a\nb", "\ud800")) {
      assertThrows(InvalidDefinitionException.class, () -> repository.tag(UI, bad, "1.0.0"));
      assertThrows(InvalidDefinitionException.class, () -> npm("1").tag(bad));
    }
    Dependency longest = new Dependency("", "", "", "r".repeat(2_048));
    assertThrows(
        InvalidDefinitionException.class,
        () -> VersionMetadata.EMPTY.withDependencies(Collections.nCopies(245, longest)));
    assertThrows(
        InvalidDefinitionException.class,
        () ->
            VersionMetadata.EMPTY.withDependencies(
                Collections.nCopies(10_001, new Dependency("", "", "a", ""))));
  }

  @Test
  @DisplayName("tags name versions of the package, until these are deleted")
  void tags() throws IOException {
    refused(() -> repository.tags(UI));
    refused(() -> repository.untag(UI, "latest"));
    repository.publish(npm("1.0.0").tag("latest").tag("old"), bytes("1"));
    repository.publish(npm("2.0.0").tag("latest"), bytes("2"));
    assertEquals(Map.of("latest", "2.0.0", "old", "1.0.0"), repository.tags(UI));
    repository.tag(UI, "next", "2.0.0");
    assertTrue(repository.untag(UI, "old"));
    assertFalse(repository.untag(UI, "old"));
    assertEquals(Map.of("latest", "2.0.0", "next", "2.0.0"), repository.tags(UI));
    assertEquals(
        ArtifactException.Resource.PACKAGE_VERSION,
        refused(() -> repository.tag(UI, "x", "3.0.0")).resource());
    repository.tag(UI, "old", "1.0.0");
    repository.delete(UI, VersionChange.of("2.0.0"));
    assertEquals(Map.of("old", "1.0.0"), repository.tags(UI));
  }

  @Test
  @DisplayName("an unfinished version is finished or abandoned, both safe to repeat")
  void finishAndAbandon() throws IOException {
    VersionCoordinates one = LIB.version("1.0");
    repository.publish(PublishRequest.of(one, "lib.jar").unfinished(), bytes("1"));
    assertEquals(UNFINISHED, repository.describe(one).status());
    assertTrue(repository.abandon(one));
    assertFalse(repository.abandon(one));
    repository.publish(PublishRequest.of(one, "lib.jar").unfinished(), bytes("other"));
    now = now.plusSeconds(5);
    assertEquals(PUBLISHED, repository.finish(one).status());
    assertEquals(Optional.of(now), repository.describe(one).publishedTime());
    assertEquals(new Changes(0, 0, 0, false, true), lastChanges());
    int before = events.size();
    repository.finish(one);
    assertEquals(before, events.size());
    assertEquals(
        "package-version maven/org.acme/lib/1.0: it is Published; allowed: Unfinished; delete it"
            + " instead",
        refused(() -> repository.abandon(one)).getMessage());
    refused(() -> repository.finish(LIB.version("2.0")));
  }

  @Test
  @DisplayName("a snapshot follows its newest build in one step")
  void snapshots() throws IOException {
    VersionCoordinates moving = LIB.version("1.0-SNAPSHOT");
    for (int build = 1; build <= 2; build++) {
      String name = "1.0-20210728.194552-" + build;
      VersionCoordinates its = LIB.version(name);
      repository.publish(
          PublishRequest.of(its, "lib-" + name + ".jar").document("pom", utf8(name)).unfinished(),
          bytes(name));
      assertEquals(PUBLISHED, repository.follow(moving, its).status());
      assertEquals(UNLISTED, repository.describe(its).status());
      assertEquals(
          repository.assets(its, PageRequest.first()).items(),
          repository.assets(moving, PageRequest.first()).items());
      assertEquals(name, text(repository.asset(moving, "lib-" + name + ".jar")));
      assertEquals(name, text(repository.document(moving, "pom").orElseThrow()));
    }
    assertEquals(new Changes(1, 1, 0, true, false), lastChanges());
    assertThrows(InvalidDefinitionException.class, () -> repository.follow(moving, moving));
    assertThrows(
        InvalidDefinitionException.class, () -> repository.follow(moving, UI.version("1.0")));
    refused(() -> repository.follow(moving, LIB.version("9")));
    repository.updateStatus(LIB, VersionChange.of("1.0-20210728.194552-1"), ARCHIVED);
    refused(() -> repository.follow(moving, LIB.version("1.0-20210728.194552-1")));
  }

  @ParameterizedTest
  @EnumSource(names = {"ARCHIVED", "DISPOSED"})
  @Covers({"A-047", "A-057"})
  @DisplayName("a snapshot that was archived or disposed is not published again by a new build")
  void retiredSnapshot(VersionStatus retired) throws IOException {
    VersionCoordinates moving = LIB.version("1.0-SNAPSHOT");
    VersionCoordinates build = LIB.version("1.0-20210728.194552-1");
    repository.publish(PublishRequest.of(build, "lib.jar").unfinished(), bytes("1"));
    repository.follow(moving, build);
    if (retired == DISPOSED) {
      repository.dispose(LIB, VersionChange.of("1.0-SNAPSHOT"));
    } else {
      repository.updateStatus(LIB, VersionChange.of("1.0-SNAPSHOT"), retired);
    }
    VersionCoordinates next = LIB.version("1.0-20210729.194552-2");
    repository.publish(PublishRequest.of(next, "lib.jar").unfinished(), bytes("2"));
    int told = events.size();
    assertEquals(
        "package-version maven/org.acme/lib/1.0-SNAPSHOT: it is "
            + retired
            + "; allowed: Unfinished, Published, Unlisted",
        refused(() -> repository.follow(moving, next)).getMessage());
    assertEquals(retired, repository.describe(moving).status());
    assertEquals(UNFINISHED, repository.describe(next).status(), "nothing happened");
    assertEquals(told, events.size());
  }

  @Test
  @DisplayName("other bytes take the place of an asset only where the format says so")
  void replacing() throws IOException {
    PublishRequest metadata = PublishRequest.of(LIB.version("1.0"), "maven-metadata.xml");
    repository.publish(metadata, bytes("1"));
    assertEquals(
        ArtifactException.Kind.CONFLICT,
        refused(() -> repository.publish(metadata, bytes("2"))).kind());
    assertTrue(repository.publish(metadata.replacing(), bytes("2")).isChanged());
    assertEquals(new Changes(0, 0, 1, false, false), lastChanges());
    for (String moving : List.of("1-SNAPSHOT", "1.SNAPSHOT", "SNAPSHOT")) { // W-024
      PublishRequest snapshot = PublishRequest.of(LIB.version(moving), "lib.jar").replacing();
      repository.publish(snapshot, bytes("1"));
      repository.publish(snapshot, bytes("2"));
      assertEquals("2", text(repository.asset(snapshot.version(), "lib.jar")));
    }
    for (String fixed : List.of("1.0", "1.0-20240131.120000-1")) {
      PublishRequest jar = PublishRequest.of(LIB.version(fixed), "lib.jar").replacing();
      repository.publish(jar, bytes("1"));
      refused(() -> repository.publish(jar, bytes("2")));
    }
    repository.publish(npm("1-SNAPSHOT").replacing().unfinished(), bytes("1"));
    repository.publish(npm("1-SNAPSHOT").replacing().unfinished(), bytes("2"));
    repository.publish(npm("1-SNAPSHOT").replacing(), bytes("3"));
    refused(() -> repository.publish(npm("1-SNAPSHOT").replacing(), bytes("4")));
  }
}
