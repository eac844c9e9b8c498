package dev.penstock.artifact;

/**
 * How much a domain takes.
 *
 * @param assetBytes the most bytes of one asset; at least 1
 * @param assetsPerVersion the most assets of one package version; at least 1
 */
public record RepositoryLimits(long assetBytes, int assetsPerVersion) {

  /** The service's own: 5 GB for an asset, 150 assets in a version. */
  public static final RepositoryLimits STANDARD = new RepositoryLimits(5L << 30, 150);

  /** Refuses limits below 1. */
  public RepositoryLimits {
    if (assetBytes < 1 || assetsPerVersion < 1) {
      throw new IllegalArgumentException(
          "limits of "
              + assetBytes
              + " bytes and "
              + assetsPerVersion
              + " assets; allowed: 1 or more of each");
    }
  }
}
