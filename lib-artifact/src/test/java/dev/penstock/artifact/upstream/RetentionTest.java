package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.LIB_1;
import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.PYPI;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PackageQuery;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.VersionQuery;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a client was given")
class RetentionTest {
  private @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() {
    world = new World(directory);
    world.source.with(UI_1, TGZ, "one").with(UI_2, TGZ, "two");
  }

  private static void notFound(Executable call) {
    assertEquals(
        ArtifactException.Kind.NOT_FOUND, assertThrows(ArtifactException.class, call).kind());
  }

  private void opened(String repository) throws IOException {
    world.upstreams.origins().put(repository, UI, OriginControls.OPEN);
  }

  @Test
  @Covers({"A-075", "A-076", "A-095"})
  @DisplayName(
      "from outside is kept in the repository asked and in that with the connection, at once")
  void fromOutside() throws IOException {
    world.repositories("aa -> bb", "bb -> cc").upstreams.links().associate("cc", NPMJS);
    assertEquals("one", world.read("aa", UI_1));
    assertTrue(world.holds("aa", UI_1));
    assertFalse(world.holds("bb", UI_1), "nothing between");
    assertTrue(world.holds("cc", UI_1));
    for (String name : List.of("aa", "cc")) {
      assertEquals(
          new Origin(Origin.Type.EXTERNAL, NPMJS), world.repository(name).describe(UI_1).origin());
    }
    assertEquals(
        Set.of("aa CREATED", "cc CREATED"),
        Set.copyOf(world.events.stream().map(e -> e.repository() + " " + e.operation()).toList()));
  }

  @Test
  @Covers("A-076")
  @DisplayName("from within the domain is kept in the repository asked alone")
  void fromWithin() throws IOException {
    world.repositories("aa -> bb", "bb -> cc", "cc -> dd");
    world.publish("dd", UI_1, "one");
    world.events.clear();
    assertEquals("one", world.read("aa", UI_1));
    assertTrue(world.holds("aa", UI_1));
    assertFalse(world.holds("bb", UI_1));
    assertFalse(world.holds("cc", UI_1));
    assertEquals(
        world.repository("dd").describe(UI_1), world.repository("aa").describe(UI_1), "as it was");
    assertEquals(List.of("aa"), world.events.stream().map(VersionEvent::repository).toList());
  }

  @Test
  @Covers("A-075")
  @DisplayName("is kept only when it was read whole")
  void onlyWhole() throws IOException {
    world.repositories("aa").upstreams.links().associate("aa", NPMJS);
    world.upstreams.client("aa").asset(UI_1, TGZ).open().close();
    assertFalse(world.holds("aa", UI_1));
    world.read("aa", UI_1);
    assertTrue(world.holds("aa", UI_1));
  }

  @Test
  @Covers("A-077")
  @DisplayName("is that version alone; the repository with the connection gathers all")
  void onlyFetched() throws IOException {
    world.repositories("aa -> cc", "bb -> cc").upstreams.links().associate("cc", NPMJS);
    world.read("aa", UI_1);
    world.read("bb", UI_2);
    assertTrue(world.holds("aa", UI_1) && !world.holds("aa", UI_2));
    assertTrue(world.holds("bb", UI_2) && !world.holds("bb", UI_1));
    assertTrue(world.holds("cc", UI_1) && world.holds("cc", UI_2));
    assertEquals(Set.of("1.0.0", "2.0.0"), world.versions("aa", UI));
    assertFalse(world.holds("aa", UI_2), "listing keeps nothing");
  }

  @Test
  @Covers({"A-078", "A-079", "A-088"})
  @DisplayName("does not depend on where it came from any more")
  void independent() throws IOException {
    world.repositories("aa -> bb");
    world.publish("bb", UI_1, "one");
    world.publish("bb", UI_2, "two");
    world.read("aa", UI_1);
    world.repository("bb").updateStatus(UI, VersionChange.of("1.0.0"), VersionStatus.ARCHIVED);
    assertEquals("one", world.read("aa", UI_1), "archived upstream");
    assertEquals(VersionStatus.PUBLISHED, world.repository("aa").describe(UI_1).status());
    world.repository("bb").updateStatus(UI, VersionChange.of("2.0.0"), VersionStatus.ARCHIVED);
    notFound(() -> world.read("aa", UI_2));
    world.repository("bb").updateStatus(UI, VersionChange.of("2.0.0"), VersionStatus.PUBLISHED);
    world.repository("bb").dispose(UI, VersionChange.of("1.0.0"));
    assertEquals("one", world.read("aa", UI_1), "disposed upstream");
    world.repository("bb").delete(UI, VersionChange.of("1.0.0"));
    assertEquals("one", world.read("aa", UI_1), "deleted upstream");
    world.upstreams.links().setUpstreams("aa", List.of());
    assertEquals("one", world.read("aa", UI_1), "without the link");
    notFound(() -> world.read("aa", UI_2));
    assertEquals(Set.of("1.0.0"), world.versions("aa", UI));
  }

