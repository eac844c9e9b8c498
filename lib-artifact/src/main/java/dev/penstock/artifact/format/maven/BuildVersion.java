package dev.penstock.artifact.format.maven;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One build of a snapshot: {@code 1.1-20240131.120000-3} (W-023, W-024).
 *
 * @param stem what stands before the time, with its hyphen; perhaps nothing
 * @param timestamp {@code yyyyMMdd.HHmmss}, UTC, as the client chose it
 * @param buildNumber as the client chose it
 */
record BuildVersion(String stem, String timestamp, int buildNumber) {
  static final String SNAPSHOT = "SNAPSHOT";

  /** The newest last; builds of one second by their number. */
  static final Comparator<BuildVersion> BY_TIME =
      Comparator.comparing(BuildVersion::timestamp).thenComparing(BuildVersion::buildNumber);

  private static final Pattern FORM =
      Pattern.compile("(?<stem>(?:.*-)?)(?<time>[0-9]{8}\\.[0-9]{6})-(?<number>[1-9][0-9]{0,8})");

  private static final Pattern BUILD = Pattern.compile("(?:.*-)?[0-9]{8}\\.[0-9]{6}-[0-9]+");

  /** Whether it is one build's and no release's, though its number may be none that counts up. */
  static boolean isBuild(String version) {
    return BUILD.matcher(version).matches();
  }

  static Optional<BuildVersion> parse(String version) {
    Matcher form = FORM.matcher(version);
    return form.matches()
        ? Optional.of(
            new BuildVersion(
                form.group("stem"), form.group("time"), Integer.parseInt(form.group("number"))))
        : Optional.empty();
  }

  static boolean isBase(String version) {
    return version.endsWith(SNAPSHOT);
  }

  /** The version that its folder is named after. */
  String base() {
    return stem + SNAPSHOT;
  }

  String version() {
    return stem + timestamp + "-" + buildNumber;
  }

  /** The time as metadata has it for updates, {@code yyyyMMddHHmmss}. */
  String updated() {
    return timestamp.replace(".", "");
  }
}
