package dev.penstock.artifact.format.nuget;

import static dev.penstock.artifact.format.nuget.Packages.BASE;
import static dev.penstock.artifact.format.nuget.Packages.json;
import static dev.penstock.artifact.format.nuget.Packages.nupkg;
import static dev.penstock.artifact.format.nuget.Packages.push;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.Elsewhere;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.listing.WholeList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A NuGet repository that has another one upstream")
class UpstreamGalleryTest {
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.NUGET, "", "acme.lib");
  private static final String DEPENDENCIES =
      "<dependencies><dependency id='Other' version='[1.0.0-a.b,)'/></dependencies>";
  private static final String FLAT = "/v3/flatcontainer/acme.lib/";
  private static final String FILE = FLAT + "1.0.0/acme.lib.1.0.0.nupkg";
  private static final String INDEX = "/v3/registration-gz-semver2/acme.lib/index.json";

  @TempDir private Path directory;
  private Elsewhere upstream;
  private FormatBench bench;

  @BeforeEach
  void start() throws IOException {
    upstream = new Elsewhere(bench -> new NugetProtocol());
    bench =
        new FormatBench(
            BASE,
            bench -> new NugetProtocol(),
            new FormatBench.Connected(
                PackageFormat.NUGET,
                new NugetSource(upstream.remote("/v3"), 1 << 20),
                directory.resolve("spool")));
    push(upstream.bench(), "Acme.Lib", "1.0.0");
    push(upstream.bench(), nupkg("Acme.Lib", "1.1.0", DEPENDENCIES));
    push(upstream.bench(), "Acme.Lib", "1.2.0");
    upstream
        .bench()
        .repository()
        .updateStatus(LIB, VersionChange.of("1.2.0"), VersionStatus.UNLISTED);
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  private JsonNode leaves(String path) {
    Answer answer = bench.get(path);
    assertEquals(200, answer.status(), path);
    assertFalse(answer.text().contains(upstream.url()), "addresses of the other server");
    return json(answer).path("items").path(0).path("items");
  }

  @Test
  @DisplayName("lists the other's versions, and fetches, under its own addresses")
  void reads() {
    assertEquals(
        "{\"versions\":[\"1.0.0\",\"1.1.0\",\"1.2.0\"]}",
        json(bench.get(FLAT + "index.json")).toString());
    for (int round = 0; round < 2; round++) {
      JsonNode leaves = leaves(INDEX);
      assertEquals(3, leaves.size());
      JsonNode entry = leaves.path(1).path("catalogEntry");
      assertEquals("Acme.Lib", entry.path("id").asText());
      assertEquals("Ada, Grace", entry.path("authors").asText());
      JsonNode needed = entry.path("dependencyGroups").path(0).path("dependencies").path(0);
      assertEquals("[1.0.0-a.b, )", needed.path("range").asText());
      assertTrue(entry.path("listed").asBoolean());
      assertFalse(leaves.path(2).path("catalogEntry").path("listed").asBoolean(true));
      assertEquals(2, leaves("/v3/registration/acme.lib/index.json").size());
      // The second time they are held.
      for (String version : List.of("1.0.0", "1.1.0", "1.2.0")) {
        assertEquals(
            200, bench.get(FLAT + version + "/acme.lib." + version + ".nupkg").status(), version);
      }
    }
    assertArrayEquals(nupkg("Acme.Lib", "1.0.0", ""), bench.get(FILE).body());
    assertEquals(
        Packages.nuspec("Acme.Lib", "1.0.0", ""), bench.get(FLAT + "1.0.0/acme.lib.nuspec").text());
  }

  @Test
  @DisplayName("fetches a package for its manifest alone")
  void manifest() {
    assertEquals(
        Packages.nuspec("Acme.Lib", "1.0.0", ""), bench.get(FLAT + "1.0.0/acme.lib.nuspec").text());
  }

  @Test
  @DisplayName("keeps what it has given out, and still gives it out when the other is down")
  void down() {
    byte[] nupkg = bench.get(FILE).body();
    upstream.status = 503;
    bench.now = bench.now.plus(Duration.ofHours(1));
    int asked = upstream.asked.size();
    assertArrayEquals(nupkg, bench.get(FILE).body());
    assertEquals(asked, upstream.asked.size());
    assertTrue(bench.get(FLAT + "index.json").text().contains("\"1.0.0\""));
    assertEquals(503, bench.get("/v3/flatcontainer/other/index.json").status());
    assertEquals(503, bench.get("/v3/flatcontainer/other/1.0.0/other.1.0.0.nupkg").status());
    upstream.status = 0;
    assertEquals(404, bench.get("/v3/flatcontainer/unknown/index.json").status());
    assertEquals(404, bench.get(FLAT + "9.0.0/acme.lib.9.0.0.nupkg").status());
  }

  @Test
  @DisplayName("never keeps what has not the promised hash")
  void tampered() throws IOException {
    assertEquals(200, bench.get(INDEX).status());
    upstream.lie =
        body -> {
          byte[] other = body.clone();
          if (other[0] == 'P') {
            other[other.length - 1] ^= 1;
          }
          return other;
        };
    assertThrows(UncheckedIOException.class, () -> bench.get(FILE));
    assertEquals(List.of(), WholeList.assets(bench.repository(), LIB.version("1.0.0")));
    upstream.lie = body -> body;
    assertEquals(200, bench.get(FILE).status());
  }

  @Test
  @DisplayName("takes nothing from a server that answers something else")
  void garbage() {
    for (String body : List.of("<html>", "[]", "{}", "{\"resources\":[{\"@type\":7}]}", "\"")) {
      upstream.lie = any -> body.getBytes(UTF_8);
      assertEquals(503, bench.get(FLAT + "index.json").status(), body);
    }
    upstream.lie = body -> body;
    assertEquals(200, bench.get(FLAT + "index.json").status());
  }
}
