package dev.penstock.artifact.format.npm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.npm.TestRegistry.Answer;
import dev.penstock.artifact.format.npm.TestRegistry.Publish;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An npm registry that is read")
class NpmReadingTest {
  private static final String FULL = "application/json";
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final String INSTALL = ABBREVIATED + "; q=1.0, application/json; q=0.8, */*";

  private static final PackageCoordinates PLAIN =
      new PackageCoordinates(PackageFormat.NPM, "", "plain");

  private final TestRegistry registry = new TestRegistry();

  private static Set<String> fields(JsonNode node) {
    return Set.copyOf(ImmutableList.copyOf(node.fieldNames()));
  }

  @Test
  @Covers("W-047")
  void findsScopedPackagesHoweverTheyAreWritten() {
    registry.publish("@acme/widget", "1.0.0");
    for (String name : List.of("@acme%2fwidget", "@acme%2Fwidget", "@acme/widget")) {
      assertEquals("@acme/widget", registry.packument(name).path("name").asText(), name);
      assertEquals("1.0.0", registry.get("/" + name + "/latest").json().path("version").asText());
      assertEquals(
          "1.0.0",
          registry.get("/-/package/" + name + "/dist-tags").json().path("latest").asText());
      assertEquals(200, registry.get("/" + name + "/-/widget-1.0.0.tgz").status());
    }
    for (String name : List.of("@acme%252fwidget", "acme%2fwidget", "acme/widget", "@acme")) {
      assertEquals(404, registry.get("/" + name).status(), name);
    }
  }

  @Test
  @Covers({"W-048", "W-060"})
  void servesTarballsByTheirConvention() {
    registry.publish("@acme/widget", "1.0.0");
    registry.publish("plain", "1.0.0-rc.1");
    byte[] widget = Publish.tarball("@acme/widget", "1.0.0");
    for (String path :
        List.of(
            "/@acme/widget/-/widget-1.0.0.tgz",
            "/@acme%2fwidget/-/widget-1.0.0.tgz",
            "/@acme/widget/-/@acme/widget-1.0.0.tgz")) {
      Answer answer = registry.get(path);
      assertEquals(200, answer.status(), path);
      assertEquals("application/octet-stream", answer.header("Content-Type"));
      assertEquals(String.valueOf(widget.length), answer.header("Content-Length"));
      assertArrayEquals(widget, answer.body());
    }
    assertArrayEquals(
        Publish.tarball("plain", "1.0.0-rc.1"),
        registry.get("/plain/-/plain-1.0.0-rc.1.tgz").body());
    for (String path :
        List.of(
            "/plain/-/plain-1.0.1.tgz",
            "/plain/-/other-1.0.0-rc.1.tgz",
            "/plain/-/plain-.tgz",
            "/plain/-/plain-1.0.0-rc.1.zip",
            "/plain/-/plain-a b.tgz",
            "/plain/-/",
            "/none/-/none-1.0.0.tgz",
            "/@acme/widget/-/@other/widget-1.0.0.tgz",
            "/@acme/widget/-/acme-widget-1.0.0.tgz")) {
      Answer answer = registry.get(path.replace(" ", "%20"));
      assertEquals(404, answer.status(), path);
      assertEquals("application/json", answer.header("Content-Type"));
      assertFalse(answer.json().path("error").asText().isEmpty(), path);
    }
  }

  @Test
  @Covers("W-049")
  void linksTarballsUnderTheAddressThatClientsSee() throws IOException {
    registry.publish("@acme/widget", "1.0.0");
    String wanted = TestRegistry.BASE + "/@acme/widget/-/widget-1.0.0.tgz";
    JsonNode full = registry.packument("@acme/widget");
    assertEquals(wanted, full.at("/versions/1.0.0/dist/tarball").asText());
    assertEquals(
        wanted,
        registry
            .get("/@acme%2fwidget", "Accept", INSTALL)
            .json()
            .at("/versions/1.0.0/dist/tarball")
            .asText());
    assertEquals(wanted, registry.get("/@acme%2fwidget/1.0.0").json().at("/dist/tarball").asText());
    JsonNode stored =
        TestRegistry.JSON.readTree(
            registry
                .repository
                .document(
                    new PackageCoordinates(PackageFormat.NPM, "acme", "widget").version("1.0.0"),
                    Manifests.MANIFEST)
                .orElseThrow()
                .open());
    assertTrue(stored.at("/dist/tarball").isMissingNode(), "the guess is not even kept");
  }

