package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.format.maven.MavenMetadata.Plugin;
import dev.penstock.artifact.format.maven.MavenMetadata.Snapshot;
import dev.penstock.artifact.format.maven.MavenMetadata.SnapshotFile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads {@code maven-metadata.xml}, whoever wrote it and with whichever namespace (W-016). */
final class MetadataReader {
  private static final int LONGEST = 255;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private MetadataReader() {}

  static MavenMetadata read(byte[] document) {
    XmlElement root;
    try {
      root = XmlElement.read(document);
    } catch (XMLStreamException e) {
      throw refused("it is no XML that is taken: " + e.getMessage());
    }
    if (!root.name().equals("metadata")) {
      throw refused("its root is <" + root.name() + ">; allowed: <metadata>");
    }
    Optional<XmlElement> versioning = root.child("versioning");
    return new MavenMetadata(
        text(root, "groupId"),
        text(root, "artifactId"),
        text(root, "version"),
        versioning.map(v -> text(v, "latest")).orElse(null),
        versioning.map(v -> text(v, "release")).orElse(null),
        list(versioning, "versions", "version")
            .map(XmlElement::text)
            .filter(v -> !v.isEmpty())
            .map(MetadataReader::bounded)
            .toList(),
        versioning.flatMap(v -> v.child("snapshot")).flatMap(MetadataReader::snapshot).orElse(null),
        list(versioning, "snapshotVersions", "snapshotVersion").map(MetadataReader::file).toList(),
        list(Optional.of(root), "plugins", "plugin").map(MetadataReader::plugin).toList(),
        versioning.map(v -> text(v, "lastUpdated")).orElse(null));
  }

  private static Stream<XmlElement> list(Optional<XmlElement> parent, String list, String item) {
    return parent.flatMap(p -> p.child(list)).map(XmlElement::children).orElse(List.of()).stream()
        .filter(child -> child.name().equals(item));
  }

  /** Without time or number it names no build: Maven writes it so for local copies. */
  private static Optional<Snapshot> snapshot(XmlElement element) {
    String timestamp = text(element, "timestamp");
    String number = text(element, "buildNumber");
    if (timestamp == null || number == null) {
      return Optional.empty();
    }
    if (!NUMBER.matcher(number).matches()) {
      throw refused("buildNumber \"" + number + "\"; allowed: up to 9 digits");
    }
    return Optional.of(new Snapshot(timestamp, Integer.parseInt(number)));
  }

  private static SnapshotFile file(XmlElement element) {
    String classifier = text(element, "classifier");
    String updated = text(element, "updated");
    return new SnapshotFile(
        classifier == null ? "" : classifier,
        required(element, "extension"),
        required(element, "value"),
        updated == null ? "" : updated);
  }

  private static Plugin plugin(XmlElement element) {
    return new Plugin(
        text(element, "name"), required(element, "prefix"), required(element, "artifactId"));
  }

  private static String required(XmlElement element, String name) {
    String value = text(element, name);
    if (value == null) {
      throw refused("a <" + element.name() + "> has no <" + name + ">");
    }
    return value;
  }

  private static @Nullable String text(XmlElement element, String name) {
    return element.value(name).map(MetadataReader::bounded).orElse(null);
  }

  private static String bounded(String value) {
    if (value.length() > LONGEST) {
      throw refused("a text of " + value.length() + " characters; allowed: up to " + LONGEST);
    }
    return value;
  }

  private static ProtocolException refused(String why) {
    return new ProtocolException(400, "maven-metadata.xml: " + why);
  }
}
