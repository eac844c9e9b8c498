package dev.penstock.artifact.format.pypi;

import static dev.penstock.artifact.format.pypi.Distributions.BASE;
import static dev.penstock.artifact.format.pypi.Distributions.sha256;
import static dev.penstock.artifact.format.pypi.Distributions.uploadSource;
import static dev.penstock.artifact.format.pypi.Distributions.uploadWheel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.format.Elsewhere;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.artifact.format.listing.WholeList;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An index that has another one upstream")
class UpstreamIndexTest {
  private static final PackageCoordinates LIB =
      new PackageCoordinates(PackageFormat.PYPI, "", "acme-lib");
  private static final String WHEEL = "/packages/acme-lib/1.0/acme_lib-1.0-py3-none-any.whl";

  @TempDir private Path directory;
  private Elsewhere upstream;
  private FormatBench bench;

  @BeforeEach
  void start() throws IOException {
    upstream = new Elsewhere(bench -> new PypiProtocol(() -> bench.now));
    bench =
        new FormatBench(
            BASE,
            bench -> new PypiProtocol(() -> bench.now),
            new FormatBench.Connected(
                PackageFormat.PYPI,
                new PypiSource(upstream.remote("/simple"), 1 << 20),
                directory.resolve("spool")));
    uploadWheel(upstream.bench(), "acme-lib", "1.0", "Requires-Python: >=3.8\n");
    uploadSource(upstream.bench(), "acme-lib", "1.0", "source");
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  private JsonNode page() throws IOException {
    Answer answer = bench.get("/simple/acme-lib/", "Accept", "application/vnd.pypi.simple.v1+json");
    assertEquals(200, answer.status());
    return new ObjectMapper().readTree(answer.body());
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("files").forEach(file -> names.add(file.path("filename").asText()));
    return names;
  }

  @Test
  @Covers("AP-040")
  @DisplayName("lists the other's files under its own addresses, and what is known of them")
  void lists() throws IOException {
    JsonNode page = page();
    assertEquals(List.of("acme-lib-1.0.tar.gz", "acme_lib-1.0-py3-none-any.whl"), names(page));
    assertEquals("[\"1.0\"]", page.path("versions").toString());
    byte[] wheel = Distributions.wheel("acme-lib", "1.0", "Requires-Python: >=3.8\n");
    JsonNode file = page.path("files").path(1);
    assertEquals(BASE + WHEEL, file.path("url").asText());
    assertEquals(sha256(wheel), file.path("hashes").path("sha256").asText());
    assertEquals(wheel.length, file.path("size").asInt());
    assertEquals(">=3.8", file.path("requires-python").asText());
    assertEquals("2026-01-02T03:04:05.678901Z", file.path("upload-time").asText());
    // Announced only where it is served.
    assertEquals("false", file.path("core-metadata").toString());
    assertEquals(404, bench.get(WHEEL + ".metadata").status());
    assertArrayEquals(wheel, bench.get(WHEEL).body());
    // A project of one's own is never mixed with one of the same name elsewhere.
    uploadSource(upstream.bench(), "acme-own", "9.0", "theirs");
    uploadSource(bench, "acme-own", "1.0", "ours");
    String own = bench.get("/simple/acme-own/").text();
    assertTrue(own.contains("acme-own-1.0.tar.gz") && !own.contains("9.0"), own);
  }

  @Test
  @DisplayName("keeps what it has given out, and still gives it out when the other is down")
  void down() throws IOException {
    byte[] wheel = bench.get(WHEEL).body();
    assertEquals(
        List.of("acme_lib-1.0-py3-none-any.whl"),
        WholeList.assets(bench.repository(), LIB.version("1.0")).stream()
            .map(asset -> asset.name())
            .toList());
    List<String> before = names(page());
    assertEquals(2, before.size(), "also the file that is not held");
    int asked = upstream.asked.size();
    assertArrayEquals(wheel, bench.get(WHEEL).body());
    assertEquals(asked, upstream.asked.size(), "what is held is not asked for");
    upstream.status = 503;
    bench.now = bench.now.plus(Duration.ofHours(1));
    Answer stale = bench.get("/simple/acme-lib/");
    assertEquals(200, stale.status());
    assertTrue(stale.header("Warning").startsWith("110 elsewhere "), stale.headers().toString());
    assertEquals(before, names(page()));
    assertEquals(">=3.8", page().path("files").path(1).path("requires-python").asText());
    assertArrayEquals(wheel, bench.get(WHEEL).body());
    assertEquals(503, bench.get("/simple/other/").status(), "not 404: nobody knows");
    assertEquals(503, bench.get("/packages/other/1.0/other-1.0.tar.gz").status());
  }

  @Test
  @DisplayName("says 404 only if the other says so")
  void absent() {
    assertEquals(404, bench.get("/simple/unknown/").status());
    assertEquals(404, bench.get("/packages/unknown/1.0/unknown-1.0.tar.gz").status());
    assertEquals(404, bench.get("/packages/acme-lib/1.0/acme_lib-1.0-py2-none-any.whl").status());
    assertEquals(404, bench.get("/packages/acme-lib/1.1/acme-lib-1.1.tar.gz").status());
  }

  @Test
  @DisplayName("never keeps nor gives out to its end what has not the promised hash")
  void tampered() throws IOException {
    page();
    upstream.lie =
        body -> {
          byte[] other = body.clone();
          other[other.length - 1] ^= (byte) (body[0] == 'P' ? 1 : 0); // a wheel, not what is beside
          return other;
        };
    assertThrows(UncheckedIOException.class, () -> bench.get(WHEEL));
    assertEquals(List.of(), WholeList.assets(bench.repository(), LIB.version("1.0")));
    upstream.lie = body -> body;
    assertEquals(200, bench.get(WHEEL).status());
  }

  @Test
  @DisplayName("shows what was yanked there, also of what it holds")
  void yanked() throws IOException {
    bench.get(WHEEL);
    uploadSource(upstream.bench(), "acme-lib", "1.1", "x");
    for (String version : List.of("1.0", "1.1")) {
      upstream.bench().repository().mark(LIB.version(version), PypiProtocol.YANKED, "leaks");
    }
    bench.now = bench.now.plus(Duration.ofHours(1));
    JsonNode page = page();
    assertEquals(3, page.path("files").size());
    for (JsonNode file : page.path("files")) {
      assertEquals("leaks", file.path("yanked").asText(), file.toString());
    }
  }

  @Test
  @DisplayName("takes no page that is none, and no file without a good hash")
  void badPages() throws IOException {
    for (String body : List.of("", "<html>", "[]", "{\"files\":[{\"filename\":", "7")) {
      upstream.lie = any -> body.getBytes(UTF_8);
      assertEquals(503, bench.get("/simple/acme-lib/").status(), body);
    }
    upstream.lie =
        any ->
            ("{\"files\":[{\"filename\":\"acme-lib-1.0.tar.gz\",\"url\":\"x\",\"hashes\":{}},"
                    + "{\"filename\":\"other-1.0.tar.gz\",\"url\":\"x\",\"hashes\":{\"sha256\":\""
                    + "0".repeat(64)
                    + "\"}},{\"filename\":\"../acme-lib-1.0.tar.gz\",\"url\":\"x\",\"hashes\":"
                    + "{\"sha256\":\""
                    + "0".repeat(64)
                    + "\"}},{},7]}")
                .getBytes(UTF_8);
    assertEquals(404, bench.get("/simple/acme-lib/").status());
    assertFalse(upstream.asked.isEmpty());
  }
}
