package dev.penstock.artifact.format.maven;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.VersionCoordinates;
import java.util.List;
import java.util.Optional;

/**
 * A file of a version: {@code A-V[-C].E} (W-009, W-010, W-014).
 *
 * @param of the package
 * @param version the version in its name: a release, a build, or a snapshot as such
 * @param classifier empty if it has none
 * @param extension without its first dot, such as {@code tar.gz}
 */
record MavenFile(PackageCoordinates of, String version, String classifier, String extension)
    implements LayoutPath.Target {

  /** Ends of signatures, which stand behind another extension. */
  private static final List<String> SIGNATURES = List.of(".asc", ".sigstore.json", ".sigstore");

  /** Extensions with a dot, where a classifier stands before them. */
  private static final List<String> DOTTED =
      List.of(".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tar.lzma", ".tar.Z");

  /** Reads a name that stands in a version's folder; for snapshots that is the base version. */
  static Optional<MavenFile> parse(PackageCoordinates of, String folder, String name) {
    String artifact = of.name() + "-";
    if (!name.startsWith(artifact)) {
      return Optional.empty();
    }
    String rest = name.substring(artifact.length());
    if (BuildVersion.isBase(folder)) {
      String stem = folder.substring(0, folder.length() - BuildVersion.SNAPSHOT.length());
      Optional<String> version = build(stem, rest);
      if (version.isPresent()) {
        return file(of, version.get(), rest);
      }
    } else if (BuildVersion.isBuild(folder)) {
      return Optional.empty();
    }
    return rest.startsWith(folder) ? file(of, folder, rest) : Optional.empty();
  }

  private static Optional<String> build(String stem, String rest) {
    if (!rest.startsWith(stem)) {
      return Optional.empty();
    }
    int end = stem.length() + "20240131.120000-".length();
    int digits = end;
    while (digits < rest.length() && Character.digit(rest.charAt(digits), 10) >= 0) {
      digits++;
    }
    return digits > end && digits <= rest.length()
        ? BuildVersion.parse(rest.substring(0, digits))
            .filter(build -> build.stem().equals(stem))
            .map(BuildVersion::version)
        : Optional.empty();
  }

  private static Optional<MavenFile> file(PackageCoordinates of, String version, String rest) {
    String tail = rest.substring(version.length());
    if (tail.startsWith(".") && tail.length() > 1) {
      return Optional.of(new MavenFile(of, version, "", tail.substring(1)));
    }
    int dot = extension(tail);
    return tail.startsWith("-") && dot > 1 && dot < tail.length() - 1
        ? Optional.of(new MavenFile(of, version, tail.substring(1, dot), tail.substring(dot + 1)))
        : Optional.empty();
  }

  /** Where the extension begins: at the last dot, but for those known to have one inside. */
  private static int extension(String tail) {
    String end = "";
    for (String signature : SIGNATURES) {
      if (tail.endsWith(signature)) {
        end = signature;
        break;
      }
    }
    String signed = tail.substring(0, tail.length() - end.length());
    for (String dotted : DOTTED) {
      if (signed.endsWith(dotted)) {
        return signed.length() - dotted.length();
      }
    }
    int dot = signed.lastIndexOf('.');
    return dot < 0 ? signed.length() : dot;
  }

  /** The file's name, and the asset's. */
  String name() {
    return of.name()
        + "-"
        + version
        + (classifier.isEmpty() ? "" : "-" + classifier)
        + "."
        + extension;
  }

  /** Whether it means the newest build's. */
  boolean isOfNewestBuild() {
    return BuildVersion.isBase(version);
  }

  VersionCoordinates coordinates() {
    return of.version(version);
  }

  MavenFile of(BuildVersion build) {
    return new MavenFile(of, build.version(), classifier, extension);
  }
}
