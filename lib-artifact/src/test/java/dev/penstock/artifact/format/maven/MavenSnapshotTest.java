package dev.penstock.artifact.format.maven;

import static dev.penstock.artifact.format.maven.Deploy.METADATA;
import static dev.penstock.artifact.format.maven.Deploy.WIDGET;
import static dev.penstock.artifact.format.maven.Deploy.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Asset;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.format.Wire;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Maven's layout over HTTP: snapshots, and deployments side by side")
class MavenSnapshotTest {
  private static final PackageCoordinates COORDINATES =
      new PackageCoordinates(PackageFormat.MAVEN, "com.acme", "widget");
  private static final String BASE = "1.1-SNAPSHOT";
  private static final String FOLDER = WIDGET + BASE + "/";

  private final Wire wire = new Wire(new MavenProtocol());
  private final Deploy deploy = new Deploy(wire);

  private VersionStatus status(String version) throws IOException {
    return wire.repository().describe(COORDINATES.version(version)).status();
  }

  private MavenMetadata metadata() {
    return MetadataReader.read(wire.get(FOLDER + METADATA).body());
  }

  @Covers({"W-029", "W-031", "A-142", "A-143", "A-144", "AP-033"})
  @Test
  void aBuildIsThereWhenTheSnapshotsMetadataNamesIt() throws IOException {
    assertEquals(404, wire.get(FOLDER + METADATA).status());
    deploy.files(BASE, "20240131.120000", 1);
    String build = "1.1-20240131.120000-1";
    assertEquals(VersionStatus.UNFINISHED, status(build));
    assertEquals(404, wire.get(FOLDER + "widget-" + build + ".jar").status());
    assertEquals(404, wire.get(FOLDER + "widget-1.1-SNAPSHOT.jar").status());

    deploy.checksummed(FOLDER + METADATA, Deploy.built(BASE, "20240131.120000", 1));
    deploy.checksummed(WIDGET + METADATA, Deploy.metadata(BASE));

    assertEquals(VersionStatus.UNLISTED, status(build));
    assertEquals(VersionStatus.PUBLISHED, status(BASE));
    assertEquals("jar " + build, wire.get(FOLDER + "widget-" + build + ".jar").text());
    assertEquals(List.of(BASE), MetadataReader.read(wire.get(WIDGET + METADATA).body()).versions());

    deploy.snapshot(BASE, "20240201.000000", 2);
    String newer = "1.1-20240201.000000-2";
    assertEquals("jar " + newer, wire.get(FOLDER + "widget-1.1-SNAPSHOT.jar").text());
    assertEquals(
        hex("SHA-1", "jar " + newer), wire.get(FOLDER + "widget-1.1-SNAPSHOT.jar.sha1").text());
    assertEquals("jar " + build, wire.get(FOLDER + "widget-" + build + ".jar").text());
    assertEquals(VersionStatus.UNLISTED, status(newer));
    assertEquals(
        List.of("widget-" + newer + ".jar", "widget-" + newer + ".pom"),
        new StoredVersions(wire.repository())
            .assets(COORDINATES.version(BASE)).stream().map(Asset::name).toList());
  }

  @Covers("A-144")
  @Test
  void aBuildCanBeDeletedAndTheNewestOfTheOthersIsTheSnapshot() throws IOException {
    deploy.snapshot(BASE, "20240131.120000", 1);
    deploy.snapshot(BASE, "20240201.000000", 2);
    deploy.snapshot(BASE, "20240202.000000", 3);
    for (String gone : List.of("1.1-20240131.120000-1", "1.1-20240202.000000-3")) {
      assertEquals(
          Set.of(gone),
          wire.repository()
              .delete(COORDINATES, VersionChange.of(gone).expecting(VersionStatus.UNLISTED))
              .successful()
              .keySet());
      assertEquals(404, wire.get(FOLDER + "widget-" + gone + ".jar").status());
    }
    String left = "1.1-20240201.000000-2";
    assertEquals("jar " + left, wire.get(FOLDER + "widget-" + left + ".jar").text());
    assertEquals("jar " + left, wire.get(FOLDER + "widget-1.1-SNAPSHOT.jar").text());
    assertEquals(new Snapshot("20240201.000000", 2), metadata().snapshot());
  }

