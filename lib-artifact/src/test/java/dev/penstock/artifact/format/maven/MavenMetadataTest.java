package dev.penstock.artifact.format.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.maven.MavenMetadata.Plugin;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import dev.penstock.conventions.Covers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("maven-metadata.xml, read and written")
class MavenMetadataTest {

  private static MavenMetadata read(String document) {
    return MetadataReader.read(document.getBytes(StandardCharsets.UTF_8));
  }

  @Covers({"W-016", "W-017"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<metadata>%s</metadata>",
        "<metadata modelVersion=\"1.1.0\">%s</metadata>",
        "<metadata xmlns=\"http://maven.apache.org/METADATA/1.1.0\" modelVersion=\"1.1.0\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:schemaLocation=\"http://maven.apache.org/METADATA/1.1.0 x\">%s</metadata>",
        "<m:metadata xmlns:m=\"http://maven.apache.org/METADATA/1.1.0\">"
            + "<!-- c --><other/>%s</m:metadata>",
      })
  void artifactsAreReadWhateverTheNamespace(String root) {
    String prefix = root.startsWith("<m:") ? "m:" : "";
    String content =
        "<groupId>com.acme</groupId><artifactId> widget </artifactId><versioning>"
            + "<latest>1.1-SNAPSHOT</latest><release>1.0</release><versions><version>1.0</version>"
            + "<version>1.1-SNAPSHOT</version></versions>"
            + "<lastUpdated>20240131120000</lastUpdated></versioning>";
    MavenMetadata metadata = read(root.formatted(content.replaceAll("<(/?)", "<$1" + prefix)));
    assertEquals("com.acme", metadata.groupId());
    assertEquals("widget", metadata.artifactId());
    assertEquals("1.1-SNAPSHOT", metadata.latest());
    assertEquals("1.0", metadata.release());
    assertEquals(List.of("1.0", "1.1-SNAPSHOT"), metadata.versions());
    assertEquals("20240131120000", metadata.lastUpdated());
    assertEquals(metadata, MetadataReader.read(MetadataWriter.write(metadata)));
  }

  @Covers("W-020")
  @Test
  void buildsAreReadWithAndWithoutTheirFiles() {
    MavenMetadata three = read(Deploy.built("1.1-SNAPSHOT", "20240131.120000", 3));
    assertEquals("1.1-SNAPSHOT", three.version());
    assertEquals(new Snapshot("20240131.120000", 3), three.snapshot());
    String value = "1.1-20240131.120000-3";
    assertEquals(
        List.of(
            new SnapshotFile("", "jar", value, "20240131120000"),
            new SnapshotFile("", "pom", value, "20240131120000")),
        three.files());
    MavenMetadata two =
        read(
            "<metadata><version>1.1-SNAPSHOT</version><versioning><snapshot>"
                + "<timestamp>20240131.120000</timestamp><buildNumber>3</buildNumber></snapshot>"
                + "</versioning></metadata>");
    assertEquals(new Snapshot("20240131.120000", 3), two.snapshot());
    assertEquals(List.of(), two.files());
    assertNull(
        read("<metadata><versioning><snapshot><localCopy>true</localCopy></snapshot></versioning>"
                + "</metadata>")
            .snapshot());
    assertEquals(three, MetadataReader.read(MetadataWriter.write(three)));
  }

  @Covers("W-022")
  @Test
  void pluginsAreReadAndWritten() {
    MavenMetadata group =
        read(
            "<metadata><plugins><plugin><name>Acme &amp; Sons</name><prefix>acme</prefix>"
                + "<artifactId>acme-maven-plugin</artifactId></plugin></plugins></metadata>");
    assertEquals(List.of(new Plugin("Acme & Sons", "acme", "acme-maven-plugin")), group.plugins());
    assertEquals(group, MetadataReader.read(MetadataWriter.write(group)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<metadata>",
        "<project/>",
        "<!DOCTYPE metadata SYSTEM \"http://127.0.0.1:1/x.dtd\"><metadata/>",
        "<!DOCTYPE metadata [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><metadata>"
            + "<groupId>&x;</groupId></metadata>",
        "<!DOCTYPE metadata [<!ENTITY x \"y\">]><metadata><groupId>&x;</groupId></metadata>",
        "<metadata><groupId>&x;</groupId></metadata>",
        "<metadata><versioning><snapshot><timestamp>20240131.120000</timestamp>"
            + "<buildNumber>-1</buildNumber></snapshot></versioning></metadata>",
        "<metadata><plugins><plugin><prefix>x</prefix></plugin></plugins></metadata>",
      })
  void whatIsNoMetadataIsRefused(String document) {
    assertEquals(400, assertThrows(ProtocolException.class, () -> read(document)).status());
  }

  @Test
  void documentsAreBoundedInDepthAndTexts() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);
    assertThrows(ProtocolException.class, () -> read("<metadata>" + deep + "</metadata>"));
    assertThrows(
        ProtocolException.class,
        () -> read("<metadata><groupId>" + "x".repeat(256) + "</groupId></metadata>"));
  }
}