  @Test
  @Covers("A-078")
  @DisplayName("does not change when assets are added where it came from")
  void addedAssets() throws IOException {
    world.repositories("aa -> bb");
    var version = PackageCoordinates.generic("acme", "app").version("1");
    world.publish("bb", version, "x", "one");
    world.read("aa", version, "x");
    world.publish("bb", version, "y", "more");
    notFound(() -> world.read("aa", version, "y"));
    assertEquals(1, world.repository("aa").assets(version, PageRequest.first()).items().size());
    World pypi = World.pypi(directory.resolve("pypi")).repositories("pp -> qq");
    pypi.upstreams.links().associate("qq", PYPI);
    pypi.source.with(LIB_1, "lib.whl", "wheel");
    pypi.read("pp", LIB_1, "lib.whl");
    pypi.source.with(LIB_1, "later.whl", "more");
    pypi.wait(Duration.ofDays(1));
    notFound(() -> pypi.read("pp", LIB_1, "later.whl"));
  }

  @Test
  @Covers("A-088")
  @DisplayName("is all that is left when the link is removed, also of what was further up")
  void removedLink() throws IOException {
    world.repositories("aa -> bb", "bb -> cc").upstreams.links().associate("cc", NPMJS);
    world.read("aa", UI_1);
    world.upstreams.links().setUpstreams("aa", List.of());
    assertEquals(Set.of("1.0.0"), world.versions("aa", UI));
    int before = world.source.calls.size();
    notFound(() -> world.read("aa", UI_2));
    assertEquals(before, world.source.calls.size());
  }

  @Test
  @Covers({"A-080", "A-081"})
  @DisplayName(
      "hides what is further up once it is archived, disposed or unfinished, until deleted")
  void shadows() throws IOException {
    world.repositories("aa -> cc").upstreams.links().associate("cc", NPMJS);
    opened("aa");
    world.read("aa", UI_1);
    world.repository("aa").updateStatus(UI, VersionChange.of("1.0.0"), VersionStatus.ARCHIVED);
    int before = world.source.calls.size();
    notFound(() -> world.read("aa", UI_1));
    assertEquals(before, world.source.calls.size());
    assertEquals(Set.of("2.0.0"), world.versions("aa", UI));
    world.repository("aa").dispose(UI, VersionChange.of("1.0.0"));
    notFound(() -> world.read("aa", UI_1));
    assertEquals(Set.of("2.0.0"), world.versions("aa", UI));
    world.repository("aa").delete(UI, VersionChange.of("1.0.0"));
    assertEquals(Set.of("1.0.0", "2.0.0"), world.versions("aa", UI));
    assertEquals("one", world.read("aa", UI_1), "kept again");
    assertTrue(world.holds("aa", UI_1));
    world.repository("aa").delete(UI, VersionChange.of("1.0.0"));
    world.upstreams.links().setUpstreams("aa", List.of());
    world
        .repository("aa")
        .publish(
            PublishRequest.of(UI_2, TGZ).unfinished(), new ByteArrayInputStream(new byte[] {1}));
    world.upstreams.links().setUpstreams("aa", List.of("cc"));
    notFound(() -> world.read("aa", UI_2));
    assertEquals(Set.of("1.0.0"), world.versions("aa", UI), "unfinished hides too");
    world.repository("cc").updateStatus(UI, VersionChange.of("1.0.0"), VersionStatus.ARCHIVED);
    notFound(() -> world.read("aa", UI_1));
    assertEquals(Set.of(), world.versions("aa", UI), "the nearest that has it decides");
  }

  @Test
  @Covers("A-081")
  @DisplayName("is not kept again if origin controls do not let it")
  void notAgain() throws IOException {
    world.repositories("aa").upstreams.links().associate("aa", NPMJS);
    world.read("aa", UI_1);
    world.repository("aa").delete(UI, VersionChange.of("1.0.0"));
    world
        .upstreams
        .origins()
        .put(
            "aa",
            UI,
            new OriginControls(OriginControls.Control.ALLOW, OriginControls.Control.BLOCK));
    notFound(() -> world.read("aa", UI_1));
  }

