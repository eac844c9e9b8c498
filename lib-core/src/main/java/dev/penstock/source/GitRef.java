package dev.penstock.source;

import java.util.Objects;

/**
 * A branch or a tag.
 *
 * @param kind which of the two
 * @param name its name, without {@code refs/heads/} or {@code refs/tags/} (P-736)
 */
public record GitRef(Kind kind, String name) {
  static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  /** Refuses a ref without a name. */
  public GitRef {
    Objects.requireNonNull(kind, "kind");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a " + kind.word + " without a name");
    }
  }

  /**
   * A branch.
   *
   * @param name its name; a leading {@code refs/heads/} is taken off
   * @return the branch
   */
  public static GitRef branch(String name) {
    return new GitRef(Kind.BRANCH, name.startsWith(HEADS) ? name.substring(HEADS.length()) : name);
  }

  /**
   * A tag.
   *
   * @param name its name; a leading {@code refs/tags/} is taken off
   * @return the tag
   */
  public static GitRef tag(String name) {
    return new GitRef(Kind.TAG, name.startsWith(TAGS) ? name.substring(TAGS.length()) : name);
  }

  /**
   * Reads the full name that Git hosts report.
   *
   * @param ref begins with {@code refs/heads/} or {@code refs/tags/}
   * @return the branch or tag
   * @throws IllegalArgumentException if it begins otherwise
   */
  public static GitRef parse(String ref) {
    if (ref.startsWith(HEADS)) {
      return branch(ref);
    }
    if (ref.startsWith(TAGS)) {
      return tag(ref);
    }
    throw new IllegalArgumentException(
        "\"" + ref + "\" is neither a branch nor a tag; allowed: " + HEADS + "…, " + TAGS + "…");
  }

  /** The kind and the name, for people. */
  @Override
  public String toString() {
    return kind.word + " \"" + name + "\"";
  }

  /** What a ref points out. */
  public enum Kind {
    /** A branch. */
    BRANCH("branch"),
    /** A tag. */
    TAG("tag");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }
}
