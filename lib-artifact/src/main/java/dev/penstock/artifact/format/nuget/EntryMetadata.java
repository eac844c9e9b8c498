package dev.penstock.artifact.format.nuget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import dev.penstock.artifact.version.VersionSyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a catalog entry says about its version, in the words of every format. Where
 * the sources are, no entry tells.
 */
final class EntryMetadata {
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_LICENSE = 1_024;
  private static final int LONGEST_RANGE = 2_048;
  private static final int MOST_DEPENDENCIES = 10_000;
  private static final int MOST_CHARACTERS = 500_000 - LONGEST_ADDRESS;

  private EntryMetadata() {}

  /**
   * Reads what can be read; what is odd is left out and what is too long is cut, as it is only
   * information.
   *
   * @param id the package that the entry is taken for; shown in the entry's spelling of it
   */
  static VersionMetadata of(PackageId id, JsonNode entry) {
    String written = CatalogEntry.text(entry, "id");
    boolean isSpelling = PackageId.of(written).filter(id::isSame).isPresent();
    String summary = text(entry, "summary", LONGEST_SUMMARY);
    return VersionMetadata.EMPTY
        .withDisplayName(isSpelling ? written : id.written())
        .withSummary(summary.isEmpty() ? text(entry, "description", LONGEST_SUMMARY) : summary)
        .withHomePage(text(entry, "projectUrl", LONGEST_ADDRESS))
        .withLicenses(licenses(entry))
        .withDependencies(dependencies(entry));
  }

  /** An address, which the gallery makes up beside an expression, says less than that. */
  private static List<License> licenses(JsonNode entry) {
    String expression = text(entry, "licenseExpression", LONGEST_LICENSE);
    if (!expression.isEmpty()) {
      return List.of(new License(expression, ""));
    }
    String url = text(entry, "licenseUrl", LONGEST_ADDRESS);
    return url.isEmpty() ? List.of() : List.of(new License("", url));
  }

  /** Those of all frameworks, each once. */
  private static List<Dependency> dependencies(JsonNode entry) {
    Set<Dependency> dependencies = new LinkedHashSet<>();
    int length = 0;
    for (JsonNode group : entry.path("dependencyGroups")) {
      for (JsonNode needed : group.path("dependencies")) {
        Optional<Dependency> one = dependency(needed);
        if (one.isPresent() && !dependencies.contains(one.get())) {
          length += one.get().name().length() + one.get().requirement().length();
          if (length > MOST_CHARACTERS || dependencies.size() == MOST_DEPENDENCIES) {
            return List.copyOf(dependencies);
          }
          dependencies.add(one.get());
        }
      }
    }
    return List.copyOf(dependencies);
  }

  private static Optional<Dependency> dependency(JsonNode needed) {
    String range = range(CatalogEntry.text(needed, "range").strip());
    return range.length() > LONGEST_RANGE
        ? Optional.empty()
        : PackageId.of(CatalogEntry.text(needed, "id"))
            .map(id -> new Dependency("", "", id.lower(), range));
  }

  /** Normalized, or as it is told if it is none. */
  private static String range(String told) {
    try {
      return NuspecReader.range(told);
    } catch (VersionSyntaxException e) {
      return Excerpt.of(told, told.length());
    }
  }

  private static String text(JsonNode entry, String name, int most) {
    return Excerpt.of(CatalogEntry.text(entry, name).strip(), most);
  }
}
