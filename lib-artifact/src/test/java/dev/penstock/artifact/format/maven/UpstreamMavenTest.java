package dev.penstock.artifact.format.maven;

import static dev.penstock.artifact.format.maven.Deploy.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.format.Elsewhere;
import dev.penstock.artifact.format.FormatBench;
import dev.penstock.artifact.format.FormatBench.Answer;
import dev.penstock.conventions.Covers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A Maven repository that has another one upstream")
class UpstreamMavenTest {
  private static final String WIDGET = "/com/acme/widget/";
  private static final String JAR = WIDGET + "1.0/widget-1.0.jar";
  private static final String METADATA = WIDGET + "maven-metadata.xml";

  @TempDir private Path directory;
  private Elsewhere upstream;
  private FormatBench bench;

  @BeforeEach
  void start() throws IOException {
    upstream = new Elsewhere(bench -> new MavenProtocol());
    bench =
        new FormatBench(
            "https://packages.example/maven/main",
            bench -> new MavenProtocol(),
            new FormatBench.Connected(
                PackageFormat.MAVEN,
                new MavenSource(upstream.remote("")),
                directory.resolve("spool")));
    release(upstream.bench(), "1.0", "1.0");
    release(upstream.bench(), "1.10", "1.0", "1.10");
    release(upstream.bench(), "1.9", "1.0", "1.10", "1.9");
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  private static void release(FormatBench bench, String version, String... all) {
    String file = WIDGET + version + "/widget-" + version;
    put(bench, file + ".jar", "jar " + version);
    put(bench, file + ".pom", Deploy.pom(version));
    put(bench, METADATA, Deploy.metadata(all));
  }

  private static void put(FormatBench bench, String path, String body) {
    Answer answer = bench.ask("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    assertEquals(2, answer.status() / 100, path);
  }

  private List<String> versions() {
    return MetadataReader.read(bench.get(METADATA).body()).versions();
  }

  @Test
  @DisplayName("lists the other's releases, and gives out its files and their checksums")
  void resolves() {
    assertEquals(List.of("1.0", "1.9", "1.10"), versions());
    assertEquals(Deploy.pom("1.0"), bench.get(WIDGET + "1.0/widget-1.0.pom").text());
    assertEquals(hex("SHA-1", "jar 1.0"), bench.get(JAR + ".sha1").text());
    assertEquals(hex("SHA-256", "jar 1.0"), bench.get(JAR + ".sha256").text());
    assertEquals("jar 1.0", bench.get(JAR).text());
    assertEquals(404, bench.get(WIDGET + "1.0/widget-1.0-sources.jar").status());
    assertEquals(404, bench.get(WIDGET + "2.0/widget-2.0.jar").status());
    assertEquals(404, bench.get("/com/acme/gadget/maven-metadata.xml").status());
  }

  @Test
  @Covers("W-024")
  @DisplayName("takes no build for a release, whatever its number")
  void builds() throws IOException {
    PackageCoordinates widget = new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "widget");
    for (String version : List.of("1.8-20240131.120000-0", "2.0")) {
      bench
          .repository()
          .publish(
              PublishRequest.of(widget.version(version), "widget-" + version + ".jar"),
              new ByteArrayInputStream(new byte[1]));
    }
    assertEquals(List.of("2.0"), versions());
  }

  @Test
  @DisplayName("tells no time of what it knows from the other alone")
  void times() {
    assertFalse(bench.get(METADATA).text().contains("lastUpdated"));
    bench.get(JAR);
    assertFalse(bench.get(METADATA).text().contains("lastUpdated"), "fetched is not published");
    assertEquals(List.of("1.0", "1.9", "1.10"), versions());
  }

  @Test
  @DisplayName("keeps what it has given out, and still gives it out when the other is down")
  void down() {
    versions();
    bench.get(WIDGET + "1.0/widget-1.0.pom");
    bench.get(JAR);
    upstream.status = 503;
    bench.now = bench.now.plus(Duration.ofDays(1));
    assertEquals("jar 1.0", bench.get(JAR).text());
    assertEquals(hex("SHA-512", "jar 1.0"), bench.get(JAR + ".sha512").text());
    assertEquals(Deploy.pom("1.0"), bench.get(WIDGET + "1.0/widget-1.0.pom").text());
    assertEquals(List.of("1.0", "1.9", "1.10"), versions(), "stale, and better than nothing");
    assertEquals(503, bench.get(WIDGET + "1.9/widget-1.9.jar").status(), "not 404: nobody knows");
  }

  @Test
  @DisplayName("never keeps nor gives out to its end what has not the promised checksum")
  void lies() {
    bench.get(WIDGET + "1.0/widget-1.0.pom");
    upstream.lie =
        body ->
            new String(body, StandardCharsets.UTF_8).startsWith("jar")
                ? "other 1".getBytes(StandardCharsets.UTF_8)
                : body;
    String got;
    try {
      got = bench.get(JAR).text();
    } catch (UncheckedIOException refused) {
      got = "";
    }
    assertFalse(got.contains("other 1"), got);
    upstream.lie = body -> body;
    assertEquals("jar 1.0", bench.get(JAR).text());
  }

  @Test
  @DisplayName("never asks for snapshots")
  void snapshots() {
    assertEquals(404, bench.get(WIDGET + "2.0-SNAPSHOT/maven-metadata.xml").status());
    assertEquals(404, bench.get(WIDGET + "2.0-SNAPSHOT/widget-2.0-SNAPSHOT.jar").status());
    assertEquals(404, bench.get(WIDGET + "2.0-SNAPSHOT/widget-2.0-20240131.120000-1.jar").status());
    assertTrue(upstream.asked.stream().noneMatch(path -> path.contains("SNAPSHOT")));
  }
}