  @Test
  @Covers("A-083")
  @DisplayName("is all that the repository's own calls know")
  void ownCalls() throws IOException {
    world.repositories("aa -> bb");
    world.publish("bb", UI_1, "one");
    var a = world.repository("aa");
    notFound(() -> a.describe(UI_1));
    notFound(() -> a.asset(UI_1, TGZ));
    notFound(() -> a.assets(UI_1, PageRequest.first()));
    notFound(() -> a.versions(UI, VersionQuery.ALL, PageRequest.first()));
    assertEquals(List.of(), a.packages(PackageQuery.ALL, PageRequest.first()).items());
    assertEquals(Set.of("1.0.0"), a.delete(UI, VersionChange.of("1.0.0")).failed().keySet());
    assertEquals(
        Set.of("1.0.0"),
        a.updateStatus(UI, VersionChange.of("1.0.0"), VersionStatus.UNLISTED).failed().keySet());
  }

  @Test
  @DisplayName("comes asset by asset from outside, each only when it is asked for")
  void assetByAsset() throws IOException {
    world = World.pypi(directory.resolve("pypi")).repositories("aa -> cc");
    world.upstreams.links().associate("cc", PYPI);
    world.source.with(LIB_1, "lib.whl", "wheel").with(LIB_1, "lib.tar.gz", "sources");
    assertEquals("wheel", world.read("aa", LIB_1, "lib.whl"));
    assertEquals(1, world.source.count("open"));
    assertEquals("sources", world.read("aa", LIB_1, "lib.tar.gz"));
    assertEquals(2, world.source.count("open"));
    assertEquals(1, world.source.count("describe"));
    assertEquals(2, world.repository("aa").assets(LIB_1, PageRequest.first()).items().size());
    assertEquals(2, world.repository("cc").assets(LIB_1, PageRequest.first()).items().size());
    world.source.calls.clear();
    assertEquals("sources", world.read("aa", LIB_1, "lib.tar.gz"));
    assertEquals(List.of(), world.source.calls);
  }

