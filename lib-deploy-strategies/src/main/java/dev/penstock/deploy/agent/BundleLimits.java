package dev.penstock.deploy.agent;

/**
 * What an agent accepts in a bundle that it has unpacked. Archives have limits of their own, see
 * {@link dev.penstock.archive.ExtractionLimits}; these hold however the bundle came.
 *
 * @param files the most files, links and directories; at least 1
 * @param bytes the most bytes in all files together; at least 0
 * @param depth the most directories within each other; 1 to {@value #DEEPEST}
 * @param isPortable whether names must be good on every system: no two that differ in case only, no
 *     names of devices, no dot or blank at the end
 */
public record BundleLimits(int files, long bytes, int depth, boolean isPortable) {

  /** The most that {@link #depth} may be. */
  public static final int DEEPEST = 250;

  /** 100,000 files, 16 GiB, 64 levels, portable names. */
  public static final BundleLimits DEFAULT = new BundleLimits(100_000, 16L << 30, 64, true);

  /** Refuses limits that nothing could keep. */
  public BundleLimits {
    if (files < 1 || bytes < 0 || depth < 1 || depth > DEEPEST) {
      throw new IllegalArgumentException(
          "limits of "
              + files
              + " files, "
              + bytes
              + " bytes, "
              + depth
              + " levels; allowed: 1 or more files, 0 or more bytes, 1 to "
              + DEEPEST
              + " levels");
    }
  }
}
