package dev.penstock.artifact;

/**
 * How much a domain takes.
 *
 * @param assetBytes the most bytes of one asset; at least 1
 * @param assetsPerVersion the most assets of one package version; at least 1
 * @param repositories the most repositories of the domain; at least 1
 */
public record RepositoryLimits(long assetBytes, int assetsPerVersion, int repositories) {

  /**
   * The service's own: 5 GB for an asset, 150 assets in a version, 1,000
   * repositories.
   */
  public static final RepositoryLimits STANDARD = new RepositoryLimits(5L << 30, 150, 1_000);

  /** Refuses limits below 1. */
  public RepositoryLimits {
    if (assetBytes < 1 || assetsPerVersion < 1 || repositories < 1) {
      throw new IllegalArgumentException(
          "limits of "
              + assetBytes
              + " bytes, "
              + assetsPerVersion
              + " assets and "
              + repositories
              + " repositories; allowed: 1 or more of each");
    }
  }

  /**
   * Other limits of assets, with the usual 1,000 repositories.
   *
   * @param assetBytes the most bytes of one asset; at least 1
   * @param assetsPerVersion the most assets of one package version; at least 1
   */
  public RepositoryLimits(long assetBytes, int assetsPerVersion) {
    this(assetBytes, assetsPerVersion, 1_000);
  }
}
