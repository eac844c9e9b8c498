package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.format.maven.MavenMetadata.Plugin;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code maven-metadata.xml}: equal documents give equal bytes, so that checksums asked for
 * one by one fit together.
 */
final class MetadataWriter {
  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private int depth;

  private MetadataWriter() {}

  static byte[] write(MavenMetadata metadata) {
    MetadataWriter writer = new MetadataWriter();
    writer.document(metadata);
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void document(MavenMetadata metadata) {
    out.append("<metadata modelVersion=\"1.1.0\">\n");
    depth++;
    text("groupId", metadata.groupId());
    text("artifactId", metadata.artifactId());
    text("version", metadata.version());
    if (!metadata.versions().isEmpty() || metadata.snapshot() != null) {
      open("versioning");
      versioning(metadata);
      close("versioning");
    }
    if (!metadata.plugins().isEmpty()) {
      open("plugins");
      metadata.plugins().forEach(this::plugin);
      close("plugins");
    }
    close("metadata");
  }

  private void versioning(MavenMetadata metadata) {
    text("latest", metadata.latest());
    text("release", metadata.release());
    Snapshot snapshot = metadata.snapshot();
    if (snapshot != null) {
      open("snapshot");
      text("timestamp", snapshot.timestamp());
      text("buildNumber", Integer.toString(snapshot.buildNumber()));
      close("snapshot");
    }
    if (!metadata.versions().isEmpty()) {
      open("versions");
      metadata.versions().forEach(version -> text("version", version));
      close("versions");
    }
    text("lastUpdated", metadata.lastUpdated());
    if (!metadata.files().isEmpty()) {
      open("snapshotVersions");
      metadata.files().forEach(this::file);
      close("snapshotVersions");
    }
  }

  private void file(SnapshotFile file) {
    open("snapshotVersion");
    text("classifier", file.classifier().isEmpty() ? null : file.classifier());
    text("extension", file.extension());
    text("value", file.value());
    text("updated", file.updated());
    close("snapshotVersion");
  }

  private void plugin(Plugin plugin) {
    open("plugin");
    text("name", plugin.name());
    text("prefix", plugin.prefix());
    text("artifactId", plugin.artifactId());
    close("plugin");
  }

  private void open(String name) {
    indent().append('<').append(name).append(">\n");
    depth++;
  }

  private void close(String name) {
    depth--;
    indent().append("</").append(name).append(">\n");
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      indent().append('<').append(name).append('>');
      escape(value);
      out.append("</").append(name).append(">\n");
    }
  }

  private StringBuilder indent() {
    return out.append("  ".repeat(depth));
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        default -> out.append(c);
      }
    }
  }
}
