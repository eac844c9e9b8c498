package dev.penstock.artifact;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Gathers all that is wrong with a request, and throws it at once. */
final class Faults {
  private static final int LONGEST = 255;
  private static final Pattern COORDINATE = Pattern.compile("[^#/\\s\\p{Cc}\\p{Cs}]+");
  private static final String COORDINATE_TEXT =
      "1 to " + LONGEST + " characters without #, /, white space and control characters";
  private static final Pattern ASSET = Pattern.compile("\\P{C}+");
  private static final String ASSET_TEXT = "1 to " + LONGEST + " characters, no control characters";
  private static final Pattern GENERIC_ASSET =
      Pattern.compile("[\\p{L}\\p{N}~!@^&()\\-`_+\\[\\]{};,.]+");
  private static final String GENERIC_ASSET_TEXT =
      "1 to " + LONGEST + " letters, digits and ~!@^&()-`_+[]{};,.";

  private final List<Diagnostic> found = new ArrayList<>();

  void add(String rule, String path, String fault, String allowed) {
    found.add(Diagnostic.error("artifact." + rule, path, fault, allowed));
  }

  /** Checks a text against a pattern, in the words of its rule. */
  void text(String path, String value, Pattern pattern, int longest, String allowed) {
    if (value.length() > longest || !pattern.matcher(value).matches()) {
      String shown = value.length() > 100 ? value.substring(0, 100) + "..." : value;
      add(path, path, "\"" + shown + "\" of " + value.length() + " characters", allowed);
    }
  }

  void coordinate(String path, String value) {
    text(path, value, COORDINATE, LONGEST, COORDINATE_TEXT);
  }

  void coordinates(PackageFormat format, String namespace, String name) {
    if (format.namespace() == PackageFormat.Namespace.NONE && !namespace.isEmpty()) {
      add(
          "namespace",
          "namespace",
          "\"" + namespace + "\" for a " + format + " package",
          "none for this format");
    } else if (format.namespace() == PackageFormat.Namespace.REQUIRED || !namespace.isEmpty()) {
      coordinate("namespace", namespace);
    }
    coordinate("name", name);
  }

  void asset(PackageFormat format, String name) {
    if (format == PackageFormat.GENERIC) {
      text("asset", name, GENERIC_ASSET, LONGEST, GENERIC_ASSET_TEXT);
    } else {
      text("asset", name, ASSET, LONGEST, ASSET_TEXT);
    }
  }

  void throwIfAny(String subject) {
    if (!found.isEmpty()) {
      throw new InvalidDefinitionException(subject, found);
    }
  }
}
