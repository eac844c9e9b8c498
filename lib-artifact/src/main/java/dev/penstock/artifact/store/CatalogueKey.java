package dev.penstock.artifact.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a document: a path of texts, ordered part by part.
 *
 * @param segments 1 to 16 parts, of any characters but control characters; parts may be empty; at
 *     most 4,096 characters together
 */
public record CatalogueKey(List<String> segments) implements Comparable<CatalogueKey> {
  private static final int MOST_SEGMENTS = 16;
  private static final int MOST_CHARACTERS = 4_096;

  /** Copies the parts. */
  public CatalogueKey {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || segments.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException(
          segments.size() + " parts in a key; allowed: 1 to " + MOST_SEGMENTS);
    }
    int characters = 0;
    for (String segment : segments) {
      characters += segment.length();
    }
    if (characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          characters + " characters in a key; allowed: at most " + MOST_CHARACTERS);
    }
    for (String segment : segments) {
      if (!isText(segment)) {
        throw new IllegalArgumentException(
            "control character or half a surrogate pair in a key; allowed: all others");
      }
    }
  }

  /** A plain loop, as every look-up makes several keys. */
  private static boolean isText(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < segment.length()
          && Character.isLowSurrogate(segment.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A key.
   *
   * @param segments its parts
   * @return the key
   */
  public static CatalogueKey of(String... segments) {
    return new CatalogueKey(List.of(segments));
  }

  /**
   * A longer key.
   *
   * @param more parts to add at the end
   * @return this key's parts, then those
   */
  public CatalogueKey child(String... more) {
    List<String> all = new ArrayList<>(segments);
    all.addAll(List.of(more));
    return new CatalogueKey(all);
  }

  /**
   * Whether this key begins with all parts of another one.
   *
   * @param prefix the other key
   * @return true also for the same key
   */
  public boolean startsWith(CatalogueKey prefix) {
    return segments.size() >= prefix.segments.size()
        && segments.subList(0, prefix.segments.size()).equals(prefix.segments);
  }

  @Override
  public int compareTo(CatalogueKey other) {
    int common = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < common; i++) {
      int order = segments.get(i).compareTo(other.segments.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(segments.size(), other.segments.size());
  }

  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
