package dev.penstock.spec.run;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pattern of paths (B-162, B-166): {@code *} and {@code ?} stay within a path component, {@code
 * **} as a whole component spans any number of them, {@code [a-z]} is one character, {@code {a,b}}
 * one of several texts. Matching takes time in proportion to the product of both lengths at most.
 */
final class Glob {

  private static final int MAX_ALTERNATIVES = 256;
  private static final String ANY_DEPTH = "**";

  private final List<List<String>> alternatives;

  private Glob(List<List<String>> alternatives) {
    this.alternatives = alternatives;
  }

  static Glob of(String pattern) {
    List<String> expanded = new ArrayList<>();
    expand(pattern, expanded);
    return new Glob(expanded.stream().map(Glob::components).toList());
  }

  /** Whether a text means more than itself. */
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** The components of a path, without empty ones and single dots. */
  static List<String> components(String path) {
    List<String> components = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return components;
  }

  /** Whether a path, split into components, has this form. */
  boolean matches(List<String> path) {
    for (List<String> alternative : alternatives) {
      if (matches(alternative, path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path that leads on from a directory may have this form. */
  boolean mayMatchBelow(List<String> directory) {
    return alternatives.stream()
        .anyMatch(pattern -> reached(pattern, directory).anyMatch(p -> p < pattern.size()));
  }

  /** Whether every path that leads on from a directory is sure to have this form. */
  boolean matchesAllBelow(List<String> directory) {
    return alternatives.stream()
        .anyMatch(
            pattern ->
                reached(pattern, directory)
                    .anyMatch(p -> isAnything(pattern.subList(p, pattern.size()))));
  }

  private static boolean isAnything(List<String> rest) {
    return rest.contains(ANY_DEPTH)
        && rest.stream().filter(component -> !component.equals(ANY_DEPTH)).count() <= 1
        && rest.stream()
            .allMatch(component -> component.equals(ANY_DEPTH) || component.equals("*"));
  }

  /** The places in a pattern that a path leads to. */
  private static IntStream reached(List<String> pattern, List<String> path) {
    BitSet places = new BitSet();
    places.set(0);
    for (int i = 0; i <= path.size(); i++) {
      for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
        if (p < pattern.size() && pattern.get(p).equals(ANY_DEPTH)) {
          places.set(p + 1); // it may also span nothing
        }
      }
      if (i < path.size()) {
        places = next(pattern, places, path.get(i));
      }
    }
    return places.stream();
  }

  private static BitSet next(List<String> pattern, BitSet places, String name) {
    BitSet next = new BitSet();
    for (int p = places.nextSetBit(0); p >= 0; p = places.nextSetBit(p + 1)) {
      if (p < pattern.size() && pattern.get(p).equals(ANY_DEPTH)) {
        next.set(p);
      } else if (p < pattern.size() && matches(pattern.get(p), name)) {
        next.set(p + 1);
      }
    }
    return next;
  }

  private static boolean matches(List<String> pattern, List<String> path) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int i = 0;
    while (i < path.size()) {
      if (p < pattern.size() && pattern.get(p).equals(ANY_DEPTH)) {
        star = p++;
        resume = i;
      } else if (p < pattern.size() && matches(pattern.get(p), path.get(i))) {
        p++;
        i++;
      } else if (star >= 0) {
        p = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.size() && pattern.get(p).equals(ANY_DEPTH)) {
      p++;
    }
    return p == pattern.size();
  }

  private static boolean matches(String pattern, String name) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int i = 0;
    while (i < name.length()) {
      int next = p < pattern.length() ? one(pattern, p, name.charAt(i)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = i;
      } else if (next >= 0) {
        p = next;
        i++;
      } else if (star >= 0) {
        p = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after one character of the name; -1 if that does not match. */
  private static int one(String pattern, int p, char c) {
    char wanted = pattern.charAt(p);
    int close = wanted == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close >= 0) {
      return isInClass(pattern, p + 1, close, c) ? close + 1 : -1;
    }
    return wanted == '?' || wanted == c ? p + 1 : -1;
  }

  private static boolean isInClass(String pattern, int from, int to, char c) {
    boolean isNegated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    int i = isNegated ? from + 1 : from;
    boolean isMember = false;
    while (i < to) {
      boolean isRange = i + 2 < to && pattern.charAt(i + 1) == '-';
      char last = isRange ? pattern.charAt(i + 2) : pattern.charAt(i);
      isMember |= c >= pattern.charAt(i) && c <= last;
      i += isRange ? 3 : 1;
    }
    return isMember != isNegated;
  }

  /** Writes out the first group of braces, and the rest by recursion; braces alone are literal. */
  private static void expand(String pattern, List<String> expanded) {
    int open = pattern.indexOf('{');
    int close = open < 0 ? -1 : closing(pattern, open);
    if (close < 0 || expanded.size() >= MAX_ALTERNATIVES) {
      expanded.add(pattern);
      return;
    }
    int start = open + 1;
    int depth = 0;
    for (int i = start; i <= close; i++) {
      char c = pattern.charAt(i);
      if (i == close || (c == ',' && depth == 0)) {
        expand(
            pattern.substring(0, open) + pattern.substring(start, i) + pattern.substring(close + 1),
            expanded);
        start = i + 1;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
    }
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