  @Covers({"W-020", "W-021", "W-025"})
  @Test
  void metadataTellsTheNewestBuildOfEachFile() {
    deploy.files(BASE, "20240131.120000", 1);
    deploy.put(FOLDER + "widget-1.1-20240131.120000-1-sources.jar", "sources");
    deploy.put(FOLDER + METADATA, Deploy.built(BASE, "20240131.120000", 1));
    deploy.snapshot(BASE, "20240201.000000", 2);
    MavenMetadata metadata = metadata();
    assertEquals("com.acme", metadata.groupId());
    assertEquals("widget", metadata.artifactId());
    assertEquals(BASE, metadata.version());
    assertEquals(new Snapshot("20240201.000000", 2), metadata.snapshot());
    assertEquals("20240201000000", metadata.lastUpdated());
    assertEquals(
        Set.of(
            new SnapshotFile("", "jar", "1.1-20240201.000000-2", "20240201000000"),
            new SnapshotFile("", "pom", "1.1-20240201.000000-2", "20240201000000"),
            new SnapshotFile("sources", "jar", "1.1-20240131.120000-1", "20240131120000")),
        new HashSet<>(metadata.files()));
    assertEquals(3, metadata.files().size());
    assertEquals("sources", wire.get(FOLDER + "widget-1.1-SNAPSHOT-sources.jar").text());
    assertEquals(404, wire.get(FOLDER + "widget-1.1-SNAPSHOT-javadoc.jar").status());
  }

  @Covers({"W-020", "A-142"})
  @Test
  void aMavenTwoDocumentNamesTheBuildByTimeAndNumber() throws IOException {
    deploy.files(BASE, "20240131.120000", 1);
    String document =
        "<metadata><versioning><snapshot><timestamp>%s</timestamp><buildNumber>1</buildNumber>"
            + "</snapshot></versioning></metadata>";
    assertEquals(
        400,
        wire.put(FOLDER + METADATA, document.formatted("20240131.120001")).status(),
        "another time is another build");
    assertEquals(VersionStatus.UNFINISHED, status("1.1-20240131.120000-1"));
    deploy.put(FOLDER + METADATA, document.formatted("20240131.120000"));
    assertEquals(VersionStatus.UNLISTED, status("1.1-20240131.120000-1"));
  }

  @Test
  void aBuildWithAWrongChecksumStaysBack() throws IOException {
    deploy.files(BASE, "20240131.120000", 1);
    String jar = FOLDER + "widget-1.1-20240131.120000-1.jar";
    assertEquals(400, wire.put(jar + ".sha1", hex("SHA-1", "x")).status());
    String document = Deploy.built(BASE, "20240131.120000", 1);
    assertEquals(400, wire.put(FOLDER + METADATA, document).status());
    assertEquals(VersionStatus.UNFINISHED, status("1.1-20240131.120000-1"));
    assertEquals(400, wire.put(FOLDER + METADATA, document.replace(BASE, "1.2-SNAPSHOT")).status());
  }

  @Test
  void aFileWithoutTimeCannotBeUploaded() {
    assertEquals(400, wire.put(FOLDER + "widget-1.1-SNAPSHOT.jar", "jar").status());
  }

  @Covers("W-031")
  @Test
  void whatComesLaterIsAddedToTheBuildAndToTheSnapshot() throws IOException {
    deploy.snapshot(BASE, "20240131.120000", 1);
    deploy.put(FOLDER + "widget-1.1-20240131.120000-1-sources.jar", "sources");
    assertEquals(3, new StoredVersions(wire.repository()).assets(COORDINATES.version(BASE)).size());
    assertTrue(metadata().files().stream().anyMatch(f -> f.classifier().equals("sources")));
  }

  @Covers({"W-023", "AP-020"})
  @Test
  void deploymentsOfOneSnapshotDoNotLoseEachOther() throws Exception {
    int clients = 8;
    List<String> times = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      times.add("2024013%d.1%d0000".formatted(i % 2, i));
    }
    together(times.stream().<Runnable>map(time -> () -> deploy.snapshot(BASE, time, 1)).toList());

    String newest = times.stream().sorted().reduce((one, later) -> later).orElseThrow();
    String version = "1.1-" + newest + "-1";
    assertEquals(new Snapshot(newest, 1), metadata().snapshot());
    assertEquals("jar " + version, wire.get(FOLDER + "widget-1.1-SNAPSHOT.jar").text());
    assertTrue(
        new StoredVersions(wire.repository())
            .asset(COORDINATES.version(BASE), "widget-" + version + ".jar")
            .isPresent(),
        "the snapshot is its newest build, whoever came last");
    for (String time : times) {
      assertEquals(VersionStatus.UNLISTED, status("1.1-" + time + "-1"));
    }
  }

  @Covers({"W-019", "AP-020"})
  @Test
  void releasesSideBySideAreAllListed() throws Exception {
    List<Runnable> clients = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String version = "1." + i;
      wanted.add(version);
      clients.add(() -> deploy.release(version));
    }
    together(clients);
    List<String> versions = MetadataReader.read(wire.get(WIDGET + METADATA).body()).versions();
    assertEquals(wanted, new HashSet<>(versions));
    assertEquals(8, versions.size());
  }

  private static void together(List<Runnable> clients) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      clients.forEach(client -> running.add(threads.submit(client)));
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
