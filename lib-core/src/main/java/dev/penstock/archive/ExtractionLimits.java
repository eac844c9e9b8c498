package dev.penstock.archive;

/**
 * How much an archive may unpack to.
 *
 * @param totalBytes the most bytes that all its files may have together; at least 0
 * @param entries the most entries; at least 0
 * @param ratio the most bytes that may come out for each byte of the archive, counted once more
 *     than {@link #RATIO_FLOOR} bytes came out; at least 1
 */
public record ExtractionLimits(long totalBytes, int entries, int ratio) {

  /** Up to this many unpacked bytes (64 MiB), the ratio does not matter. */
  public static final long RATIO_FLOOR = 64L << 20;

  /** For archives of strangers: 4 GiB, 100,000 entries, 200 to 1. */
  public static final ExtractionLimits UNTRUSTED = new ExtractionLimits(4L << 30, 100_000, 200);

  /**
   * For archives that one's own builds packed: 64 GiB, 1,000,000 entries, and any ratio that the
   * compression can reach.
   */
  public static final ExtractionLimits OWN = new ExtractionLimits(64L << 30, 1_000_000, 1_100);

  /** Refuses limits that nothing could keep. */
  public ExtractionLimits {
    if (totalBytes < 0 || entries < 0 || ratio < 1) {
      throw new IllegalArgumentException(
          "limits of "
              + totalBytes
              + " bytes, "
              + entries
              + " entries, ratio "
              + ratio
              + "; allowed: 0 or more bytes and entries, a ratio of 1 or more");
    }
  }
}
