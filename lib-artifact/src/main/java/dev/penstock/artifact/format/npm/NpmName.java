package dev.penstock.artifact.format.npm;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A package's name as npm writes it, {@code @scope/name} or {@code name} (W-046). */
record NpmName(String scope, String name) {
  private static final int LONGEST = 214;
  private static final Pattern PART =
      Pattern.compile("[A-Za-z0-9\\-!~*'()][A-Za-z0-9\\-!~*'()._]*");
  private static final Pattern NEW_PART = Pattern.compile("[a-z0-9\\-][a-z0-9\\-._]*");
  private static final Set<String> TAKEN = Set.of("node_modules", "favicon.ico");

  /** Reads a name, also one in mixed case of long ago; empty if it cannot be one. */
  static Optional<NpmName> of(String text) {
    boolean isScoped = text.startsWith("@");
    int slash = text.indexOf('/');
    if (text.length() > LONGEST || isScoped != slash > 0) {
      return Optional.empty();
    }
    String scope = isScoped ? text.substring(1, slash) : "";
    String name = text.substring(slash + 1);
    boolean isName =
        PART.matcher(name).matches()
            && !name.equals("-")
            && (!isScoped || PART.matcher(scope).matches());
    return isName ? Optional.of(new NpmName(scope, name)) : Optional.empty();
  }

  /** Whether a package may get this name today. */
  boolean isForNew() {
    return NEW_PART.matcher(name).matches()
        && (scope.isEmpty() || NEW_PART.matcher(scope).matches())
        && !TAKEN.contains(name);
  }

  PackageCoordinates coordinates() {
    return new PackageCoordinates(PackageFormat.NPM, scope, name);
  }

  static NpmName of(PackageCoordinates coordinates) {
    return new NpmName(coordinates.namespace(), coordinates.name());
  }

  /** The tarball's file name; it never shows the scope (W-048). */
  String tarball(String version) {
    return name + "-" + version + ".tgz";
  }

  /** The name of a publisher's attachment, which shows the scope (W-068). */
  String attachment(String version, String ending) {
    return this + "-" + version + ending;
  }

  /** The version that a tarball's file name stands for. */
  Optional<String> versionOf(String file) {
    String start = name + "-";
    String end = ".tgz";
    return file.startsWith(start)
            && file.endsWith(end)
            && file.length() > start.length() + end.length()
        ? Optional.of(file.substring(start.length(), file.length() - end.length()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return scope.isEmpty() ? name : "@" + scope + "/" + name;
  }
}
