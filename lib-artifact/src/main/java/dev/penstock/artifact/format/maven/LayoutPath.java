package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path that means something in Maven's layout (W-009, W-012).
 *
 * @param target the file, or the metadata document
 * @param checksum which of its checksums; null if it is meant itself
 */
record LayoutPath(Target target, @Nullable ChecksumKind checksum) {
  private static final String METADATA = "maven-metadata.xml";

  /** One part of a group: no dot in it, for that would name another folder's packages. */
  private static final Pattern GROUP_PART = Pattern.compile("[A-Za-z0-9_\\-]+");

  private static final Pattern ARTIFACT = Pattern.compile("[A-Za-z0-9_\\-.]+");
  private static final Pattern VERSION = Pattern.compile("[^\\\\/:\"<>|?*\\[\\](){},#\\s\\p{C}]+");
  private static final Pattern FILE = Pattern.compile("[^\\\\/:\"<>|?*\\p{C}]+");
  private static final int LONGEST = 255;

  /** What a path leads to. */
  sealed interface Target permits MavenFile, Metadata {}

  /**
   * A metadata document. Whether its folder is a group, an artifact or both shows only in what is
   * stored (W-013).
   *
   * @param folder the folder's parts, one or more
   */
  record Metadata(List<String> folder) implements Target {

    /** Whether it can only be about the builds of a snapshot. */
    boolean isOfSnapshot() {
      return folder.size() >= 3 && BuildVersion.isBase(last(folder));
    }

    String version() {
      return last(folder);
    }

    /** The artifact that the folder is of, or would be if it were no group. */
    Optional<PackageCoordinates> artifact() {
      List<String> parts = isOfSnapshot() ? folder.subList(0, folder.size() - 1) : folder;
      return parts.size() < 2
          ? Optional.empty()
          : coordinates(parts.subList(0, parts.size() - 1), last(parts));
    }

    /** A package of that group. */
    Optional<PackageCoordinates> member(String artifactId) {
      return coordinates(folder, artifactId);
    }

    /** The group that the folder is of, or would be if it were no artifact. */
    Optional<String> group() {
      return folder.stream().allMatch(part -> GROUP_PART.matcher(part).matches())
          ? Optional.of(String.join(".", folder))
          : Optional.empty();
    }
  }

  /** Empty if the layout has no such path. */
  static Optional<LayoutPath> parse(List<String> segments) {
    String file = last(segments);
    @Nullable ChecksumKind checksum = ChecksumKind.ofFile(file).orElse(null);
    String name = checksum == null ? file : checksum.stripped(file);
    List<String> folder = segments.subList(0, segments.size() - 1);
    Optional<? extends Target> target =
        name.equals(METADATA) ? metadata(folder) : file(folder, name);
    return target.map(found -> new LayoutPath(found, checksum));
  }

  static boolean isVersion(String version) {
    return VERSION.matcher(version).matches() && version.length() <= LONGEST;
  }

  private static Optional<Metadata> metadata(List<String> folder) {
    boolean isSound =
        !folder.isEmpty()
            && GROUP_PART.matcher(folder.get(0)).matches()
            && folder.stream().allMatch(part -> VERSION.matcher(part).matches());
    Metadata found = new Metadata(folder);
    return isSound && (folder.size() == 1 || found.artifact().isPresent())
        ? Optional.of(found)
        : Optional.empty();
  }

  private static Optional<MavenFile> file(List<String> folder, String name) {
    if (folder.size() < 3 || !FILE.matcher(name).matches() || name.length() > LONGEST) {
      return Optional.empty();
    }
    String version = last(folder);
    if (!isVersion(version)) {
      return Optional.empty();
    }
    int size = folder.size();
    return coordinates(folder.subList(0, size - 2), folder.get(size - 2))
        .flatMap(of -> MavenFile.parse(of, version, name));
  }

  private static Optional<PackageCoordinates> coordinates(List<String> group, String artifact) {
    String namespace = String.join(".", group);
    boolean isSound =
        group.stream().allMatch(part -> GROUP_PART.matcher(part).matches())
            && ARTIFACT.matcher(artifact).matches()
            && namespace.length() <= LONGEST
            && artifact.length() <= LONGEST;
    return isSound
        ? Optional.of(new PackageCoordinates(PackageFormat.MAVEN, namespace, artifact))
        : Optional.empty();
  }

  private static String last(List<String> parts) {
    return parts.get(parts.size() - 1);
  }
}
