package dev.penstock.spec.deploy;

/** Paths that are joined to the bundle's root (D-042). */
final class BundlePaths {

  private BundlePaths() {}

  static void check(Level entry, String key, String path) {
    if (!staysInside(path)) {
      entry
          .notes()
          .report(
              DeployRule.OUTSIDE_BUNDLE,
              entry.place(key),
              entry.at(key),
              "\"" + path + "\" lies outside the bundle",
              "",
              "name a path below the bundle's root, without \"..\"");
    }
  }

  private static boolean staysInside(String path) {
    int depth = 0;
    for (String part : path.replace('\\', '/').split("/", -1)) {
      if (part.equals("..")) {
        depth--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return false;
      }
    }
    return path.indexOf('\0') < 0;
  }
}
