package dev.penstock.artifact.format.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Maven's layout")
class MavenLayoutTest {

  private static Optional<LayoutPath> parse(String path) {
    return LayoutPath.parse(List.of(path.split("/", -1)));
  }

  @Covers({"W-009", "W-010", "W-014"})
  @ParameterizedTest
  @CsvSource({
    "com/acme/widget/1.0/widget-1.0-sources.jar, com.acme, widget, 1.0, sources, jar",
    "com/acme/widget/1.0/widget-1.0.pom, com.acme, widget, 1.0, '', pom",
    "com/acme/widget/1.0/widget-1.0.tar.gz, com.acme, widget, 1.0, '', tar.gz",
    "com/acme/widget/1.0/widget-1.0-bin.tar.gz, com.acme, widget, 1.0, bin, tar.gz",
    "com/acme/widget/1.0/widget-1.0-jdk1.5.jar, com.acme, widget, 1.0, jdk1.5, jar",
    "com/acme/widget/1.0/widget-1.0-linux-2.6.tar.bz2, com.acme, widget, 1.0, linux-2.6, tar.bz2",
    "com/acme/widget/1.0/widget-1.0-sources.jar.asc, com.acme, widget, 1.0, sources, jar.asc",
    "com/acme/widget/1.0/widget-1.0-bin.tar.gz.asc, com.acme, widget, 1.0, bin, tar.gz.asc",
    "com/acme/widget/1.0/widget-1.0-x.sigstore.json, com.acme, widget, 1.0, x, sigstore.json",
    "acme/my.widget/1.0-b/my.widget-1.0-b.jar, acme, my.widget, 1.0-b, '', jar",
    "a/b/c/1.1-SNAPSHOT/c-1.1-20240131.120000-3.jar, a.b, c, 1.1-20240131.120000-3, '', jar",
    "a/b/c/1.1-SNAPSHOT/c-1.1-20240131.120000-12-x.jar, a.b, c, 1.1-20240131.120000-12, x, jar",
    "a/b/c/1.1-SNAPSHOT/c-1.1-SNAPSHOT-x.jar, a.b, c, 1.1-SNAPSHOT, x, jar",
    "a/b/c/SNAPSHOT/c-20240131.120000-3.jar, a.b, c, 20240131.120000-3, '', jar",
    "a/b/c/1.0/c-1.0.module, a.b, c, 1.0, '', module",
  })
  void filesAreTakenApartAndPutTogether(
      String path,
      String group,
      String artifact,
      String version,
      String classifier,
      String extension) {
    MavenFile file = (MavenFile) parse(path).orElseThrow().target();
    assertEquals(group, file.of().namespace());
    assertEquals(artifact, file.of().name());
    assertEquals(version, file.version());
    assertEquals(classifier, file.classifier());
    assertEquals(extension, file.extension());
    assertEquals(path.substring(path.lastIndexOf('/') + 1), file.name());
  }

