package dev.penstock.artifact;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");
  private static final Pattern DESCRIPTION = Pattern.compile("\\P{C}*");
  private static final Pattern MARK = Pattern.compile("[a-z][a-z0-9._\\-]{0,63}");
  private static final String MARK_TEXT =
      "1 to 64 characters of a-z, 0-9, ., _ and -, first a letter";
  private static final int LONGEST_MARK = 4_096;
  private static final String NPM_ASSET = "package.tgz";

  private final List<Diagnostic> found = new ArrayList<>();

  void add(String rule, String path, String fault, String allowed) {
    found.add(Diagnostic.error("artifact." + rule, path, fault, allowed));
  }

  /** Checks a text against a pattern, in the words of its rule. */
  void text(String path, String value, Pattern pattern, int longest, String allowed) {
    Objects.requireNonNull(value, path);
    if (value.length() > longest || !pattern.matcher(value).matches()) {
      add(path, path, "\"" + shown(value) + "\" of " + value.length() + " characters", allowed);
    }
  }

  /** The beginning of a text as a message can hold it: what cannot be seen is spelled out. */
  static String shown(String value) {
    String start = value.length() > 100 ? value.substring(0, 100) + "..." : value;
    return UNSEEN
        .matcher(start)
        .replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
  }

  /** Checks a free text: its length, and that it can be written down. */
  void length(String path, String value, int longest) {
    Objects.requireNonNull(value, path);
    if (value.length() > longest || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      add(
          path,
          path,
          value.length() + " characters" + (value.length() > longest ? "" : " with half a pair"),
          "up to " + longest + " characters, no half of a surrogate pair");
    }
  }

  /** What a repository is for (A-008). */
  void description(String value) {
    text("description", value, DESCRIPTION, 1_000, "up to 1000 characters, no control characters");
  }

  void count(String path, int count, int most) {
    if (count > most) {
      add(path, path, count + " of them", "up to " + most);
    }
  }

  /** A document's or tag's name. */
  void name(String path, String value) {
    text(path, value, ASSET, LONGEST, ASSET_TEXT);
  }

  /** A mark of a version. */
  void mark(String name, String value) {
    text("mark", name, MARK, 64, MARK_TEXT);
    length("mark", value, LONGEST_MARK);
  }

  void coordinate(String path, String value) {
    text(path, value, COORDINATE, LONGEST, COORDINATE_TEXT);
  }

  void coordinates(PackageFormat format, String namespace, String name) {
    Objects.requireNonNull(namespace, "namespace");
    if (format.namespace() == PackageFormat.Namespace.NONE && !namespace.isEmpty()) {
      add(
          "namespace",
          "namespace",
          "\"" + namespace + "\" for a " + format + " package",
          "none for this format");
    } else if (format == PackageFormat.NPM && namespace.startsWith("@")) {
      add(
          "namespace",
          "namespace",
          "\"" + shown(namespace) + "\" for an npm package",
          "the scope without @");
    } else if (format.namespace() == PackageFormat.Namespace.REQUIRED || !namespace.isEmpty()) {
      coordinate("namespace", namespace);
    }
    coordinate("name", name);
  }

  void asset(PackageFormat format, String name) {
    Objects.requireNonNull(name, "asset");
    if (format == PackageFormat.GENERIC) {
      text("asset", name, GENERIC_ASSET, LONGEST, GENERIC_ASSET_TEXT);
    } else if (format == PackageFormat.NPM) {
      if (!name.equals(NPM_ASSET)) {
        add("asset", "asset", "\"" + shown(name) + "\" of an npm package", NPM_ASSET);
      }
    } else {
      name("asset", name);
    }
  }

  void throwIfAny(String subject) {
    if (!found.isEmpty()) {
      throw exception(subject);
    }
  }

  /** All faults; there must be one. */
  InvalidDefinitionException exception(String subject) {
    return new InvalidDefinitionException(subject, found);
  }
}
