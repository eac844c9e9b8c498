package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a version came about and what is stated about it. No part of its revision: a statement made
 * later is about the same revision.
 *
 * @param publications the last one of each asset, by the asset's name
 * @param statements in the order in which they were attached
 */
record VersionTrail(SortedMap<String, Publication> publications, List<Statement> statements) {
  static final VersionTrail EMPTY = new VersionTrail(new TreeMap<>(), List.of());

  private static final int MOST_STATEMENTS = 200;

  VersionTrail {
    publications = Collections.unmodifiableSortedMap(new TreeMap<>(publications));
    statements = List.copyOf(statements);
  }

  VersionTrail with(Publication publication) {
    SortedMap<String, Publication> more = new TreeMap<>(publications);
    more.put(publication.asset(), publication);
    return new VersionTrail(more, statements);
  }

  /** The same statement about the same asset is attached once. */
  VersionTrail with(VersionCoordinates version, Statement statement) {
    boolean isKnown =
        statements.stream()
            .anyMatch(
                known ->
                    known.digest().equals(statement.digest())
                        && known.subject().equals(statement.subject())
                        && known.mediaType().equals(statement.mediaType()));
    if (isKnown) {
      return this;
    }
    if (statements.size() >= MOST_STATEMENTS) {
      throw ArtifactException.quota(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "it has " + statements.size() + " statements; allowed: at most " + MOST_STATEMENTS);
    }
    List<Statement> more = new ArrayList<>(statements);
    more.add(statement);
    return new VersionTrail(publications, more);
  }

  /** The builds that published what is there. */
  Set<BuildId> builds() {
    Set<BuildId> builds = new LinkedHashSet<>();
    publications
        .values()
        .forEach(publication -> publication.publisher().build().ifPresent(builds::add));
    return builds;
  }
}
