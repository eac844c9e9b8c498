package dev.penstock.artifact.origin;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.origin.PatternKey.Kind;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads patterns of package groups, and says all that is wrong with one. */
final class PatternParser {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 520;
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cc}\\p{Zs}\\p{Cs}]");
  private static final String FORMS =
      "/*, /FORMAT/*, /FORMAT/NAMESPACE~, /FORMAT/NAMESPACE/*, /FORMAT/NAMESPACE/NAME~ or"
          + " /FORMAT/NAMESPACE/NAME$";
  private static final Set<PackageFormat> NO_NAMESPACE =
      Set.of(PackageFormat.PYPI, PackageFormat.NUGET, PackageFormat.RUBY, PackageFormat.CARGO);
  private static final Set<PackageFormat> ALWAYS_NAMESPACE =
      Set.of(PackageFormat.MAVEN, PackageFormat.SWIFT, PackageFormat.GENERIC);

  private final String text;
  private final List<Diagnostic> faults = new ArrayList<>();

  private PatternParser(String text) {
    this.text = text;
  }

  static PatternKey parse(String text) {
    PatternParser parser = new PatternParser(text);
    PatternKey key = parser.read();
    if (!parser.faults.isEmpty()) {
      throw new InvalidDefinitionException("package group pattern", parser.faults);
    }
    return key;
  }

  private void fault(String found, String allowed) {
    String shown = found.length() > 200 ? found.substring(0, 200) + "..." : found;
    faults.add(Diagnostic.error("artifact.group-pattern", "pattern", shown, allowed));
  }

  private PatternKey read() {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      fault(text.length() + " characters", SHORTEST + " to " + LONGEST);
    }
    if (BLANK.matcher(text).find()) {
      fault("white space or a control character", "neither");
    }
    String[] parts = text.split("/", -1);
    if (!text.startsWith("/") || parts.length < 3 || parts.length > 4) {
      fault("\"" + text + "\"", FORMS);
      return new PatternKey(Kind.ROOT, "", "", "");
    }
    String last = parts[parts.length - 1];
    String stem = last.isEmpty() ? "" : last.substring(0, last.length() - 1);
    PatternKey key = key(parts, last, stem);
    checkNamespace(key);
    checkNormal("namespace", key, key.namespace());
    checkNormal("name", key, key.name());
    return key;
  }

  private PatternKey key(String[] parts, String last, String stem) {
    String format = parts[1];
    if (last.equals("*")) {
      return parts.length == 3
          ? new PatternKey(Kind.FORMAT, format, "", "")
          : new PatternKey(Kind.NAMESPACE, format, parts[2], "");
    }
    if (last.endsWith("~") && !Words.isEnd(stem)) {
      fault(
          "~ after \"" + stem + "\"",
          "after the end of a word: a letter, digit or mark; * after /");
    }
    if (parts.length == 3) {
      if (!last.endsWith("~")) {
        fault("\"" + last + "\" at the end", "* or NAMESPACE~; allowed forms: " + FORMS);
      }
      return new PatternKey(Kind.NAMESPACE_PREFIX, format, stem, "");
    }
    if (stem.isEmpty() || !(last.endsWith("~") || last.endsWith("$"))) {
      fault("\"" + last + "\" at the end", "*, NAME~ or NAME$");
    }
    return new PatternKey(
        last.endsWith("~") ? Kind.NAME_PREFIX : Kind.NAME, format, parts[2], stem);
  }

  private void checkNamespace(PatternKey key) {
    if (Arrays.stream(PackageFormat.values()).noneMatch(f -> f.id().equals(key.format()))) {
      fault("format \"" + key.format() + "\"", Arrays.toString(PackageFormat.values()));
      return;
    }
    PackageFormat format = PackageFormat.of(key.format());
    if (NO_NAMESPACE.contains(format) && !key.namespace().isEmpty()) {
      fault("namespace \"" + key.namespace() + "\" of a " + format + " package", "none");
    }
    boolean isWithin = key.kind().compareTo(Kind.NAMESPACE_PREFIX) > 0;
    if (ALWAYS_NAMESPACE.contains(format) && isWithin && key.namespace().isEmpty()) {
      fault("no namespace of a " + format + " package", "one, because all of them have one");
    }
  }

  /** Names are compared as they are stored. */
  private void checkNormal(String what, PatternKey key, String value) {
    String normal =
        Arrays.stream(PackageFormat.values())
            .filter(format -> format.id().equals(key.format()))
            .findFirst()
            .map(format -> format.stored(value))
            .orElse(value);
    if (!normal.equals(value)) {
      fault(what + " \"" + value + "\"", "\"" + normal + "\", as it is stored");
    }
  }
}