  @Covers({"W-011", "W-012"})
  @Test
  void checksumsStandBesideFilesSignaturesAndMetadata() {
    for (String file :
        List.of(
            "com/acme/widget/1.0/widget-1.0.jar",
            "com/acme/widget/1.0/widget-1.0.jar.asc",
            "com/acme/widget/1.0/widget-1.0.jar.sigstore.json",
            "com/acme/maven-metadata.xml",
            "com/acme/widget/maven-metadata.xml",
            "com/acme/widget/1.1-SNAPSHOT/maven-metadata.xml")) {
      LayoutPath itself = parse(file).orElseThrow();
      assertNull(itself.checksum());
      for (ChecksumKind kind : ChecksumKind.values()) {
        String suffix = "." + kind.name().toLowerCase(Locale.ROOT);
        LayoutPath beside = parse(file + suffix).orElseThrow();
        assertEquals(kind, beside.checksum());
        assertEquals(itself.target(), beside.target());
      }
    }
    LayoutPath.Metadata snapshot =
        (LayoutPath.Metadata)
            parse("com/acme/widget/1.1-SNAPSHOT/maven-metadata.xml").orElseThrow().target();
    assertTrue(snapshot.isOfSnapshot());
    assertEquals("widget", snapshot.artifact().orElseThrow().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "widget-1.0.jar",
        "widget/1.0/widget-1.0.jar",
        "com.acme/widget/1.0/widget-1.0.jar",
        "com/acme/widget/1.0/gadget-1.0.jar",
        "com/acme/widget/1.0/widget-1.1.jar",
        "com/acme/widget/1.0/widget-1.0",
        "com/acme/widget/1.0/widget-1.0.",
        "com/acme/widget/1.0/widget-1.0-.jar",
        "com/acme/widget/1.0/widget-1.0-x",
        "com/acme/widget/1.0/",
        "com/acme/widget/1.0/.jar",
        "com/ac me/widget/1.0/widget-1.0.jar",
        "com/acme/widget/1[0]/widget-1[0].jar",
        "com/acme/widget/1.1-20240131.120000-3/widget-1.1-20240131.120000-3.jar",
        "com/acme/widget/1.1-SNAPSHOT/widget-1.2-20240131.120000-3.jar",
        "maven-metadata.xml",
        ".meta/maven-metadata.xml",
        "archetype-catalog.xml",
        ".index/nexus-maven-repository-index.properties",
        ".meta/prefixes.txt",
      })
  void whatIsNotOfTheLayoutIsNothing(String path) {
    assertEquals(Optional.empty(), parse(path));
  }

  @Covers({"W-023", "W-024"})
  @Test
  void buildsAreToldFromReleases() {
    BuildVersion build = BuildVersion.parse("1.1-beta-20240131.235959-42").orElseThrow();
    assertEquals("1.1-beta-SNAPSHOT", build.base());
    assertEquals("20240131.235959", build.timestamp());
    assertEquals(42, build.buildNumber());
    assertEquals("20240131235959", build.updated());
    assertEquals("1.1-beta-20240131.235959-42", build.version());
    assertEquals("SNAPSHOT", BuildVersion.parse("20240131.235959-1").orElseThrow().base());
    assertTrue(BuildVersion.isBase("1.1-SNAPSHOT"));
    assertTrue(BuildVersion.isBase("SNAPSHOT"));
    for (String release :
        List.of(
            "1.1",
            "1.1-2024131.235959-1",
            "1.1-20240131x235959-1",
            "1.1-20240131.235959",
            "1.1-SNAPSHOT-1",
            "1.1-x")) {
      assertEquals(Optional.empty(), BuildVersion.parse(release));
      assertFalse(BuildVersion.isBuild(release), release);
      assertFalse(BuildVersion.isBase(release), release);
    }
    for (String number : List.of("0", "01", "1234567890")) {
      String odd = "1.1-20240131.235959-" + number;
      assertTrue(BuildVersion.isBuild(odd), odd);
      assertEquals(Optional.empty(), BuildVersion.parse(odd));
      assertEquals(
          Optional.empty(), parse("com/acme/widget/" + odd + "/widget-" + odd + ".jar"), odd);
    }
    assertTrue(BuildVersion.isBuild("20240131.235959-1"));
    BuildVersion later = BuildVersion.parse("1.1-beta-20240201.000000-1").orElseThrow();
    assertTrue(BuildVersion.BY_TIME.compare(build, later) < 0, "the time counts, not the number");
  }

  @Covers("W-036")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%s\n",
        "\n\n  %s  widget-1.0.jar\n",
        "%s *widget-1.0.jar\nsecond line",
        "SHA1 (widget-1.0.jar) = %s",
        "SHA1(widget-1.0.jar)= %s",
      })
  void checksumsAreReadInEveryForm(String form) {
    String hex = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    assertEquals(Optional.of(hex), ChecksumKind.SHA1.read(form.formatted(hex)));
    assertEquals(Optional.empty(), ChecksumKind.MD5.read(form.formatted(hex)));
    assertEquals(Optional.empty(), ChecksumKind.SHA1.read(form.formatted("xyz")));
    assertEquals(Optional.empty(), ChecksumKind.SHA1.read(""));
  }
}