  @Test
  @Covers("W-051")
  void answersInTheFormThatIsAskedFor() {
    registry.publish("plain", "1.0.0");
    for (String accept :
        List.of(
            INSTALL, ABBREVIATED, "text/html," + ABBREVIATED + ";q=0.9,application/json;q=0.8")) {
      Answer answer = registry.get("/plain", "Accept", accept);
      assertEquals(ABBREVIATED, answer.header("Content-Type"), accept);
      assertTrue(answer.json().path("time").isMissingNode());
      assertEquals("Accept", answer.header("Vary"));
    }
    for (String accept :
        List.of(
            FULL,
            "*/*",
            "",
            ABBREVIATED + ";q=0, application/json",
            ABBREVIATED + ";q=0.5,application/json",
            ABBREVIATED + ";q=x")) {
      Answer answer = registry.get("/plain", "Accept", accept);
      assertEquals(FULL, answer.header("Content-Type"), accept);
      assertTrue(answer.json().path("time").isObject(), accept);
      assertEquals("Accept", answer.header("Vary"));
    }
    assertEquals(FULL, registry.get("/plain?write=true", "Accept", INSTALL).header("Content-Type"));
  }

  @Test
  @Covers({"W-052", "W-065"})
  void knowsNothingOfUnknownPackagesInBothForms() {
    registry.publish("plain", "1.0.0");
    for (String name : List.of("npm", "pnpm", "unknown", "@acme%2funknown", "favicon.ico")) {
      for (String accept : List.of(INSTALL, FULL, "*/*")) {
        Answer answer = registry.get("/" + name, "Accept", accept);
        assertEquals(404, answer.status(), name);
        assertFalse(answer.json().path("error").asText().isEmpty());
      }
    }
    assertTrue(registry.failures.isEmpty());
  }

  @Test
  @Covers({"W-053", "W-069"})
  void tellsEverythingInTheFullDocument() {
    Publish first = Publish.of("plain", "1.0.0");
    first.manifest.put("description", "old");
    registry.put("/plain", first.json());
    Publish second = Publish.of("plain", "1.1.0");
    second.manifest.put("license", "MIT").put("homepage", "https://plain.example");
    second.manifest.putObject("author").put("name", "Ada");
    second.manifest.putObject("repository").put("url", "git+https://plain.example/x.git");
    second.manifest.putObject("bugs").put("url", "https://plain.example/bugs");
    second.manifest.putArray("keywords").add("plain").add("simple");
    second.manifest.putArray("maintainers").addObject().put("name", "ada");
    second.manifest.putObject("exports").put(".", "./index.js");
    registry.put("/plain", second.json());

    JsonNode full = registry.packument("plain");
    assertEquals("plain", full.path("_id").asText());
    assertEquals("plain", full.path("name").asText());
    assertFalse(full.path("_rev").asText().isEmpty());
    assertEquals("Turns plain", full.path("description").asText());
    assertEquals("1.1.0", full.at("/dist-tags/latest").asText());
    assertEquals(Set.of("1.0.0", "1.1.0"), fields(full.path("versions")));
    assertEquals(Set.of("created", "modified", "1.0.0", "1.1.0"), fields(full.path("time")));
    assertEquals("# plain", full.path("readme").asText());
    assertEquals("README.md", full.path("readmeFilename").asText());
    for (String field :
        List.of("maintainers", "author", "license", "repository", "bugs", "homepage", "keywords")) {
      assertEquals(second.manifest.get(field), full.get(field), field);
    }
    assertTrue(full.path("_attachments").isObject());

    JsonNode manifest = full.at("/versions/1.1.0");
    assertEquals("plain@1.1.0", manifest.path("_id").asText());
    for (String field :
        List.of("_nodeVersion", "_npmVersion", "name", "version", "description", "exports")) {
      assertEquals(second.manifest.get(field), manifest.get(field), field);
    }
    assertEquals("old", full.at("/versions/1.0.0/description").asText());
    assertTrue(manifest.path("readme").isMissingNode(), "a readme is told once");
  }

  @Test
  @Covers("W-054")
  void tellsWhenEachVersionWasPublished() {
    registry.publish("plain", "1.0.0");
    registry.publish("plain", "0.9.0");
    JsonNode time = registry.packument("plain").path("time");
    assertEquals("2026-01-02T03:04:05Z", time.path("1.0.0").asText());
    assertEquals("2026-01-02T03:04:06Z", time.path("0.9.0").asText());
    assertEquals("2026-01-02T03:04:05Z", time.path("created").asText());
    assertEquals("2026-01-02T03:04:06Z", time.path("modified").asText());
  }

