package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.artifact.upstream.UpstreamUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A registry in front of another one")
class NpmProxyTest {
  private static final PackageCoordinates WIDGET =
      new PackageCoordinates(PackageFormat.NPM, "acme", "widget");
  private static final String TARBALL = "/@acme/widget/-/widget-1.0.0.tgz";

  @TempDir Path spool;

  private final Elsewhere elsewhere = new Elsewhere();
  private TestRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new TestRegistry(elsewhere.source(), spool);
    Publish widget = Publish.of("@acme/widget", "1.0.0");
    widget.manifest.putObject("dependencies").put("plain", "^1.0.0");
    elsewhere.registry.put("/@acme%2fwidget", widget.json());
    elsewhere.registry.tick();
    elsewhere.registry.publish("@acme/widget", "1.1.0");
  }

  @AfterEach
  void stop() {
    elsewhere.close();
  }

  private static Set<String> versions(JsonNode packument) {
    return Set.copyOf(ImmutableList.copyOf(packument.path("versions").fieldNames()));
  }

  private JsonNode widget() {
    return registry.packument("@acme%2fwidget");
  }

  @Test
  void tellsWhatTheOtherTells() {
    JsonNode there = elsewhere.registry.packument("@acme/widget");
    JsonNode here = widget();
    assertEquals(Set.of("1.0.0", "1.1.0"), versions(here));
    assertEquals("1.1.0", here.at("/dist-tags/latest").asText());
    assertEquals(there.path("time"), here.path("time"));
    JsonNode manifest = here.at("/versions/1.0.0");
    assertEquals("^1.0.0", manifest.at("/dependencies/plain").asText());
    JsonNode dist = manifest.path("dist");
    assertEquals(there.at("/versions/1.0.0/dist/integrity"), dist.path("integrity"));
    assertEquals(there.at("/versions/1.0.0/dist/shasum"), dist.path("shasum"));
    assertEquals(TestRegistry.BASE + TARBALL, dist.path("tarball").asText());
    JsonNode abbreviated =
        registry.get("/@acme%2fwidget", "Accept", "application/vnd.npm.install-v1+json").json();
    assertEquals("^1.0.0", abbreviated.at("/versions/1.0.0/dependencies/plain").asText());
    assertEquals("1.1.0", registry.get("/@acme%2fwidget/latest").json().path("version").asText());
    assertEquals(
        "{\"latest\":\"1.1.0\"}",
        registry.get("/-/package/@acme%2fwidget/dist-tags").json().toString());
    assertEquals(404, registry.get("/unknown").status());
    assertEquals(
        1,
        elsewhere.asked.stream().filter(one -> one.contains("widget")).count(),
        "one packument is enough for all of that");
  }

  @Test
  void takesTextsThatEndInHalfACharacterAsRealOnesDo() throws IOException {
    Publish plain = Publish.of("plain", "1.0.0");
    plain.manifest.put("description", "D").put("license", "L").put("homepage", "H");
    plain.manifest.putObject("dependencies").put("other", "R");
    elsewhere.registry.put("/plain", plain.json());
    elsewhere.lie =
        text ->
            text.replace("\"D\"", "\"D\\ud83d\",\"deprecated\":\"no \\ude00\"")
                .replace("\"L\"", "\"L\\ud83d\"")
                .replace("\"H\"", "\"H\\ud83d\"")
                .replace("\"R\"", "\"R\\ud83d\"");
    JsonNode here = registry.packument("plain");
    assertEquals(Set.of("1.0.0"), versions(here));
    assertEquals("no ?", here.at("/versions/1.0.0/deprecated").asText());
    assertEquals("1.0.0", here.at("/dist-tags/latest").asText());
    assertEquals(200, registry.get("/plain/-/plain-1.0.0.tgz").status());
    VersionMetadata held =
        registry
            .repository
            .describe(new PackageCoordinates(PackageFormat.NPM, "", "plain").version("1.0.0"))
            .metadata();
    assertEquals("D?", held.summary());
    assertEquals("H?", held.homePage());
    assertEquals("L?", held.licenses().get(0).name());
    assertEquals("R?", held.dependencies().get(0).requirement());
  }

  @Test
  void keepsWhatWasFetchedAndServesItWhenTheOtherIsDown() throws IOException {
    assertEquals(200, registry.get("/@acme%2fwidget").status());
    Answer tarball = registry.get(TARBALL);
    assertEquals(200, tarball.status());
    assertArrayEquals(Publish.tarball("@acme/widget", "1.0.0"), tarball.body());
    VersionDescription held = registry.repository.describe(WIDGET.version("1.0.0"));
    assertEquals(new Origin(Origin.Type.EXTERNAL, "elsewhere"), held.origin());

    elsewhere.broken = 500;
    elsewhere.asked.clear();
    assertArrayEquals(Publish.tarball("@acme/widget", "1.0.0"), registry.get(TARBALL).body());
    registry.wait(Duration.ofHours(1));
    Answer stale = registry.get("/@acme%2fwidget");
    assertEquals(200, stale.status());
    assertFalse(stale.header("Warning").isEmpty());
    assertTrue(versions(stale.json()).contains("1.0.0"));
    assertEquals("^1.0.0", stale.json().at("/versions/1.0.0/dependencies/plain").asText());

    TestRegistry restarted = restart();
    Answer packument = restarted.get("/@acme%2fwidget");
    assertEquals(200, packument.status());
    assertEquals(Set.of("1.0.0"), versions(packument.json()), "others could not be had");
    assertEquals("1.0.0", packument.json().at("/dist-tags/latest").asText());
    assertEquals("^1.0.0", packument.json().at("/versions/1.0.0/dependencies/plain").asText());
    assertArrayEquals(Publish.tarball("@acme/widget", "1.0.0"), restarted.get(TARBALL).body());
    assertEquals(List.of(), elsewhere.asked);
    assertEquals(List.of(), registry.failures);
  }

  /** The same storage, with nothing in memory, an hour later. */
  private TestRegistry restart() throws IOException {
    return new TestRegistry(registry, elsewhere.source(), spool.resolve("again"));
  }

  @Test
  void saysThatItCannotAsk() {
    for (int status : List.of(500, 503, 429, 403)) {
      elsewhere.broken = status;
      for (String path : List.of("/@acme%2fwidget", TARBALL, "/@acme%2fwidget/1.0.0")) {
        Answer answer = registry.get(path);
        assertEquals(503, answer.status(), path);
        assertEquals("7", answer.header("Retry-After"));
        assertFalse(answer.json().path("error").asText().isEmpty());
      }
    }
    elsewhere.broken = 0;
    assertEquals(200, registry.get("/@acme%2fwidget").status(), "nothing of that is remembered");
  }

  @Test
  void keepsNoBytesThatAreNotThoseThatWerePromised() throws IOException {
    assertEquals(200, registry.get("/@acme%2fwidget").status());
    elsewhere.lie = text -> text.replace("tarball of", "virus in");
    assertThrows(UncheckedIOException.class, () -> registry.get(TARBALL));
    assertTrue(registry.state().keySet().stream().noneMatch(key -> key.startsWith("versions")));
    elsewhere.lie = text -> text;
    assertArrayEquals(Publish.tarball("@acme/widget", "1.0.0"), registry.get(TARBALL).body());
    assertEquals(
        Origin.Type.EXTERNAL,
        registry.repository.describe(WIDGET.version("1.0.0")).origin().type());
  }

  @Test
  void asksWhetherSomethingHasChanged() {
    assertEquals(200, registry.get("/@acme%2fwidget").status());
    registry.wait(Duration.ofHours(1));
    assertEquals(200, registry.get("/@acme%2fwidget").status());
    assertEquals(
        List.of("GET /npm/main/@acme%2fwidget 200", "GET /npm/main/@acme%2fwidget 304"),
        elsewhere.asked);
    elsewhere.registry.publish("@acme/widget", "1.2.0");
    registry.wait(Duration.ofHours(1));
    assertEquals(Set.of("1.0.0", "1.1.0", "1.2.0"), versions(widget()));
  }

  @Test
  void findsAVersionThatIsNew() {
    assertEquals(Set.of("1.0.0", "1.1.0"), versions(widget()));
    elsewhere.registry.publish("@acme/widget", "1.2.0");
    registry.wait(Duration.ofMinutes(2));
    assertArrayEquals(
        Publish.tarball("@acme/widget", "1.2.0"),
        registry.get("/@acme/widget/-/widget-1.2.0.tgz").body());
  }

  @Test
  void tellsDeprecationsOfWhatItKeeps() {
    assertEquals(200, registry.get(TARBALL).status());
    ObjectNode document = (ObjectNode) elsewhere.registry.get("/@acme%2fwidget?write=true").json();
    for (String version : List.of("1.0.0", "1.1.0")) {
      ((ObjectNode) document.at("/versions/" + version)).put("deprecated", "use 2");
    }
    assertEquals(200, elsewhere.registry.put("/@acme%2fwidget", document).status());
    registry.wait(Duration.ofHours(1));
    assertEquals("use 2", widget().at("/versions/1.0.0/deprecated").asText(), "kept");
    assertEquals("use 2", widget().at("/versions/1.1.0/deprecated").asText(), "not kept");
  }

  @Test
  void putsItsOwnVersionsBesideThoseOfTheOther() {
    assertEquals(
        409,
        registry.put("/@acme%2fwidget", Publish.of("@acme/widget", "1.1.0").json()).status(),
        "the version is elsewhere");
    registry.publish("own", "1.0.0");
    assertEquals(Set.of("1.0.0"), versions(registry.packument("own")));
    Map<String, String> before = registry.state();
    assertEquals(404, registry.get("/@acme%2fwidget?write=true").status());
    assertEquals(before, registry.state());
  }

  @Test
  void believesNoPackumentThatIsNone() {
    for (String body :
        List.of(
            "",
            "[]",
            "{",
            "{\"versions\":[]}",
            "{\"versions\":{\"1.0.0\":1}}",
            "null",
            "{\"dist-tags\":1}",
            "{\"time\":[]}")) {
      elsewhere.lie = text -> body;
      assertEquals(503, registry.get("/@acme%2fwidget").status(), body);
    }
    assertEquals(List.of(), registry.failures);
  }

  @Test
  void leavesOutWhatItCouldNotVerifyOrFetch() {
    elsewhere.lie =
        text ->
            text.replaceFirst("\"integrity\":\"[^\"]*\",\"shasum\":\"[^\"]*\",", "")
                .replace("\"version\":\"9", "\"version\":\"8");
    assertEquals(Set.of("1.1.0"), versions(widget()), "the first has no digest");
  }

  @Test
  void followsNoLinkToAnotherHost() {
    elsewhere.lie = text -> text.replaceAll("http://127.0.0.1:\\d+", "http://169.254.0.1");
    assertEquals(200, registry.get("/@acme%2fwidget").status());
    assertThrows(
        UpstreamUnavailableException.class, () -> registry.get(TARBALL), "it is not fetched");
    assertEquals(List.of("GET /npm/main/@acme%2fwidget 200"), elsewhere.asked);
    assertTrue(registry.state().keySet().stream().noneMatch(key -> key.startsWith("versions")));
  }
}
