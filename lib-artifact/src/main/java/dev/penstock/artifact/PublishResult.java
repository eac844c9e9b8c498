package dev.penstock.artifact;

import java.util.Objects;

/**
 * What a publish led to.
 *
 * @param version the version as it is now
 * @param asset the asset as it is stored
 * @param isChanged false if exactly this was published before
 */
public record PublishResult(VersionDescription version, Asset asset, boolean isChanged) {

  /** Both parts are required. */
  public PublishResult {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(asset, "asset");
  }
}