  @Test
  @Covers("W-055")
  void tellsWhatAnInstallationNeedsInTheAbbreviatedDocument() {
    Publish publish = Publish.of("plain", "1.0.0");
    List<String> kept =
        List.of(
            "dependencies",
            "optionalDependencies",
            "devDependencies",
            "bundleDependencies",
            "peerDependencies",
            "peerDependenciesMeta",
            "acceptDependencies",
            "bin",
            "directories",
            "engines",
            "funding");
    kept.forEach(field -> publish.manifest.putObject(field).put("a", "1"));
    publish.manifest.putArray("os").add("linux");
    publish.manifest.putArray("cpu").add("x64");
    publish.manifest.put("_hasShrinkwrap", true);
    publish.manifest.putObject("scripts").put("postinstall", "node build.js").put("test", "x");
    publish.manifest.put("gitHead", "abc");
    registry.put("/plain", publish.json());
    registry.publish("plain", "1.0.1");
    registry.put(
        "/plain",
        TestRegistry.JSON
            .createObjectNode()
            .set(
                "versions",
                TestRegistry.JSON
                    .createObjectNode()
                    .set("1.0.0", TestRegistry.JSON.createObjectNode().put("deprecated", "old"))));

    JsonNode document = registry.get("/plain", "Accept", INSTALL).json();
    assertEquals(Set.of("name", "modified", "dist-tags", "versions"), fields(document));
    assertEquals("plain", document.path("name").asText());
    assertEquals("2026-01-02T03:04:05Z", document.path("modified").asText());
    assertEquals("1.0.1", document.at("/dist-tags/latest").asText());
    assertEquals(Set.of("1.0.0", "1.0.1"), fields(document.path("versions")));
    JsonNode manifest = document.at("/versions/1.0.0");
    assertEquals("plain", manifest.path("name").asText());
    assertEquals("1.0.0", manifest.path("version").asText());
    assertEquals(
        Digests.integrity(Publish.tarball("plain", "1.0.0")),
        manifest.at("/dist/integrity").asText());
    kept.forEach(field -> assertEquals("1", manifest.path(field).path("a").asText(), field));
    assertEquals("linux", manifest.at("/os/0").asText());
    assertEquals("x64", manifest.at("/cpu/0").asText());
    assertTrue(manifest.path("_hasShrinkwrap").asBoolean());
    assertTrue(manifest.path("hasInstallScript").asBoolean());
    assertEquals("old", manifest.path("deprecated").asText());
    for (String field : List.of("scripts", "gitHead", "readme", "description", "_npmVersion")) {
      assertTrue(manifest.path(field).isMissingNode(), field);
    }
    assertEquals(Set.of("name", "version", "dist"), fields(document.at("/versions/1.0.1")));
  }

  @Test
  @Covers("W-056")
  void tellsTheDigestsOfWhatIsStored() {
    Publish publish = Publish.of("plain", "1.0.0");
    publish.dist.remove("integrity");
    publish.dist.put("fileCount", 3).put("unpackedSize", 1234);
    publish.dist.putArray("signatures").addObject().put("keyid", "k").put("sig", "forged");
    registry.put("/plain", publish.json());
    byte[] tarball = Publish.tarball("plain", "1.0.0");
    JsonNode dist = registry.packument("plain").at("/versions/1.0.0/dist");
    assertEquals(Digests.integrity(tarball), dist.path("integrity").asText());
    assertEquals(Digests.sha1(tarball), dist.path("shasum").asText());
    assertEquals(TestRegistry.BASE + "/plain/-/plain-1.0.0.tgz", dist.path("tarball").asText());
    assertEquals(3, dist.path("fileCount").asInt());
    assertEquals(1234, dist.path("unpackedSize").asInt());
    assertTrue(dist.path("signatures").isMissingNode(), "nobody signed in this registry's name");
  }

  @Test
  @Covers("W-057")
  void tellsOneManifestByVersionOrTag() {
    registry.publish("plain", "1.0.0");
    registry.publish("plain", "2.0.0");
    registry.put("/-/package/plain/dist-tags/stable", "\"1.0.0\"");
    assertEquals("plain@1.0.0", registry.get("/plain/1.0.0").json().path("_id").asText());
    assertEquals("2.0.0", registry.get("/plain/latest").json().path("version").asText());
    assertEquals("1.0.0", registry.get("/plain/stable").json().path("version").asText());
    for (String unknown : List.of("3.0.0", "beta", "^1.0.0", "1.0.0/more")) {
      assertEquals(404, registry.get("/plain/" + unknown).status(), unknown);
    }
    assertEquals(404, registry.get("/none/1.0.0").status());
  }

