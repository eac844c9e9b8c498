package dev.penstock.artifact.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Maven holds for a snapshot (W-024). */
final class MavenSnapshot {
  private static final String SNAPSHOT = "SNAPSHOT";
  private static final Pattern BUILD =
      Pattern.compile("(?<base>.*-)?[0-9]{8}\\.[0-9]{6}-[0-9]+", Pattern.DOTALL);

  private MavenSnapshot() {}

  static boolean isSnapshot(String version) {
    return version.endsWith(SNAPSHOT) || BUILD.matcher(version).matches();
  }

  /** The folder of a snapshot; other versions are their own. */
  static String base(String version) {
    Matcher build = BUILD.matcher(version);
    if (version.endsWith(SNAPSHOT) || !build.matches()) {
      return version;
    }
    String base = build.group("base");
    return base == null ? SNAPSHOT : base + SNAPSHOT;
  }
}
