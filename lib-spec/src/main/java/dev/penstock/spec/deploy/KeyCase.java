package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of ECS and Lambda, which are documented with capitals and in small letters, and are
 * known in any case (D-130, D-471). Confined to one thread.
 */
final class KeyCase {

  private final Notes notes;
  private final boolean isJson;
  private final List<Use> uses = new ArrayList<>();

  KeyCase(Notes notes, boolean isJson) {
    this.notes = notes;
    this.isJson = isJson;
  }

  /** A key as it stands in the file, and as it is documented with capitals. */
  private record Use(Scalar key, String known, DocumentPath path) {

    boolean isKnown() {
      return key.text().equals(known);
    }

    boolean isSmall() {
      return key.text().equals(known.toLowerCase(Locale.ROOT));
    }
  }

  /** The level with known keys as they are documented with capitals; of two, the later one wins. */
  Level level(Mapping mapping, DocumentPath path, ImmutableSet<String> keys) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    for (Mapping.Entry entry : mapping.entries()) {
      String known = known(entry.name(), keys);
      if (known == null) {
        entries.put(entry.name(), entry);
        continue;
      }
      use(entry.key(), known, path.key(known));
      Mapping.Entry other =
          entries.put(known, new Mapping.Entry(renamed(entry.key(), known), entry.value()));
      if (other != null) {
        notes.report(
            DeployRule.DUPLICATE_KEY,
            entry.key(),
            path.key(known),
            "key \"" + known + "\" stands in line " + line(other) + " already",
            "",
            "keep one, or merge the two");
      }
    }
    return new Level(Mapping.of(entries.values(), mapping), path, notes);
  }

  private static int line(Mapping.Entry entry) {
    return entry.key().position().line();
  }

  private static Scalar renamed(Scalar key, String known) {
    return key.text().equals(known) ? key : Scalar.of(known, key);
  }

  static @Nullable String known(String written, ImmutableSet<String> keys) {
    return keys.stream().filter(written::equalsIgnoreCase).findFirst().orElse(null);
  }

  void use(Scalar key, String known, DocumentPath path) {
    boolean hasCapitals = !known.equals(known.toLowerCase(Locale.ROOT));
    if (hasCapitals) {
      uses.add(new Use(key, known, path));
    }
  }

  /** Reports keys without their capitals, unless all of them are written in small letters. */
  void report() {
    boolean isStrict = notes.mode() == ConformanceMode.STRICT;
    boolean isFine = isStrict ? isJson : uses.stream().allMatch(Use::isSmall);
    for (Use use : uses) {
      if (!isFine && !use.isKnown()) {
        notes.report(
            DeployRule.KEY_CASE,
            use.key(),
            use.path(),
            "key \"" + use.key().text() + "\" lacks its capitals",
            use.known(),
            "",
            use.key().replacedBy(use.known()));
      }
    }
  }
}