  @Test
  @Covers({"W-059", "A-050"})
  void hidesWhatIsNotPublished() throws IOException {
    for (String version : List.of("1.0.0", "1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0")) {
      registry.publish("plain", version);
    }
    registry.put("/-/package/plain/dist-tags/newest", "\"2.0.0\"");
    registry.put("/-/package/plain/dist-tags/oldest", "\"1.0.0\"");
    registry.repository.updateStatus(PLAIN, VersionChange.of("2.0.0"), VersionStatus.UNLISTED);
    JsonNode full = registry.packument("plain");
    assertEquals(Set.of("1.0.0", "1.9.0", "1.10.0", "2.0.0-rc.1"), fields(full.path("versions")));
    assertEquals(Set.of("latest", "oldest"), fields(full.path("dist-tags")));
    assertEquals(
        Set.of("latest", "oldest"), fields(registry.get("/-/package/plain/dist-tags").json()));
    assertTrue(full.path("time").path("2.0.0").isMissingNode());
    assertEquals("1.10.0", full.at("/dist-tags/latest").asText(), "the greatest release");
    assertEquals(404, registry.get("/plain/2.0.0").status());
    assertEquals(200, registry.get("/plain/-/plain-2.0.0.tgz").status(), "unlisted is readable");
    registry.repository.updateStatus(PLAIN, VersionChange.of("1.10.0"), VersionStatus.ARCHIVED);
    assertEquals("1.9.0", registry.packument("plain").at("/dist-tags/latest").asText());
    assertEquals(404, registry.get("/plain/-/plain-1.10.0.tgz").status());
    registry.repository.delete(PLAIN, VersionChange.of("1.0.0", "1.9.0"));
    full = registry.packument("plain");
    assertEquals(Set.of("2.0.0-rc.1"), fields(full.path("versions")));
    assertEquals("2.0.0-rc.1", full.at("/dist-tags/latest").asText());
    registry.repository.delete(PLAIN, VersionChange.of("2.0.0-rc.1"));
    assertEquals(404, registry.get("/plain").status());
  }

  @Test
  void hidesWhatIsHeldForReview() throws IOException {
    registry.publish("plain", "1.0.0");
    registry.publish("plain", "1.1.0");
    assertEquals(200, registry.get("/plain/-/plain-1.1.0.tgz").status());
    registry.repository.quarantine().hold(PLAIN.version("1.1.0"), "ada", "not looked at yet");
    JsonNode full = registry.packument("plain");
    assertEquals(Set.of("1.0.0"), fields(full.path("versions")));
    assertEquals("1.0.0", full.at("/dist-tags/latest").asText());
    Answer blocked = registry.get("/plain/-/plain-1.1.0.tgz");
    assertEquals(403, blocked.status());
    assertTrue(blocked.json().path("error").asText().contains("not looked at yet"));
    assertEquals(404, registry.get("/plain/1.1.0").status());
  }

  @Test
  void keepsAnEntityTagAsLongAsTheDocumentStays() {
    registry.publish("plain", "1.0.0");
    Answer first = registry.get("/plain");
    String tag = first.header("ETag");
    assertEquals(304, registry.get("/plain", "If-None-Match", tag).status());
    assertNotEquals(tag, registry.get("/plain", "Accept", INSTALL).header("ETag"));
    registry.publish("plain", "1.0.1");
    Answer second = registry.get("/plain", "If-None-Match", tag);
    assertEquals(200, second.status());
    assertNotEquals(tag, second.header("ETag"));
    assertEquals("no-cache", second.header("Cache-Control"));
  }

  @Test
  void showsVersionsThatCameWithoutAManifest() throws IOException {
    registry.repository.publish(
        PublishRequest.of(PLAIN.version("1.0.0"), "package.tgz"), TestRegistry.stream("bytes"));
    JsonNode full = registry.packument("plain");
    assertEquals("plain", full.at("/versions/1.0.0/name").asText());
    assertTrue(full.at("/versions/1.0.0/dist/integrity").asText().startsWith("sha512-"));
    assertEquals("1.0.0", full.at("/dist-tags/latest").asText());
  }
}
