package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys of ECS and Lambda, which are documented with capitals and in small letters, and are
 * known in any case (D-130, D-471). Confined to one thread.
 */
final class KeyCase {

  private final Notes notes;
  private final boolean isJson;
  private @Nullable Scalar first;
  private boolean isSmall;

  KeyCase(Notes notes, boolean isJson) {
    this.notes = notes;
    this.isJson = isJson;
  }

  /** The level with known keys as they are documented with capitals; of two, the later one wins. */
  Level level(Mapping mapping, DocumentPath path, ImmutableSet<String> keys) {
    List<Mapping.Entry> entries = new ArrayList<>();
    for (Mapping.Entry entry : mapping.entries()) {
      String known = known(entry.name(), keys);
      if (known == null) {
        entries.add(entry);
        continue;
      }
      check(entry.key(), known, path.key(known));
      for (Mapping.Entry other : List.copyOf(entries)) {
        if (other.name().equals(known)) {
          entries.remove(other);
          notes.report(
              DeployRule.DUPLICATE_KEY,
              entry.key(),
              path.key(known),
              "key \""
                  + known
                  + "\" stands in line "
                  + other.key().position().line()
                  + " already",
              "",
              "keep one, or merge the two");
        }
      }
      entries.add(new Mapping.Entry(renamed(entry.key(), known), entry.value()));
    }
    return new Level(Mapping.of(entries, mapping), path, notes);
  }

  private static Scalar renamed(Scalar key, String known) {
    return key.text().equals(known) ? key : Scalar.of(known, key);
  }

  static @Nullable String known(String written, ImmutableSet<String> keys) {
    return keys.stream().filter(written::equalsIgnoreCase).findFirst().orElse(null);
  }

  void check(Scalar key, String known, DocumentPath path) {
    String written = key.text();
    String small = known.toLowerCase(Locale.ROOT);
    if (small.equals(known)) {
      return; // both spellings are the same
    }
    boolean isKeySmall = written.equals(small);
    if (first == null && (isKeySmall || written.equals(known))) {
      first = key;
      isSmall = isKeySmall;
    }
    boolean isStrict = notes.mode() == ConformanceMode.STRICT;
    String expected = isSmall && !isStrict ? small : known;
    if (written.equals(expected) || (isStrict && isJson)) {
      return;
    }
    Node other = first;
    boolean isMixed = other != null && other != key && !isStrict;
    notes.report(
        DeployRule.KEY_CASE,
        key,
        path,
        "key \"" + written + "\" is not spelt as documented",
        expected,
        isMixed ? "keys are spelt otherwise in line " + other.position().line() : "");
  }
}
