package dev.penstock.artifact.format.nuget;

import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionScheme;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version as a nuspec or a URL writes it.
 *
 * @param version the version
 */
record VersionText(Version version) {
  private static final Pattern BOUNDS = Pattern.compile("[\\[\\](),\\s]+");

  static Optional<VersionText> of(String written) {
    return VersionScheme.NUGET.tryParse(written).map(VersionText::new);
  }

  /** Normalized and in lower case, as URLs and the repository have it. */
  String lower() {
    return version.normalized().toLowerCase(Locale.ROOT);
  }

  /** Normalized, in its own case, with its build metadata. */
  String full() {
    String text = version.toString().strip();
    int plus = text.indexOf('+');
    return version.normalized() + (plus < 0 ? "" : text.substring(plus));
  }

  /** Whether older clients cannot read it: it has build metadata, or a dot in its labels. */
  boolean isSemVer2() {
    return isSemVer2(version.toString());
  }

  private static boolean isSemVer2(String text) {
    int hyphen = text.indexOf('-');
    return text.indexOf('+') >= 0 || (hyphen >= 0 && text.indexOf('.', hyphen) >= 0);
  }

  /** Whether a bound of a range is a version that older clients cannot read. */
  static boolean isSemVer2Range(String range) {
    return BOUNDS.splitAsStream(range).anyMatch(VersionText::isSemVer2);
  }

  @Override
  public String toString() {
    return lower();
  }
}
