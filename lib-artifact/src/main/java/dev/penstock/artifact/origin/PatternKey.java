package dev.penstock.artifact.origin;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern in parts, by which it is looked up. All patterns that match a package are among the few
 * keys that its coordinates have, so a lookup costs no more as groups are added.
 */
record PatternKey(Kind kind, String format, String namespace, String name) {

  /** Kinds of patterns, from the widest to the narrowest. */
  enum Kind {
    ROOT,
    FORMAT,
    NAMESPACE_PREFIX,
    NAMESPACE,
    NAME_PREFIX,
    NAME
  }

  /** The keys of all patterns that match a package, the most specific first. */
  static List<PatternKey> matching(String format, String namespace, String name) {
    List<PatternKey> keys = new ArrayList<>();
    keys.add(new PatternKey(Kind.NAME, format, namespace, name));
    for (String prefix : Words.prefixes(name)) {
      keys.add(new PatternKey(Kind.NAME_PREFIX, format, namespace, prefix));
    }
    addNamespaces(keys, format, namespace);
    return keys;
  }

  private static void addNamespaces(List<PatternKey> keys, String format, String namespace) {
    keys.add(new PatternKey(Kind.NAMESPACE, format, namespace, ""));
    for (String prefix : Words.prefixes(namespace)) {
      keys.add(new PatternKey(Kind.NAMESPACE_PREFIX, format, prefix, ""));
    }
    keys.add(new PatternKey(Kind.FORMAT, format, "", ""));
    keys.add(new PatternKey(Kind.ROOT, "", "", ""));
  }

  /** The keys of all patterns that cover more than this one, the most specific first. */
  List<PatternKey> wider() {
    List<PatternKey> keys = new ArrayList<>();
    if (kind.compareTo(Kind.NAME_PREFIX) >= 0) {
      keys.addAll(matching(format, namespace, name));
    } else {
      addNamespaces(keys, format, namespace);
    }
    return keys.subList(keys.indexOf(this) + 1, keys.size());
  }

  PatternKey folded() {
    return new PatternKey(kind, format, Folding.fold(namespace), Folding.fold(name));
  }

  /** Whether it says more about a package than another key of the same package does. */
  boolean isNarrowerThan(PatternKey other) {
    int byKind = kind.compareTo(other.kind);
    return byKind > 0
        || (byKind == 0
            && namespace.length() + name.length() > other.namespace.length() + other.name.length());
  }
}
