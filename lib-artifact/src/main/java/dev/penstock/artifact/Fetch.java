package dev.penstock.artifact;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a build has fetched of one version.
 *
 * @param repository the repository that it asked
 * @param version which version
 * @param revision the version's revision when it was fetched last
 * @param licenses the version's licences then
 * @param assets what was fetched, by name; unmodifiable
 * @param time when the first of it was fetched
 */
public record Fetch(
    String repository,
    VersionCoordinates version,
    String revision,
    List<License> licenses,
    SortedMap<String, Asset> assets,
    Instant time) {

  /** Copies the collections. */
  public Fetch {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(time, "time");
    licenses = List.copyOf(Objects.requireNonNull(licenses, "licenses"));
    Objects.requireNonNull(assets, "assets");
    assets = Collections.unmodifiableSortedMap(new TreeMap<>(assets));
  }

  static Fetch of(@Nullable Fetch before, String repository, AssetContent content, Instant now) {
    SortedMap<String, Asset> assets =
        before == null ? new TreeMap<>() : new TreeMap<>(before.assets());
    assets.put(content.asset().name(), content.asset());
    return new Fetch(
        repository,
        content.version().coordinates(),
        content.version().revision(),
        content.version().metadata().licenses(),
        assets,
        before == null ? now : before.time());
  }
}
