package dev.penstock.artifact.upstream;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a package, as a source lists them.
 *
 * @param versions all versions, at most 50,000, in any order
 * @param tags names for versions, such as npm's {@code latest}; at most 1,000
 * @param validator by which the source tells whether the listing changed, such as an ETag; null if
 *     it has none
 */
public record SourceListing(
    List<Listed> versions, SortedMap<String, String> tags, @Nullable String validator) {
  private static final int MOST_VERSIONS = 50_000;
  private static final int MOST_TAGS = 1_000;

  /** Copies both collections. */
  public SourceListing {
    versions = List.copyOf(versions);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    if (versions.size() > MOST_VERSIONS || tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          versions.size()
              + " versions and "
              + tags.size()
              + " tags; allowed: at most "
              + MOST_VERSIONS
              + " and "
              + MOST_TAGS);
    }
  }

  /**
   * A listing of versions of which nothing else is known.
   *
   * @param versions the versions
   * @return the listing, without tags and validator
   */
  public static SourceListing of(String... versions) {
    return new SourceListing(
        List.of(versions).stream().map(Listed::of).toList(), new TreeMap<>(), null);
  }

  /**
   * One version in a listing.
   *
   * @param version the version, as it would be stored
   * @param publishedTime when it was published there
   * @param isListed false if clients are not to choose it by themselves
   * @param marks what else is said about it, such as {@code deprecated}; at most 20
   */
  public record Listed(
      String version,
      Optional<Instant> publishedTime,
      boolean isListed,
      Map<String, String> marks) {
    private static final int MOST_MARKS = 20;

    /** Copies the marks. */
    public Listed {
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(publishedTime, "publishedTime");
      marks = Collections.unmodifiableMap(new TreeMap<>(marks));
      if (marks.size() > MOST_MARKS) {
        throw new IllegalArgumentException(marks.size() + " marks; allowed: at most " + MOST_MARKS);
      }
    }

    /**
     * A version of which nothing else is known.
     *
     * @param version the version
     * @return the entry, listed
     */
    public static Listed of(String version) {
      return new Listed(version, Optional.empty(), true, Map.of());
    }
  }
}
