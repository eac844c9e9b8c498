package dev.penstock.samples.artifacts.maven;

import static dev.penstock.samples.artifacts.maven.MavenHome.DEPLOY;
import static dev.penstock.samples.artifacts.maven.MavenHome.JAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Served;
import dev.penstock.samples.artifacts.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Maven itself")
@Timeout(300)
class MavenClientsTest {

  @Covers({"AP-060", "AP-061", "AP-062"})
  @ParameterizedTest
  @ValueSource(strings = {"installed", "3.9.9", "4.0.0-rc-4"})
  void deploysAndResolves(String version, @TempDir Path directory) throws Exception {
    MavenHome maven = MavenHome.of(version, Files.createDirectories(directory.resolve("home")));
    try (Served served = Served.from(directory.resolve("served"))) {
      maven.uses(served, Served.WRITER);
      maven.run(maven.project(served, "1.0", "one"), JAR, DEPLOY).succeeded();
      maven.run(maven.project(served, "1.1", "two"), JAR, DEPLOY).succeeded();
      maven.run(maven.project(served, "2.0-SNAPSHOT", "three"), JAR, DEPLOY).succeeded();
      String log = served.log();

      assertEquals("two", fetched(maven, "[1.0,1.9]"), "the highest of a range");
      maven.run(maven.project(served, "1.0", "changed"), JAR, DEPLOY).failed();
      assertEquals("one", fetched(maven, "1.0"), "a release stays as it was published");
      maven.run(maven.project(served, "2.0-SNAPSHOT", "four"), JAR, DEPLOY).succeeded();
      assertEquals("four", fetched(maven, "2.0-SNAPSHOT"), "the newest build");
      assertFalse(served.log().contains(" 500 "), served.log());
      assertTrue(log.contains("PUT /maven/main/com/acme/widget/maven-metadata.xml 200"), log);

      maven.uses(served, Served.READER);
      maven.run(maven.project(served, "1.2", "five"), JAR, DEPLOY).failed();
      assertEquals(404, served.get("/maven/main/com/acme/widget/1.2/widget-1.2.jar").statusCode());
      maven.uses(served, "wrong-token");
      maven.forgetPackages();
      maven.run(maven.consumer("1.0"), JAR).failed();
    }
  }

  @Test
  void resolvesThroughTheServerAlsoWhenTheOtherIsDown(@TempDir Path directory) throws Exception {
    MavenHome maven = MavenHome.of("installed", Files.createDirectories(directory.resolve("home")));
    Served upstream =
        Served.from(
            ServerSettings.local(directory.resolve("elsewhere"), Served.ACCOUNTS).openToReaders());
    maven.uses(upstream, Served.WRITER);
    maven.run(maven.project(upstream, "1.0", "one"), JAR, DEPLOY).succeeded();
    maven.run(maven.project(upstream, "1.1", "two"), JAR, DEPLOY).succeeded();
    URI source = URI.create(upstream.url() + "/maven/main");
    try (Served served =
        Served.from(
            ServerSettings.local(directory.resolve("served"), Served.ACCOUNTS)
                .source(PackageFormat.MAVEN, source))) {
      maven.uses(served, Served.READER);
      try (upstream) {
        assertEquals("two", fetched(maven, "[1.0,1.9]"));
      }
      assertEquals("two", fetched(maven, "1.1"), "what was fetched once stays");
      assertTrue(served.log().contains("widget-1.1.jar 200"), served.log());
    }
  }

  /** What is in the jar that a project gets, whose checksums Maven has compared. */
  private static String fetched(MavenHome maven, String requirement) throws Exception {
    maven.forgetPackages();
    maven.run(maven.consumer(requirement), JAR).succeeded();
    return content(maven.jar());
  }

  static String content(Path jar) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      return Files.readString(zip.getPath("content.txt"));
    }
  }
}
