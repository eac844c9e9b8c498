package dev.penstock.artifact.retention;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageGlob;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.source.Glob;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which versions go, and how. Pure. */
record RetentionRule(
    String name,
    PackageGlob packages,
    Glob versions,
    EnumSet<VersionStatus> statuses,
    List<Condition> conditions,
    VersionStatus target) {

  /** Newest first; those never published at the end. */
  static final Comparator<RetentionCandidate> NEWEST_FIRST =
      Comparator.comparing(
              (RetentionCandidate candidate) ->
                  candidate.version().publishedTime().orElse(Instant.MIN))
          .thenComparing(candidate -> candidate.version().coordinates().version())
          .reversed();

  boolean appliesTo(PackageCoordinates coordinates) {
    return packages.matches(coordinates);
  }

  /** Those of a package's versions that go, of versions given newest first. */
  Set<RetentionCandidate> selected(List<RetentionCandidate> newestFirst, Instant now) {
    List<RetentionCandidate> scope =
        newestFirst.stream()
            .filter(candidate -> statuses.contains(candidate.version().status()))
            .filter(candidate -> versions.matches(candidate.version().coordinates().version()))
            .toList();
    Set<RetentionCandidate> selected = new HashSet<>(scope);
    for (Condition condition : conditions) {
      selected.retainAll(condition.holding(scope, now));
    }
    selected.removeIf(candidate -> candidate.version().status() == target);
    return selected;
  }

  boolean isAboutDownloads() {
    return conditions.stream().anyMatch(Condition::isAboutDownloads);
  }

  /** The name, and what holds for whatever it selects. */
  String reason() {
    List<String> texts = conditions.stream().map(Condition::text).toList();
    return texts.isEmpty() ? name : name + ": " + String.join(", ", texts);
  }
}
