package dev.penstock.artifact.format.nuget;

import java.util.List;
import java.util.Map;

/**
 * What a nuspec says.
 *
 * @param id the package's id
 * @param version the version
 * @param texts its simple elements, such as {@code description}, by name
 * @param minClientVersion the oldest client that it is for, or an empty text
 * @param isLicenseExpression whether {@code license} is an expression, not a file's name
 * @param repository where its sources are, or an empty text
 * @param packageTypes what it is for; never empty
 * @param groups its dependencies
 */
record Nuspec(
    PackageId id,
    VersionText version,
    Map<String, String> texts,
    String minClientVersion,
    boolean isLicenseExpression,
    String repository,
    List<String> packageTypes,
    List<Group> groups) {

  /** What a package is for unless it says. */
  static final String DEPENDENCY = "Dependency";

  Nuspec {
    texts = Map.copyOf(texts);
    packageTypes = packageTypes.isEmpty() ? List.of(DEPENDENCY) : List.copyOf(packageTypes);
    groups = List.copyOf(groups);
  }

  /**
   * Dependencies for one framework.
   *
   * @param targetFramework the framework, or an empty text for all
   * @param dependencies what it needs
   */
  record Group(String targetFramework, List<Needed> dependencies) {
    Group {
      dependencies = List.copyOf(dependencies);
    }
  }

  /**
   * A dependency.
   *
   * @param id the package that is needed
   * @param range which versions will do, normalized
   */
  record Needed(String id, String range) {}

  /** A simple element's text, or an empty one. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** Whether only clients that know SemVer 2.0.0 may see it (W-102). */
  boolean isSemVer2() {
    return version.isSemVer2()
        || groups.stream()
            .flatMap(group -> group.dependencies().stream())
            .anyMatch(needed -> VersionText.isSemVer2Range(needed.range()));
  }
}
