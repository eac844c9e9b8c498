package dev.penstock.spec.build;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the buildspec of a build is: exactly one is in force.
 *
 * <pre>{@code
 * BuildspecLocation location = BuildspecLocation.of(override, projectSetting);
 * }</pre>
 */
public sealed interface BuildspecLocation {

  /** The file in the top folder of the primary source; no other name is tried. */
  String DEFAULT_PATH = "buildspec.yml";

  /**
   * {@value #DEFAULT_PATH} in the top folder of the primary source (B-001).
   *
   * @return where a buildspec is unless somebody says otherwise
   */
  static BuildspecLocation defaultFile() {
    return new InSource(DEFAULT_PATH);
  }

  /**
   * Decides which buildspec is in force (B-001 to B-004). A text of several lines, or one that is a
   * mapping, is a buildspec itself; any other is an ARN or a path.
   *
   * @param override what the request to start the build says; empty or blank if nothing
   * @param setting what the project says; empty or blank if nothing
   * @return the override's location, or else the project's, or else {@link #defaultFile()}
   */
  static BuildspecLocation of(Optional<String> override, Optional<String> setting) {
    return override
        .filter(text -> !text.isBlank())
        .or(() -> setting.filter(text -> !text.isBlank()))
        .map(BuildspecLocation::of)
        .orElseGet(BuildspecLocation::defaultFile);
  }

  private static BuildspecLocation of(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || BuildspecReader.root(text) != null) {
      return new Inline(text);
    }
    return text.startsWith("arn:") ? new InBucket(text) : new InSource(text);
  }

  /**
   * Whether a build without sources cannot use it.
   *
   * @return true for a path
   */
  default boolean needsSource() {
    return this instanceof InSource;
  }

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param inSource called for a path
   * @param inBucket called for an ARN
   * @param inline called for a buildspec itself
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super InSource, ? extends R> inSource,
      Function<? super InBucket, ? extends R> inBucket,
      Function<? super Inline, ? extends R> inline) {
    if (this instanceof InSource file) {
      return inSource.apply(file);
    }
    return this instanceof InBucket object ? inBucket.apply(object) : inline.apply((Inline) this);
  }

  /**
   * A file of the primary source; secondary sources have none (B-005).
   *
   * @param path relative to the top folder
   */
  record InSource(String path) implements BuildspecLocation {

    /** Requires the path. */
    public InSource {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * An object in a bucket of the build's region.
   *
   * @param arn the object's ARN
   */
  record InBucket(String arn) implements BuildspecLocation {

    /** Requires the ARN. */
    public InBucket {
      Objects.requireNonNull(arn, "arn");
    }
  }

  /**
   * The buildspec itself.
   *
   * @param text the text, ready to be read
   */
  record Inline(String text) implements BuildspecLocation {

    /** Requires the text. */
    public Inline {
      Objects.requireNonNull(text, "text");
    }

    /** The length; the text may hold what should not be seen. */
    @Override
    public String toString() {
      return "Inline[" + text.length() + " characters]";
    }
  }
}
