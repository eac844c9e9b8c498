package dev.penstock.artifact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are wanted.
 *
 * @param format only this format; null for all
 * @param namespace only this namespace; null for all
 * @param packagePrefix only names that start with it; empty for all
 */
public record PackageQuery(
    @Nullable PackageFormat format, @Nullable String namespace, String packagePrefix) {

  /** All packages. */
  public static final PackageQuery ALL = new PackageQuery(null, null, "");

  /** The prefix is required. */
  public PackageQuery {
    Objects.requireNonNull(packagePrefix, "packagePrefix");
  }

  /**
   * The same query for one format.
   *
   * @param wanted the format
   * @return a copy
   */
  public PackageQuery withFormat(PackageFormat wanted) {
    return new PackageQuery(wanted, namespace, packagePrefix);
  }

  /**
   * The same query for one namespace.
   *
   * @param wanted the namespace
   * @return a copy
   */
  public PackageQuery withNamespace(String wanted) {
    return new PackageQuery(format, wanted, packagePrefix);
  }

  /**
   * The same query for names with a common beginning.
   *
   * @param prefix the beginning
   * @return a copy
   */
  public PackageQuery withPackagePrefix(String prefix) {
    return new PackageQuery(format, namespace, prefix);
  }

  boolean matches(PackageCoordinates coordinates) {
    return (format == null || format == coordinates.format())
        && (namespace == null || namespace.equals(coordinates.namespace()))
        && coordinates.name().startsWith(packagePrefix);
  }
}
