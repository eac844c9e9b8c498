package dev.penstock.artifact.upstream;

import dev.penstock.artifact.VersionMetadata;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A version, as a source describes it. What it says about itself is kept with the first asset that
 * is taken in.
 *
 * @param publishedTime when it was published there
 * @param isListed false if clients are not to choose it by themselves; then it is kept unlisted
 * @param assets the assets that are known, at most 350
 * @param isExhaustive whether these are all; if not, {@link ExternalSource#asset} is asked for
 *     others
 * @param metadata what it says about itself
 * @param marks what else is said about it, such as {@code deprecated}; at most 20
 * @param documents what goes with it and is no asset, by name, such as npm's manifest; as {@link
 *     dev.penstock.artifact.PublishRequest} takes them. The bytes are not copied
 */
public record SourceVersion(
    Optional<Instant> publishedTime,
    boolean isListed,
    List<SourceAsset> assets,
    boolean isExhaustive,
    VersionMetadata metadata,
    Map<String, String> marks,
    Map<String, byte[]> documents) {
  private static final int MOST_ASSETS = 350;
  private static final int MOST_MARKS = 20;

  /** Copies the collections. */
  public SourceVersion {
    Objects.requireNonNull(publishedTime, "publishedTime");
    assets = List.copyOf(assets);
    Objects.requireNonNull(metadata, "metadata");
    marks = Collections.unmodifiableMap(new TreeMap<>(marks));
    documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    if (assets.size() > MOST_ASSETS || marks.size() > MOST_MARKS) {
      throw new IllegalArgumentException(
          assets.size()
              + " assets and "
              + marks.size()
              + " marks; allowed: at most "
              + MOST_ASSETS
              + " and "
              + MOST_MARKS);
    }
  }

  /**
   * A version with all of its assets.
   *
   * @param assets the assets
   * @return the version
   */
  public static SourceVersion of(SourceAsset... assets) {
    return new SourceVersion(
        Optional.empty(), true, List.of(assets), true, VersionMetadata.EMPTY, Map.of(), Map.of());
  }

  /**
   * The same version, published at some time.
   *
   * @param time when
   * @return a copy
   */
  public SourceVersion publishedAt(Instant time) {
    return new SourceVersion(
        Optional.of(time), isListed, assets, isExhaustive, metadata, marks, documents);
  }

  /**
   * The same version, not to be chosen by clients themselves.
   *
   * @return a copy
   */
  public SourceVersion unlisted() {
    return new SourceVersion(
        publishedTime, false, assets, isExhaustive, metadata, marks, documents);
  }

  /**
   * The same version, which has other assets too.
   *
   * @return a copy
   */
  public SourceVersion withOthers() {
    return new SourceVersion(publishedTime, isListed, assets, false, metadata, marks, documents);
  }

  /**
   * The same version with what it says about itself.
   *
   * @param said its metadata
   * @param marked its marks
   * @param added its documents
   * @return a copy
   */
  public SourceVersion saying(
      VersionMetadata said, Map<String, String> marked, Map<String, byte[]> added) {
    return new SourceVersion(publishedTime, isListed, assets, isExhaustive, said, marked, added);
  }

  Optional<SourceAsset> asset(String name) {
    return assets.stream().filter(asset -> asset.name().equals(name)).findFirst();
  }
}
