package dev.penstock.artifact.upstream;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version, as a source describes it.
 *
 * @param publishedTime when it was published there
 * @param assets the assets that are known, at most 350
 * @param isExhaustive whether these are all; if not, {@link ExternalSource#asset} is asked for
 *     others
 * @param documents what else is known about it, by name, such as an npm package's manifest; kept
 *     with the version once an asset of it is; the bytes are not to be changed
 */
public record SourceVersion(
    Optional<Instant> publishedTime,
    List<SourceAsset> assets,
    boolean isExhaustive,
    SortedMap<String, byte[]> documents) {
  private static final int MOST_ASSETS = 350;

  /** Copies both collections. */
  public SourceVersion {
    Objects.requireNonNull(publishedTime, "publishedTime");
    assets = List.copyOf(assets);
    documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
    if (assets.size() > MOST_ASSETS) {
      throw new IllegalArgumentException(
          assets.size() + " assets; allowed: at most " + MOST_ASSETS);
    }
  }

  /**
   * A version without documents.
   *
   * @param publishedTime when it was published there
   * @param assets the assets that are known, at most 350
   * @param isExhaustive whether these are all
   */
  public SourceVersion(
      Optional<Instant> publishedTime, List<SourceAsset> assets, boolean isExhaustive) {
    this(publishedTime, assets, isExhaustive, new TreeMap<>());
  }

  /**
   * The same version with one more document.
   *
   * @param name its name, 1 to 255 characters
   * @param bytes not to be changed afterwards
   * @return a copy
   */
  public SourceVersion document(String name, byte[] bytes) {
    SortedMap<String, byte[]> more = new TreeMap<>(documents);
    more.put(name, bytes);
    return new SourceVersion(publishedTime, assets, isExhaustive, more);
  }

  /**
   * A version with all of its assets.
   *
   * @param assets the assets
   * @return the version
   */
  public static SourceVersion of(SourceAsset... assets) {
    return new SourceVersion(Optional.empty(), List.of(assets), true);
  }

  Optional<SourceAsset> asset(String name) {
    return assets.stream().filter(asset -> asset.name().equals(name)).findFirst();
  }
}
