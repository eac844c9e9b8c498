package dev.penstock.artifact.format.maven;

import static dev.penstock.artifact.format.maven.Deploy.METADATA;
import static dev.penstock.artifact.format.maven.Deploy.ROOT;
import static dev.penstock.artifact.format.maven.Deploy.WIDGET;
import static dev.penstock.artifact.format.maven.Deploy.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.PageRequest;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.Wire;
import dev.penstock.artifact.format.Wire.Reply;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Maven's layout over HTTP: releases")
class MavenRulesTest {
  private static final PackageCoordinates COORDINATES =
      new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "widget");
  private static final String JAR = WIDGET + "1.0/widget-1.0.jar";

  private final Wire wire = new Wire(new MavenProtocol());
  private final Deploy deploy = new Deploy(wire);

  private VersionStatus status(String version) throws IOException {
    return wire.repository().describe(COORDINATES.version(version)).status();
  }

  private MavenMetadata metadata() {
    return MetadataReader.read(wire.get(WIDGET + METADATA).body());
  }

  @Covers({"W-026", "W-031", "W-032", "W-034", "A-137", "A-051", "A-053"})
  @Test
  void aReleaseIsThereWhenItsMetadataIs() throws IOException {
    deploy.put(JAR, "jar 1.0");
    assertEquals(VersionStatus.UNFINISHED, status("1.0"), "with its first file");
    deploy.checksummed(JAR, "jar 1.0");
    deploy.checksummed(WIDGET + "1.0/widget-1.0.pom", Deploy.pom("1.0"));
    deploy.put(WIDGET + METADATA, Deploy.metadata("0.9"));
    assertEquals(VersionStatus.UNFINISHED, status("1.0"), "metadata of another version");
    assertEquals(404, wire.get(JAR).status(), "half a deployment is not read");
    assertEquals(404, wire.get(WIDGET + METADATA).status());
    assertEquals(404, wire.get(WIDGET + METADATA + ".sha1").status());

    deploy.checksummed(WIDGET + METADATA, Deploy.metadata("1.0"));

    assertEquals(VersionStatus.PUBLISHED, status("1.0"));
    assertEquals(Deploy.pom("1.0"), wire.get(WIDGET + "1.0/widget-1.0.pom").text());
    assertEquals("jar 1.0", wire.get(JAR).text());
    assertEquals(404, wire.get(WIDGET + "1.0/widget-1.0-sources.jar").status());
    assertEquals(404, wire.get(WIDGET + "1.0/widget-1.0-javadoc.jar").status());
    deploy.put(WIDGET + "1.0/widget-1.0-sources.jar", "sources");
    assertEquals("sources", wire.get(WIDGET + "1.0/widget-1.0-sources.jar").text());
    assertEquals(VersionStatus.PUBLISHED, status("1.0"), "an addition to what is published");
    byte[] document = wire.get(WIDGET + METADATA).body();
    assertEquals(hex("SHA-1", document), wire.get(WIDGET + METADATA + ".sha1").text());
    assertEquals(hex("MD5", document), wire.get(WIDGET + METADATA + ".md5").text());
  }

  @Covers({"W-027", "W-028"})
  @Test
  void filesMayComeInAnyOrderEachBeforeItsChecksums() throws IOException {
    String pom = WIDGET + "1.0/widget-1.0.pom";
    String build = WIDGET + "1.0/widget-1.0-build.pom";
    deploy.put(pom, Deploy.pom("1.0"));
    deploy.put(build, "<project/>");
    deploy.put(build + ".md5", hex("MD5", "<project/>"));
    deploy.put(pom + ".sha1", hex("SHA-1", Deploy.pom("1.0")));
    deploy.put(build + ".sha1", hex("SHA-1", "<project/>"));
    deploy.checksummed(JAR, "jar");
    deploy.put(pom + ".md5", hex("MD5", Deploy.pom("1.0")));
    deploy.put(WIDGET + METADATA, Deploy.metadata("1.0"));
    assertEquals(VersionStatus.PUBLISHED, status("1.0"));
    assertEquals("<project/>", wire.get(build).text());
    assertEquals(404, wire.put(WIDGET + "1.0/widget-1.0.war.sha1", hex("SHA-1", "x")).status());
  }

  @Covers({"W-030", "W-011", "AP-034", "A-140", "A-141"})
  @Test
  void allFourChecksumsAreTakenComparedAndServedForEveryFile() throws IOException {
    String signature = JAR + ".asc";
    deploy.put(JAR, "jar");
    deploy.put(signature, "signed");
    deploy.put(WIDGET + METADATA, Deploy.metadata("1.0"));
    for (ChecksumKind kind : ChecksumKind.values()) {
      String suffix = "." + kind.name().toLowerCase(Locale.ROOT);
      String algorithm = kind.name().replace("SHA", "SHA-");
      assertEquals(hex(algorithm, "jar"), wire.get(JAR + suffix).text(), "never uploaded");
      deploy.put(JAR + suffix, hex(algorithm, "jar"));
      deploy.put(signature + suffix, hex(algorithm, "signed") + "  widget-1.0.jar.asc\n");
      assertEquals(hex(algorithm, "signed"), wire.get(signature + suffix).text());
      deploy.put(WIDGET + METADATA + suffix, hex(algorithm, Deploy.metadata("1.0")));
      byte[] served = wire.get(WIDGET + METADATA).body();
      assertEquals(hex(algorithm, served), wire.get(WIDGET + METADATA + suffix).text());
      assertEquals(400, wire.put(WIDGET + METADATA + suffix, "no checksum").status());
      assertEquals(400, wire.put(JAR + suffix, "no checksum").status());
    }
    List<String> assets =
        wire.repository().assets(COORDINATES.version("1.0"), PageRequest.first()).items().stream()
            .map(Asset::name)
            .toList();
    assertEquals(List.of("widget-1.0.jar", "widget-1.0.jar.asc"), assets);
  }

  @Covers({"A-139", "W-036"})
  @Test
  void aChecksumThatDoesNotFitKeepsTheVersionBackUntilTheFileComesAgain() throws IOException {
    deploy.put(JAR, "jar");
    Reply wrong = wire.put(JAR + ".sha1", hex("SHA-1", "other"));
    assertEquals(400, wrong.status());
    assertEquals(400, wire.put(WIDGET + METADATA, Deploy.metadata("1.0")).status());
    assertEquals(VersionStatus.UNFINISHED, status("1.0"));
    deploy.put(JAR, "other");
    deploy.put(JAR + ".sha1", hex("SHA-1", "other").toUpperCase(Locale.ROOT));
    deploy.put(WIDGET + METADATA, Deploy.metadata("1.0"));
    assertEquals("other", wire.get(JAR).text());
    assertEquals(400, wire.put(JAR + ".sha1", hex("SHA-1", "jar")).status());
    assertEquals("other", wire.get(JAR).text(), "what is published stays");
    assertEquals(hex("SHA-1", "other"), wire.get(JAR + ".sha1").text());
  }

  @Covers("W-037")
  @Test
  void headersSaveAskingForChecksums() {
    deploy.release("1.0");
    for (String path : List.of(JAR, WIDGET + METADATA)) {
      Reply reply = wire.get(path);
      assertEquals(hex("MD5", reply.body()), reply.header("x-checksum-md5"));
      assertEquals(hex("SHA-1", reply.body()), reply.header("x-checksum-sha1"));
      assertEquals(hex("SHA-256", reply.body()), reply.header("x-checksum-sha256"));
      assertEquals(hex("SHA-512", reply.body()), reply.header("x-checksum-sha512"));
    }
  }

  @Covers({"W-035", "AP-025", "AP-023"})
  @Test
  void whatIsPublishedStaysAndTheSameAgainIsASuccess() {
    deploy.release("1.0");
    byte[] before = wire.get(WIDGET + METADATA).body();
    assertEquals(409, wire.put(JAR, "another jar").status());
    assertEquals("jar 1.0", wire.get(JAR).text());
    assertEquals(hex("SHA-1", "jar 1.0"), wire.get(JAR + ".sha1").text());
    wire.pass(60);
    deploy.release("1.0");
    assertEquals(new String(before, StandardCharsets.UTF_8), wire.get(WIDGET + METADATA).text());
  }

  @Covers("AP-024")
  @Test
  void anAttemptThatBrokeOffCanBeRepeatedOrGivenUp() throws IOException {
    deploy.put(JAR, "first attempt");
    assertEquals(VersionStatus.UNFINISHED, status("1.0"));
    deploy.release("1.0");
    assertEquals("jar 1.0", wire.get(JAR).text());
    deploy.put(WIDGET + "2.0/widget-2.0.jar", "half");
    assertTrue(wire.repository().abandon(COORDINATES.version("2.0")));
    assertEquals(404, wire.put(WIDGET + "2.0/widget-2.0.jar.md5", hex("MD5", "half")).status());
  }

  @Covers({"W-017", "W-018"})
  @Test
  void metadataTellsWhatCameLastNotWhatIsHighest() {
    deploy.release("1.0");
    wire.pass(1);
    deploy.release("2.0");
    wire.pass(1);
    deploy.release("1.1");
    MavenMetadata metadata = metadata();
    assertEquals("com.acme", metadata.groupId());
    assertEquals("widget", metadata.artifactId());
    assertEquals(List.of("1.0", "2.0", "1.1"), metadata.versions());
    assertEquals("1.1", metadata.latest());
    assertEquals("1.1", metadata.release());
    assertEquals("20260101000002", metadata.lastUpdated());
    wire.pass(1);
    deploy.snapshot("3.0-SNAPSHOT", "20240131.120000", 1);
    assertEquals("3.0-SNAPSHOT", metadata().latest());
    assertEquals("1.1", metadata().release());
  }

  @Covers({"W-019", "AP-020", "A-222"})
  @Test
  void aDeploymentCannotDropAnothersVersions() {
    deploy.release("1.0");
    deploy.put(WIDGET + "2.0/widget-2.0.jar", "jar 2.0");
    deploy.put(WIDGET + METADATA, Deploy.metadata("2.0"));
    deploy.put(WIDGET + METADATA, Deploy.metadata("7.0"));
    assertEquals(List.of("1.0", "2.0"), metadata().versions(), "nor make up any");
  }

  @Test
  @Covers("A-050")
  void whatIsUnlistedIsInNoListAndCanBeRead() throws IOException {
    deploy.release("1.0");
    deploy.release("2.0");
    wire.repository().updateStatus(COORDINATES, VersionChange.of("2.0"), VersionStatus.UNLISTED);
    assertEquals(List.of("1.0"), metadata().versions());
    assertEquals("1.0", metadata().latest());
    assertEquals(200, wire.get(WIDGET + "2.0/widget-2.0.jar").status());
    wire.repository().updateStatus(COORDINATES, VersionChange.of("2.0"), VersionStatus.ARCHIVED);
    assertEquals(404, wire.get(WIDGET + "2.0/widget-2.0.jar").status());
  }

  @Covers({"W-013", "W-022", "W-012"})
  @Test
  void aFolderCanBeAGroupAndAnArtifact() {
    String plugin = WIDGET + "widget-maven-plugin/";
    deploy.release("1.0");
    deploy.put(plugin + "1.0/widget-maven-plugin-1.0.jar", "plugin");
    deploy.put(
        plugin + "1.0/widget-maven-plugin-1.0.pom",
        "<project><name>Widget &lt;Plugin&gt;</name></project>");
    deploy.put(
        plugin + METADATA,
        Deploy.metadata("1.0")
            .replace("com.acme<", "com.acme.widget<")
            .replace(">widget<", ">widget-maven-plugin<"));
    String prefixes =
        "<metadata><plugins><plugin><name>x</name><prefix>widget</prefix>"
            + "<artifactId>widget-maven-plugin</artifactId></plugin></plugins></metadata>";
    deploy.checksummed(WIDGET + METADATA, prefixes);
    deploy.checksummed(WIDGET + METADATA, prefixes);

    MavenMetadata both = metadata();
    assertEquals(List.of("1.0"), both.versions());
    assertEquals(
        List.of(new MavenMetadata.Plugin("Widget <Plugin>", "widget", "widget-maven-plugin")),
        both.plugins());
    MavenMetadata artifact = MetadataReader.read(wire.get(plugin + METADATA).body());
    assertEquals(List.of("1.0"), artifact.versions());
    assertEquals("com.acme.widget", artifact.groupId());
    assertEquals(List.of(), artifact.plugins());
    deploy.put(
        plugin + METADATA,
        Deploy.metadata("1.0")
            .replace("com.acme<", "com.acme.widget<")
            .replace(">widget<", ">widget-maven-plugin<"));
    assertEquals(404, wire.get(ROOT + "com/" + METADATA).status());
    Reply foreign =
        wire.put(ROOT + "com/" + METADATA, prefixes.replace("widget-maven-plugin", "a/b"));
    assertEquals(400, foreign.status());
  }

  @Covers("W-022")
  @Test
  void pluginsOfAGroupAreMergedByPrefix() {
    for (String name : List.of("one", "two")) {
      String plugin = ROOT + "org/acme/" + name + "-maven-plugin/";
      deploy.put(plugin + "1.0/" + name + "-maven-plugin-1.0.jar", "plugin");
      deploy.put(
          ROOT + "org/acme/" + METADATA,
          "<metadata><plugins><plugin><name>"
              + name
              + "</name><prefix>"
              + name
              + "</prefix><artifactId>"
              + name
              + "-maven-plugin</artifactId></plugin></plugins></metadata>");
    }
    MavenMetadata group = MetadataReader.read(wire.get(ROOT + "org/acme/" + METADATA).body());
    assertEquals(
        List.of("one", "two"), group.plugins().stream().map(MavenMetadata.Plugin::prefix).toList());
    assertNull(group.lastUpdated());
  }

  @Covers("W-015")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "archetype-catalog.xml",
        ".index/nexus-maven-repository-index.properties",
        ".meta/prefixes.txt",
        ".meta/repository-metadata.xml",
        "",
        "com/acme/",
      })
  void whatIsNoFileOfTheLayoutIsNotThere(String path) {
    assertEquals(404, wire.get(ROOT + path).status());
    assertEquals(400, wire.put(ROOT + path, "x").status());
  }

  @Covers({"W-042", "W-043", "W-044", "W-045"})
  @Test
  void gradlesModuleMetadataAndMarkersAreFilesLikeOthers() {
    String module = "{\"formatVersion\":\"1.1\",\n \"variants\":[{\"files\":[{\"url\":\"a\"}]}]}\n";
    String pom = "<!-- do_not_remove: published-with-gradle-metadata -->\n<project/>\n";
    deploy.put(WIDGET + "1.0/widget-1.0.pom", pom);
    deploy.put(WIDGET + "1.0/widget-1.0.module", module);
    deploy.put(WIDGET + METADATA, Deploy.metadata("1.0"));
    assertEquals(module, wire.get(WIDGET + "1.0/widget-1.0.module").text());
    assertEquals(pom, wire.get(WIDGET + "1.0/widget-1.0.pom").text());
    String marker = ROOT + "com/acme/tool/com.acme.tool.gradle.plugin/";
    deploy.put(marker + "1.0/com.acme.tool.gradle.plugin-1.0.pom", pom);
    deploy.put(
        marker + METADATA,
        "<metadata><versioning><versions><version>1.0</version></versions></versioning></metadata>");
    assertEquals(pom, wire.get(marker + "1.0/com.acme.tool.gradle.plugin-1.0.pom").text());
  }

  @Test
  void metadataOfAnotherArtifactChangesNothing() throws IOException {
    deploy.put(JAR, "jar");
    for (String foreign :
        List.of(
            Deploy.metadata("1.0").replace("com.acme", "org.acme"),
            Deploy.metadata("1.0").replace(">widget<", ">gadget<"),
            "<metadata/>",
            "<metadata",
            "")) {
      assertEquals(400, wire.put(WIDGET + METADATA, foreign).status());
      assertEquals(VersionStatus.UNFINISHED, status("1.0"));
    }
    assertEquals(
        404,
        wire.put(
                ROOT + "com/acme/gadget/" + METADATA,
                Deploy.metadata("1.0").replace(">widget<", ">gadget<"))
            .status());
    assertEquals(413, wire.put(WIDGET + METADATA, "x".repeat((1 << 20) + 1)).status());
  }

  @Covers({"A-038", "A-039"})
  @Test
  void aPomTellsWhatItsVersionIs() throws IOException {
    deploy.put(
        WIDGET + "1.0/widget-1.0.pom",
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><parent><groupId>com.acme</groupId>"
            + "<artifactId>parent</artifactId><version>3</version></parent><name>Widget</name>"
            + "<description>Turns.</description><url>https://acme.example</url>"
            + "<licenses><license><name>MIT</name></license></licenses><dependencies>"
            + "<dependency><groupId>g</groupId><artifactId>a</artifactId>"
            + "<version>[1,2)</version></dependency>"
            + "<dependency><groupId>g</groupId><artifactId>t</artifactId><version>1</version>"
            + "<scope>test</scope></dependency></dependencies></project>");
    var said = wire.repository().describe(COORDINATES.version("1.0")).metadata();
    assertEquals("Widget", said.displayName());
    assertEquals("Turns.", said.summary());
    assertEquals("https://acme.example", said.homePage());
    assertEquals("MIT", said.licenses().get(0).name());
    assertEquals(
        List.of("parent com.acme:parent 3", "compile g:a [1,2)", "test g:t 1"),
        said.dependencies().stream()
            .map(d -> d.type() + " " + d.namespace() + ":" + d.name() + " " + d.requirement())
            .toList());
    deploy.put(WIDGET + "1.1/widget-1.1.pom", "no xml at all");
    assertNotEquals(
        "Widget", wire.repository().describe(COORDINATES.version("1.1")).metadata().displayName());
  }
}
