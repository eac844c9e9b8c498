package dev.penstock.artifact.upstream;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A version, as a source describes it.
 *
 * @param publishedTime when it was published there
 * @param assets the assets that are known, at most 350
 * @param isExhaustive whether these are all; if not, {@link ExternalSource#asset} is asked for
 *     others
 */
public record SourceVersion(
    Optional<Instant> publishedTime, List<SourceAsset> assets, boolean isExhaustive) {
  private static final int MOST_ASSETS = 350;

  /** Copies the assets. */
  public SourceVersion {
    Objects.requireNonNull(publishedTime, "publishedTime");
    assets = List.copyOf(assets);
    if (assets.size() > MOST_ASSETS) {
      throw new IllegalArgumentException(
          assets.size() + " assets; allowed: at most " + MOST_ASSETS);
    }
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
