package dev.penstock.artifact.store;

import java.io.IOException;

/**
 * A content store that frees space, finds damage and tells how full it is, when its host asks for
 * it. An SPI, as {@link ContentStore} is.
 *
 * <pre>{@code
 * GarbageReport report =
 *     store.collectGarbage(new GarbageRequest(references, Duration.ofDays(1), false));
 * Digest last = null;
 * do {
 *   ScrubReport part = store.scrub(new ScrubRequest(last, 1L << 30));
 *   part.damaged().forEach(alarm::raise);
 *   last = part.last();
 * } while (last != null);
 * }</pre>
 */
public interface MaintainedContentStore extends ContentStore {

  /**
   * Removes content that nobody refers to any more, and that was not used for a while. Safe beside
   * those who publish, as long as each records its reference within the grace period after it put
   * or {@linkplain #refresh refreshed} the content, and safe to kill at any point: what was not
   * removed is found again.
   *
   * @param request what is referred to, and how long to wait
   * @return what was removed, and what was kept and why
   * @throws IOException if references or files cannot be read, or files not be removed; what was
   *     removed was garbage
   */
  GarbageReport collectGarbage(GarbageRequest request) throws IOException;

  /**
   * Reads a stretch of what is stored, in the order of digests, and finds what is not as it was.
   * Damaged content that is put again is stored anew.
   *
   * @param request where to begin and how much to read
   * @return what was found, and where to go on
   * @throws IOException if the store cannot be read at all
   */
  ScrubReport scrub(ScrubRequest request) throws IOException;

  /**
   * How full the store is.
   *
   * @return contents and bytes at this moment
   * @throws IOException if that cannot be found out
   */
  ContentUsage usage() throws IOException;
}
