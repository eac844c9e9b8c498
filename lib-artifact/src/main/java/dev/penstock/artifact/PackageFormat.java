package dev.penstock.artifact;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The ecosystem that a package belongs to. */
public enum PackageFormat {
  /** Rust crates; no namespace. */
  CARGO(Namespace.NONE),
  /** Files of any kind; the namespace is required. */
  GENERIC(Namespace.REQUIRED),
  /** Java artifacts; the namespace is the group id and required. */
  MAVEN(Namespace.REQUIRED),
  /** JavaScript packages; the namespace is the scope without {@code @}, and optional. */
  NPM(Namespace.OPTIONAL),
  /** .NET packages; no namespace. */
  NUGET(Namespace.NONE),
  /** Python distributions; no namespace. */
  PYPI(Namespace.NONE),
  /** Ruby gems; no namespace. */
  RUBY(Namespace.NONE),
  /** Swift packages; the namespace is the scope and required. */
  SWIFT(Namespace.REQUIRED);

  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  private final Namespace namespace;

  PackageFormat(Namespace namespace) {
    this.namespace = namespace;
  }

  /** Whether packages of a format have a namespace. */
  enum Namespace {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  Namespace namespace() {
    return namespace;
  }

  /**
   * The format's name as the service and its endpoints write it.
   *
   * @return lower case, such as {@code npm}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How a name or namespace of this format is stored, whatever its spelling. NuGet's is
   * compared character by character in either case (W-154), Swift's is in lower case, and Python's
   * in the normal form of PEP 503; in other formats, spellings are different names.
   *
   * @param spelling as somebody writes it
   * @return the same for all spellings of one name
   */
  public String stored(String spelling) {
    return switch (this) {
      case NUGET -> OrdinalCase.folded(spelling);
      case PYPI -> SEPARATORS.matcher(spelling).replaceAll("-").toLowerCase(Locale.ROOT);
      case SWIFT -> spelling.toLowerCase(Locale.ROOT);
      default -> spelling;
    };
  }

  /**
   * The format of that name.
   *
   * @param id lower case, such as {@code npm}
   * @return the format
   * @throws IllegalArgumentException if there is none
   */
  public static PackageFormat of(String id) {
    return Arrays.stream(values())
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + id + "\" is no package format; allowed: " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return id();
  }
}
