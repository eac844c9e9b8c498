package dev.penstock.artifact.format.pypi;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a project in its normal form (W-076).
 *
 * @param text lower case, with single hyphens
 */
record ProjectName(String text) {
  static final String ALLOWED =
      "1 to 255 letters, digits, ., _ and -, first and last a letter or digit";

  private static final int LONGEST = 255;
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  /** The project of any spelling; empty if it is no name. */
  static Optional<ProjectName> of(String written) {
    return written.length() <= LONGEST && VALID.matcher(written).matches()
        ? Optional.of(
            new ProjectName(SEPARATORS.matcher(written).replaceAll("-").toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