  @Test
  @DisplayName("keeps what its source said about it, and is unlisted if it was there")
  void whatTheSourceSaid() throws IOException {
    world.repositories("aa -> cc").upstreams.links().associate("cc", NPMJS);
    Instant then = Instant.parse("2020-02-02T02:02:02Z");
    world.source.said =
        version ->
            version
                .publishedAt(then)
                .unlisted()
                .saying(
                    VersionMetadata.EMPTY.withSummary("a user interface"),
                    Map.of("yanked", "broken"),
                    Map.of("package.json", "{}".getBytes(StandardCharsets.UTF_8)));
    world.read("aa", UI_1);
    for (String name : List.of("aa", "cc")) {
      VersionDescription kept = world.repository(name).describe(UI_1);
      assertEquals(Optional.of(then), kept.publishedTime());
      assertEquals(VersionStatus.UNLISTED, kept.status());
      assertEquals("a user interface", kept.metadata().summary());
      assertEquals(Map.of("yanked", "broken"), kept.marks());
      try (InputStream in =
          world.repository(name).document(UI_1, "package.json").orElseThrow().open()) {
        assertEquals("{}", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertEquals(Set.of("2.0.0"), world.versions("aa", UI), "unlisted hides the public one");
    assertEquals("one", world.read("aa", UI_1));
  }

  @Test
  @DisplayName("has only names that could be published")
  void hostileNames() throws IOException {
    world.repositories("cc").upstreams.links().associate("cc", NPMJS);
    String hostile = "a\u0000b";
    world.source.with(UI_1, hostile, "x");
    notFound(() -> world.read("cc", UI_1, hostile));
    assertEquals(List.of(), world.source.calls, "not even asked for");
    assertFalse(world.holds("cc", UI_1));
    world.source.said =
        version -> version.saying(VersionMetadata.EMPTY, Map.of("No Name", "x"), Map.of());
    assertThrows(IOException.class, () -> world.read("cc", UI_2));
    assertFalse(world.holds("cc", UI_2));
  }

  @Test
  @DisplayName("has no more assets than a version may have")
  void manyAssets() throws IOException {
    world = World.pypi(directory.resolve("pypi")).repositories("cc");
    world.upstreams.links().associate("cc", PYPI);
    for (int i = 0; i < 6; i++) {
      world.source.with(LIB_1, "asset-" + i, "x" + i);
    }
    for (int i = 0; i < 5; i++) {
      assertEquals("x" + i, world.read("cc", LIB_1, "asset-" + i));
    }
    assertThrows(IOException.class, () -> world.read("cc", LIB_1, "asset-5"));
    assertEquals(5, world.repository("cc").assets(LIB_1, PageRequest.first()).items().size());
  }

  @Test
  @DisplayName("is never a version that the filter blocks; one that it hides is in no list")
  void filtered() throws IOException {
    world.repositories("aa -> bb", "bb -> cc").upstreams.links().associate("cc", NPMJS);
    for (String strict : List.of("aa", "cc")) {
      world.filter =
          subject -> {
            if (!subject.repository().equals(strict)) {
              return VersionVerdict.ALLOW;
            }
            return subject.version().coordinates().equals(UI_1)
                ? VersionVerdict.block("too new")
                : VersionVerdict.hide("not for everybody");
          };
      ArtifactException blocked =
          assertThrows(ArtifactException.class, () -> world.read("aa", UI_1));
      assertTrue(String.valueOf(blocked.getMessage()).contains("too new"), "the reason is shown");
      assertEquals(Set.of(), world.versions("aa", UI), strict);
      assertFalse(world.holds("cc", UI_1) || world.holds("aa", UI_1));
    }
    world.filter = subject -> VersionVerdict.hide("not for everybody");
    assertEquals("two", world.read("aa", UI_2), "hidden, but there for who names it");
    assertEquals(Set.of(), world.versions("aa", UI));
    assertEquals(1, world.source.count("open"));
  }

  @Test
  @DisplayName("is never a version that a review holds, here or where it comes in")
  void heldBack() throws IOException {
    world.repositories("aa -> bb", "bb -> cc").upstreams.links().associate("cc", NPMJS);
    for (String name : List.of("aa", "cc")) {
      world.repository(name).quarantine().hold(UI_1, "jo", "unknown maintainer");
      assertThrows(ArtifactException.class, () -> world.read("aa", UI_1));
      assertEquals(Set.of("2.0.0"), world.versions("aa", UI));
      assertFalse(world.holds("cc", UI_1));
      assertEquals(0, world.source.count("open"));
      world.repository(name).quarantine().forget(UI_1);
    }
    assertEquals("one", world.read("aa", UI_1));
    world.repository("aa").quarantine().hold(UI_1, "jo", "it was bad");
    assertThrows(ArtifactException.class, () -> world.read("aa", UI_1), "also when it is kept");
    assertEquals(Set.of("2.0.0"), world.versions("aa", UI), "and no other place shows it");
    world.repository("aa").quarantine().forget(UI_1);
    world.repository("aa").delete(UI, VersionChange.of("1.0.0"));
    world.repository("cc").quarantine().hold(UI_1, "jo", "it was bad");
    assertThrows(ArtifactException.class, () -> world.read("aa", UI_1), "held further up");
    assertFalse(world.holds("aa", UI_1));
    ClientAsset asset = world.upstreams.client("aa").asset(UI_2, TGZ);
    try (InputStream in = asset.open()) {
      world.repository("aa").quarantine().hold(UI_2, "jo", "just now");
      assertThrows(IOException.class, in::readAllBytes, "held while it was on its way");
    }
    assertFalse(world.holds("aa", UI_2));
  }

  @Test
  @Covers("A-084")
  @DisplayName("can be copied from upstream too, if that is ordered")
  void copies() throws IOException {
    world.repositories("aa -> bb cc", "dd").upstreams.links().associate("cc", NPMJS);
    VersionCoordinates three = UI.version("3.0.0");
    world.upstreams.origins().put("bb", UI, OriginControls.OPEN);
    world.publish("bb", three, "three");
    CopyRequest all = CopyRequest.of(UI, "1.0.0", "3.0.0");
    assertEquals(
        Set.of("1.0.0", "3.0.0"),
        world.repository("dd").copyFrom(world.repository("aa"), all).failed().keySet(),
        "not from upstream unless it is said");
    assertEquals(
        Set.of("1.0.0", "3.0.0"),
        world.upstreams.copyFromUpstream("aa", "dd", all).successful().keySet());
    assertEquals("three", world.read("dd", three));
    assertEquals("one", world.read("dd", UI_1));
    assertEquals(
        Set.of("9.0.0"),
        world
            .upstreams
            .copyFromUpstream("aa", "dd", CopyRequest.of(UI, "9.0.0"))
            .failed()
            .keySet());
  }

  @Test
  @Covers({"A-098", "W-024"})
  @DisplayName("is never a Maven snapshot from outside")
  void snapshots() throws IOException {
    World maven =
        new World(directory.resolve("m"), CachePolicy.MAVEN, PackageFormat.MAVEN, "central");
    var app = new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "app");
    List<String> snapshots =
        List.of("1.1-SNAPSHOT", "1.1-20210728.194552-1", "1.1SNAPSHOT", "20210728.194552-0");
    for (String version : snapshots) {
      maven.source.with(app.version(version), "app.jar", "jar");
    }
    maven.source.with(app.version("1.0"), "app.jar", "jar");
    maven.repositories("aa").upstreams.links().associate("aa", "central");
    assertEquals("jar", maven.read("aa", app.version("1.0"), "app.jar"));
    maven.source.calls.clear();
    for (String version : snapshots) {
      notFound(() -> maven.read("aa", app.version(version), "app.jar"));
    }
    assertEquals(List.of(), maven.source.calls, "not even asked for");
    assertEquals(Set.of("1.0"), maven.versions("aa", app));
  }
}
