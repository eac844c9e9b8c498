package dev.penstock.artifact.format.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.io.BaseEncoding;
import dev.penstock.artifact.format.Wire;
import dev.penstock.artifact.format.Wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what Maven's clients say. */
final class Deploy {
  static final String ROOT = "/maven/main/";
  static final String WIDGET = ROOT + "com/acme/widget/";
  static final String METADATA = "maven-metadata.xml";

  private final Wire wire;

  Deploy(Wire wire) {
    this.wire = wire;
  }

  static String hex(String algorithm, String text) {
    return hex(algorithm, text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(String algorithm, byte[] bytes) {
    try {
      return BaseEncoding.base16()
          .lowerCase()
          .encode(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** An upload that must succeed. */
  void put(String path, String content) {
    Reply reply = wire.put(path, content);
    assertEquals(2, reply.status() / 100, path + ": " + reply.status() + " " + reply.text());
  }

  void checksummed(String path, String content) {
    put(path, content);
    put(path + ".sha1", hex("SHA-1", content));
    put(path + ".md5", hex("MD5", content));
  }

  /** What Maven 3.8 does for a release (W-026). */
  void release(String version) {
    String file = WIDGET + version + "/widget-" + version;
    checksummed(file + ".jar", "jar " + version);
    checksummed(file + ".pom", pom(version));
    checksummed(WIDGET + METADATA, merged(version));
  }

  /** The document that a client makes: what it has read, and its own version. */
  private String merged(String version) {
    Reply before = wire.get(WIDGET + METADATA);
    List<String> versions =
        before.status() == 404 ? List.of() : MetadataReader.read(before.body()).versions();
    return metadata(
        Stream.concat(versions.stream(), Stream.of(version)).distinct().toArray(String[]::new));
  }

  static String metadata(String... versions) {
    return "<metadata><groupId>com.acme</groupId><artifactId>widget</artifactId><versioning>"
        + "<versions>"
        + List.of(versions).stream()
            .map(version -> "<version>" + version + "</version>")
            .collect(Collectors.joining())
        + "</versions><lastUpdated>20260101000000</lastUpdated></versioning></metadata>";
  }

  static String pom(String version) {
    return "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>"
        + "<artifactId>widget</artifactId><version>"
        + version
        + "</version></project>";
  }

  /** What Maven does for a snapshot (W-029). */
  void snapshot(String base, String time, int number) {
    files(base, time, number);
    checksummed(WIDGET + base + "/" + METADATA, built(base, time, number));
    checksummed(WIDGET + METADATA, metadata(base));
  }

  void files(String base, String time, int number) {
    String version = base.replace("SNAPSHOT", time + "-" + number);
    String file = WIDGET + base + "/widget-" + version;
    checksummed(file + ".jar", "jar " + version);
    checksummed(file + ".pom", pom(base));
  }

  static String built(String base, String time, int number) {
    String version = base.replace("SNAPSHOT", time + "-" + number);
    String updated = time.replace(".", "");
    return "<metadata modelVersion=\"1.1.0\"><groupId>com.acme</groupId>"
        + "<artifactId>widget</artifactId><version>"
        + base
        + "</version><versioning><snapshot><timestamp>"
        + time
        + "</timestamp><buildNumber>"
        + number
        + "</buildNumber></snapshot><lastUpdated>"
        + updated
        + "</lastUpdated><snapshotVersions>"
        + file("jar", version, updated)
        + file("pom", version, updated)
        + "</snapshotVersions></versioning></metadata>";
  }

  private static String file(String extension, String version, String updated) {
    return "<snapshotVersion><classifier></classifier><extension>"
        + extension
        + "</extension><value>"
        + version
        + "</value><updated>"
        + updated
        + "</updated></snapshotVersion>";
  }
}
