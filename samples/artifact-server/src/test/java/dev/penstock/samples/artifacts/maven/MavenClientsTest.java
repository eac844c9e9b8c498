package dev.penstock.samples.artifacts.maven;

import static dev.penstock.samples.artifacts.maven.MavenHome.DEPLOY;
import static dev.penstock.samples.artifacts.maven.MavenHome.JAR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.conventions.Covers;
import dev.penstock.samples.artifacts.Served;
import dev.penstock.samples.artifacts.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  void takesNoBytesThatDoNotFitTheirChecksums(@TempDir Path directory) throws Exception {
    MavenHome maven = MavenHome.of("installed", Files.createDirectories(directory.resolve("home")));
    try (Served served = Served.from(directory.resolve("served"))) {
      maven.uses(served, Served.WRITER);
      maven.run(maven.project(served, "1.0", "one"), JAR, DEPLOY).succeeded();
      String jar = "/maven/main/com/acme/widget/1.1/widget-1.1.jar";
      assertEquals(201, served.put(jar, new byte[10]).statusCode());
      assertEquals(
          400,
          served.put(jar + ".sha1", "0".repeat(40).getBytes(UTF_8)).statusCode(),
          "not its own");
      String metadata =
          "<metadata><versioning><versions><version>1.1</version></versions></versioning></metadata>";
      served.put("/maven/main/com/acme/widget/maven-metadata.xml", metadata.getBytes(UTF_8));
      assertEquals("one", fetched(maven, "[1.0,2.0)"), "the other is unfinished");
      maven.run(maven.consumer("1.1"), JAR).failed();

      maven.forgetPackages();
      alter(directory.resolve("served/content"));
      maven.run(maven.consumer("1.0"), JAR).failed();
      assertTrue(served.log().contains("AlteredContentException"), served.log());
    }
  }

  /** Changes a byte of each entry of each stored jar, in whatever file that is. */
  private static void alter(Path content) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(content)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    int altered = 0;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i + 10 < bytes.length; i++) {
        if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 3 && bytes[i + 3] == 4) {
          bytes[i + 10] ^= 1; // of its time
          altered++;
        }
      }
      Files.write(file, bytes);
    }
    assertTrue(altered > 0, files.toString());
  }

  @Test
  void passesOverWhatIsUnlistedUnlessItIsNamed(@TempDir Path directory) throws Exception {
    MavenHome maven = MavenHome.of("installed", Files.createDirectories(directory.resolve("home")));
    try (Served served = Served.from(directory.resolve("served"))) {
      maven.uses(served, Served.WRITER);
      maven.run(maven.project(served, "1.0", "one"), JAR, DEPLOY).succeeded();
      maven.run(maven.project(served, "1.1", "two"), JAR, DEPLOY).succeeded();
      PackageCoordinates widget = new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "widget");
      served
          .server()
          .domain()
          .repository("main")
          .updateStatus(widget, VersionChange.of("1.1"), VersionStatus.UNLISTED);
      maven.uses(served, Served.READER);
      assertEquals("one", fetched(maven, "[1.0,2.0)"));
      assertEquals("two", fetched(maven, "1.1"));
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
