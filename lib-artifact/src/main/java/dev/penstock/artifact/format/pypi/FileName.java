package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the name of a distribution's file says (W-087).
 *
 * @param text the name
 * @param kind what the file is
 * @param project the project, in its normal form
 * @param version the version that it is of
 */
record FileName(String text, Kind kind, ProjectName project, Version version) {
  static final String ALLOWED =
      "name-version.tar.gz, name-version.zip or"
          + " name-version[-build]-python-abi-platform.whl, up to 200 characters";

  private static final int LONGEST = 200;
  private static final String WHEEL = ".whl";
  private static final List<String> SOURCES = List.of(".tar.gz", ".zip");
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+!-]*");
  private static final Pattern BUILD = Pattern.compile("[0-9][A-Za-z0-9._]*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.]+");

  /** What a file is, by the words of the upload form (W-093). */
  enum Kind {
    SOURCE("sdist"),
    WHEEL("bdist_wheel");

    private final String fileType;

    Kind(String fileType) {
      this.fileType = fileType;
    }

    String fileType() {
      return fileType;
    }
  }

  /** Reads a name; empty if it is none of a wheel or source distribution. */
  static Optional<FileName> parse(String text) {
    if (text.length() > LONGEST || !SAFE.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.endsWith(WHEEL)) {
      return wheel(text);
    }
    return SOURCES.stream()
        .filter(text::endsWith)
        .findFirst()
        .flatMap(end -> source(text, text.substring(0, text.length() - end.length())));
  }

  private static Optional<FileName> wheel(String text) {
    String[] parts = text.substring(0, text.length() - WHEEL.length()).split("-", -1);
    if (parts.length < 5 || parts.length > 6) {
      return Optional.empty();
    }
    boolean isBuild = parts.length == 5 || BUILD.matcher(parts[2]).matches();
    for (int i = parts.length - 3; i < parts.length; i++) {
      isBuild &= TAG.matcher(parts[i]).matches();
    }
    return isBuild ? of(text, Kind.WHEEL, parts[0], parts[1]) : Optional.empty();
  }

  /** Names may hold hyphens, and so may old spellings of versions: the longest name is taken. */
  private static Optional<FileName> source(String text, String stem) {
    for (int hyphen = stem.lastIndexOf('-');
        hyphen > 0;
        hyphen = stem.lastIndexOf('-', hyphen - 1)) {
      Optional<FileName> found =
          of(text, Kind.SOURCE, stem.substring(0, hyphen), stem.substring(hyphen + 1));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<FileName> of(String text, Kind kind, String name, String version) {
    // Wheels write a hyphen in the version as an underscore, and PEP 440 takes that as well.
    return ProjectName.of(name)
        .flatMap(
            project ->
                VersionScheme.PYPI
                    .tryParse(version)
                    .map(parsed -> new FileName(text, kind, project, parsed)));
  }
}
