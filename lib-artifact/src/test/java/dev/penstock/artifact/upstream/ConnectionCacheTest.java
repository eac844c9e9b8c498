package dev.penstock.artifact.upstream;

import static dev.penstock.artifact.upstream.World.NPMJS;
import static dev.penstock.artifact.upstream.World.TGZ;
import static dev.penstock.artifact.upstream.World.UI;
import static dev.penstock.artifact.upstream.World.UI_1;
import static dev.penstock.artifact.upstream.World.UI_2;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.origin.OriginControls;
import dev.penstock.artifact.upstream.ClientVersions.ClientVersion;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What an external connection remembers")
class ConnectionCacheTest {
  private static final VersionCoordinates UI_3 = UI.version("3.0.0");

  private @TempDir Path directory;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = new World(directory).repositories("web -> store");
    world.upstreams.links().associate("store", NPMJS);
    world.source.with(UI_1, TGZ, "one");
  }

  private static void notFound(Executable call) {
    assertEquals(
        ArtifactException.Kind.NOT_FOUND, assertThrows(ArtifactException.class, call).kind());
  }

  private ClientVersions listed() throws IOException {
    return world.upstreams.client("web").versions(UI);
  }

  private Set<String> versions() throws IOException {
    return listed().versions().keySet();
  }

  @Test
  @Covers("A-082")
  @DisplayName("is merged with the repositories; the first place that has a version describes it")
  void merged() throws IOException {
    world.repositories("app -> team web");
    world.source.with(UI_2, TGZ, "two").with(UI_3, TGZ, "three");
    world.publish("team", UI.version("0.9.0"), "ours");
    world.upstreams.origins().put("team", UI, OriginControls.OPEN);
    world.wait(ofDays(1));
    Instant later = world.now;
    world.read("web", UI_2);
    world.publish("team", UI_3, "ours, and it is in no upstream of team");
    Map<String, ClientVersion> found = world.upstreams.client("app").versions(UI).versions();
    assertEquals(Set.of("0.9.0", "1.0.0", "2.0.0", "3.0.0"), found.keySet());
    assertEquals(
        new ClientVersion("2.0.0", "web", Optional.empty(), Optional.of(later), Map.of()),
        found.get("2.0.0"));
    assertEquals(
        new ClientVersion("1.0.0", "store", Optional.of(NPMJS), Optional.empty(), Map.of()),
        found.get("1.0.0"));
    assertEquals(
        "team", String.valueOf(found.get("3.0.0")).replaceAll(".*repository=(\\w+).*", "$1"));
  }

  @Test
  @Covers("A-094")
  @DisplayName("is fresh for 30 minutes, then asked for anew")
  void freshness() throws IOException {
    assertEquals(Set.of("1.0.0"), versions());
    world.source.with(UI_2, TGZ, "two");
    world.wait(ofMinutes(30).minusNanos(1));
    assertEquals(Set.of("1.0.0"), versions());
    assertEquals(1, world.source.count("versions"));
    world.wait(ofSeconds(1));
    assertEquals(Set.of("1.0.0", "2.0.0"), versions());
    assertEquals(2, world.source.count("versions"));
  }

  @Test
  @Covers("A-094")
  @DisplayName(
      "is, for Maven, fresh for 3 hours, and the first reader after that gets the old answer")
  void behind() throws IOException {
    World maven =
        new World(directory.resolve("m"), CachePolicy.MAVEN, PackageFormat.MAVEN, "central")
            .repositories("web");
    maven.upstreams.links().associate("web", "central");
    var app = new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "app");
    maven.source.with(app.version("1.0"), "app.jar", "jar");
    assertEquals(Set.of("1.0"), maven.versions("web", app));
    maven.source.with(app.version("1.1"), "app.jar", "jar");
    maven.wait(ofHours(3).minusNanos(1));
    assertEquals(Set.of("1.0"), maven.versions("web", app));
    assertEquals(1, maven.source.count("versions"));
    maven.wait(ofSeconds(1));
    assertEquals(Set.of("1.0"), maven.versions("web", app), "the old answer");
    assertEquals(1, maven.behind.size(), "but somebody is to ask");
    maven.behind.remove(0).run();
    assertEquals(Set.of("1.0", "1.1"), maven.versions("web", app));
    assertEquals(2, maven.source.count("versions"));
    maven.wait(ofHours(3));
    maven.source.outage = new IOException("down");
    assertEquals(List.of(), maven.upstreams.client("web").versions(app).warnings());
    maven.behind.remove(0).run();
    assertEquals(
        1, maven.upstreams.client("web").versions(app).warnings().size(), "what failed is told");
    assertEquals(List.of(), maven.behind);
  }

  @Test
  @DisplayName("outlives the process")
  void reopened() throws IOException {
    versions();
    world.upstreams = world.open(directory, CachePolicy.STANDARD, PackageFormat.NPM, NPMJS);
    world.source.outage = new IOException("down");
    assertEquals(Set.of("1.0.0"), versions());
    assertEquals(1, world.source.count("versions"));
  }

  @Test
  @Covers({"A-096", "AP-016", "AP-026"})
  @DisplayName(
      "is used with a warning while the source is down; what is unknown fails as unavailable")
  void outage() throws IOException {
    Instant asked = world.now;
    versions();
    world.source.outage = new IOException("down");
    assertEquals(List.of(), listed().warnings(), "fresh is fresh");
    world.wait(ofMinutes(31));
    ClientVersions stale = listed();
    assertEquals(Set.of("1.0.0"), stale.versions().keySet());
    assertEquals(1, stale.warnings().size());
    assertEquals(NPMJS, stale.warnings().get(0).connection());
    assertEquals(Optional.of(asked), stale.warnings().get(0).asOf());
    assertTrue(stale.warnings().get(0).reason().contains("down"));
    assertThrows(UpstreamUnavailableException.class, () -> world.read("web", UI_1));
    var other = new PackageCoordinates(PackageFormat.NPM, "acme", "other");
    assertThrows(
        UpstreamUnavailableException.class,
        () -> world.versions("web", other),
        "no negative answer");
    world.wait(ofDays(31));
    assertThrows(UpstreamUnavailableException.class, this::listed, "too old to be used");
    world.source.outage = null;
    assertEquals(List.of(), listed().warnings());
    assertEquals("one", world.read("web", UI_1));
    world.source.outage = new IOException("down");
    world.wait(ofDays(31));
    assertEquals("one", world.read("web", UI_1), "what is stored stays available");
    ClientVersions held = listed();
    assertEquals(Set.of("1.0.0"), held.versions().keySet());
    assertEquals(Optional.empty(), held.warnings().get(0).asOf(), "and the gap is told");
  }

  @Test
  @Covers("AP-027")
  @DisplayName("is renewed by \"not modified\"")
  void notModified() throws IOException {
    world.source.hasValidator = true;
    versions();
    world.wait(ofMinutes(31));
    assertEquals(Set.of("1.0.0"), versions());
    assertEquals(2, world.source.count("versions"));
    assertTrue(world.source.calls.get(1).contains(" if not v"), world.source.calls.toString());
    world.wait(ofMinutes(29));
    assertEquals(Set.of("1.0.0"), versions());
    assertEquals(2, world.source.count("versions"), "fresh again from then on");
    world.wait(ofMinutes(2));
    world.source.with(UI_2, TGZ, "two");
    assertEquals(Set.of("1.0.0", "2.0.0"), versions());
  }

  @Test
  @Covers("AP-027")
  @DisplayName("is asked for once, whoever asks meanwhile")
  void oneRevalidation() throws Exception {
    versions();
    world.wait(ofMinutes(31));
    int readers = 50;
    CountDownLatch ready = new CountDownLatch(readers);
    ExecutorService threads = Executors.newFixedThreadPool(readers);
    try {
      List<Future<Set<String>>> all = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return versions();
                }));
      }
      for (Future<Set<String>> one : all) {
        assertEquals(Set.of("1.0.0"), one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, world.source.count("versions"));
  }

  @Test
  @Covers("AP-028")
  @DisplayName("is asked for again, once in a while, for a version that a fresh listing lacks")
  void newVersion() throws IOException {
    versions();
    world.source.with(UI_2, TGZ, "two").marks.put("deprecated", "use 3");
    world.wait(ofMinutes(2));
    assertEquals("two", world.read("web", UI_2), "just published there");
    assertEquals(2, world.source.count("versions"), "one revalidation");
    assertEquals(Set.of("1.0.0", "2.0.0"), versions(), "and the listing shows it");
    assertEquals(
        Map.of("deprecated", "use 3"),
        Optional.ofNullable(listed().versions().get("1.0.0")).orElseThrow().marks(),
        "with what else has changed");
    world.wait(ofSeconds(59));
    notFound(() -> world.read("web", UI_3));
    notFound(() -> world.read("web", UI.version("4.0.0")));
    assertEquals(2, world.source.count("versions"), "no more within the interval");
    assertEquals(1, world.source.count("describe"));
    world.wait(ofMinutes(1));
    notFound(() -> world.read("web", UI.version("5.0.0")));
    assertEquals(3, world.source.count("versions"));
    world.wait(ofMinutes(1));
    notFound(() -> world.read("web", UI.version("5.0.0")));
    assertEquals(3, world.source.count("versions"), "and that one is known not to be there");
  }

  @Test
  @Covers({"AP-015", "AP-029"})
  @DisplayName("is also what is not there, for a while, until the package is published here")
  void negative() throws IOException {
    notFound(() -> world.read("web", UI_2));
    notFound(() -> world.read("web", UI_2));
    assertEquals(1, world.source.count("describe"));
    world.read("web", UI_1);
    assertEquals(2, world.source.count("describe"), "by path");
    world.source.with(UI_2, TGZ, "two");
    world.wait(ofMinutes(5).minusNanos(1));
    notFound(() -> world.read("web", UI_2));
    world.wait(ofSeconds(1));
    assertEquals("two", world.read("web", UI_2));
    notFound(() -> world.read("web", UI_3));
    world.source.with(UI_3, TGZ, "three");
    notFound(() -> world.read("web", UI_3));
    world.repositories("team");
    world.publish("team", UI.version("9.0.0"), "ours");
    assertEquals("three", world.read("web", UI_3), "a publish forgets it");
    var none = new PackageCoordinates(PackageFormat.NPM, "acme", "none");
    assertEquals(Set.of(), world.versions("web", none));
    assertEquals(Set.of(), world.versions("web", none));
    notFound(() -> world.read("web", none.version("1.0.0")));
    assertEquals(1, world.source.calls.stream().filter(call -> call.contains("none")).count());
  }

  @Test
  @Covers("AP-030")
  @DisplayName("is never that a source which is overloaded has no such thing")
  void overloaded() throws IOException {
    for (int status : List.of(429, 500, 502, 503, 504, 401, 403, 418, 200)) {
      SourceUnavailableException unavailable =
          assertThrows(
              SourceUnavailableException.class, () -> Answer.ofStatus(status, ofSeconds(17)));
      world.source.outage = unavailable;
      UpstreamUnavailableException told =
          assertThrows(UpstreamUnavailableException.class, () -> world.read("web", UI_1));
      assertEquals(Optional.of(ofSeconds(17)), told.retryAfter());
      assertEquals(503, told.httpStatus());
      assertEquals(NPMJS, told.connection());
      assertEquals(
          Optional.of(ofSeconds(17)),
          assertThrows(UpstreamUnavailableException.class, () -> world.versions("web", UI))
              .retryAfter());
    }
    assertEquals(new Answer.Absent<>(), Answer.ofStatus(404, null));
    assertEquals(new Answer.Absent<>(), Answer.ofStatus(410, null));
    assertEquals(new Answer.NotModified<>(), Answer.ofStatus(304, null));
    world.source.outage = null;
    assertEquals("one", world.read("web", UI_1), "nothing of it was remembered");
    assertEquals(Set.of("1.0.0"), versions());
  }

  @Test
  @DisplayName("is asked for asset by asset where a source cannot name all of them")
  void openVersions() throws IOException {
    World pypi = World.pypi(directory.resolve("pypi")).repositories("web");
    pypi.upstreams.links().associate("web", World.PYPI);
    pypi.source.isExhaustive = false;
    pypi.source.with(World.LIB_1, "lib.whl", "wheel");
    assertEquals("wheel", pypi.read("web", World.LIB_1, "lib.whl"));
    notFound(() -> pypi.read("web", World.LIB_1, "none"));
    notFound(() -> pypi.read("web", World.LIB_1, "none"));
    assertEquals(1, pypi.source.count("asset " + World.LIB_1 + "/none"));
    pypi.source.with(World.LIB_1, "more", "more");
    assertEquals("more", pypi.read("web", World.LIB_1, "more"));
  }

  @Test
  @DisplayName("has bounds, and shows nothing that could not be stored")
  void hostile() throws IOException {
    world.source.listed.addAll(
        List.of("a/b", "x y", "", "v".repeat(256), "1.0.0-ok", "1.0.0-\ud83d"));
    world.source.marks.put("deprecated", "half \ud83d");
    assertEquals(Set.of("1.0.0", "1.0.0-ok"), versions());
    assertEquals("half \ud83d", listed().versions().get("1.0.0").marks().get("deprecated"));
    world.source.marks.put("deprecated", "x".repeat(3 << 20));
    world.wait(ofMinutes(31));
    assertTrue(
        String.valueOf(assertThrows(IOException.class, this::listed).getMessage())
            .contains("allowed: at most 4194304 bytes"));
  }

  @Test
  @Covers({"A-085", "A-086"})
  @DisplayName("includes tags, of which those further up win")
  void tags() throws IOException {
    world.repositories("app -> team", "team -> deep web");
    for (String name : List.of("app", "team", "deep")) {
      world.upstreams.origins().put(name, UI, OriginControls.OPEN);
    }
    world.publish("app", UI.version("1.0.2"), "ours");
    world.publish("team", UI_2, "ours");
    world.publish("deep", UI_3, "ours");
    world.repository("app").tag(UI, "latest", "1.0.2");
    world.repository("app").tag(UI, "mine", "1.0.2");
    ClientRepository app = world.upstreams.client("app");
    assertEquals(
        Map.of("latest", "1.0.2", "mine", "1.0.2"), app.versions(UI).tags(), "merged with none");
    world.repository("team").tag(UI, "latest", "2.0.0");
    world.repository("team").tag(UI, "next", "2.0.0");
    assertEquals("2.0.0", app.versions(UI).tags().get("latest"), "the upstream's wins");
    world.repository("deep").tag(UI, "latest", "3.0.0");
    assertEquals("3.0.0", app.versions(UI).tags().get("latest"), "that of the deepest");
    world.source.tags.putAll(Map.of("latest", "1.0.0", "gone", "7.0.0"));
    world.wait(ofMinutes(31));
    assertEquals(
        Map.of("latest", "1.0.0", "mine", "1.0.2", "next", "2.0.0"),
        app.versions(UI).tags(),
        "and a name for what nobody can have is left out");
  }
}
