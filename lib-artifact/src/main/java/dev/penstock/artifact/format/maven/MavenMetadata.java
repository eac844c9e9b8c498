package dev.penstock.artifact.format.maven;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code maven-metadata.xml} of any level (W-017, W-020, W-022). What a document does not have is
 * null or empty.
 *
 * @param groupId the group
 * @param artifactId the artifact
 * @param version the snapshot's base version
 * @param latest the version that was added last
 * @param release the release that was added last
 * @param versions all versions
 * @param snapshot the newest build
 * @param files the newest build of each file of a snapshot
 * @param plugins a group's plugins
 * @param lastUpdated {@code yyyyMMddHHmmss}, UTC; null if it is not known
 */
record MavenMetadata(
    @Nullable String groupId,
    @Nullable String artifactId,
    @Nullable String version,
    @Nullable String latest,
    @Nullable String release,
    List<String> versions,
    @Nullable Snapshot snapshot,
    List<SnapshotFile> files,
    List<Plugin> plugins,
    @Nullable String lastUpdated) {

  MavenMetadata {
    versions = List.copyOf(versions);
    files = List.copyOf(files);
    plugins = List.copyOf(plugins);
  }

  /** The newest build of a snapshot. */
  record Snapshot(String timestamp, int buildNumber) {}

  /** The newest build that has a file. */
  record SnapshotFile(String classifier, String extension, String value, String updated) {}

  /** A plugin and the word that stands for it on Maven's command line. */
  record Plugin(@Nullable String name, String prefix, String artifactId) {}

  static MavenMetadata ofPlugins(List<Plugin> plugins) {
    return new MavenMetadata(
        null, null, null, null, null, List.of(), null, List.of(), plugins, null);
  }

  MavenMetadata withPlugins(List<Plugin> more) {
    return new MavenMetadata(
        groupId,
        artifactId,
        version,
        latest,
        release,
        versions,
        snapshot,
        files,
        more,
        lastUpdated);
  }
}
