package dev.penstock.artifact;

import java.util.Arrays;
import java.util.Locale;

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
