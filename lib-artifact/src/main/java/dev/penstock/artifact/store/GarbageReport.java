package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.util.List;

/**
 * What a garbage collection did, or would do.
 *
 * @param isDryRun whether nothing was removed
 * @param freed what was removed
 * @param referenced what was kept because somebody refers to it
 * @param recent what was kept because it was used within the grace period, though nobody refers to
 *     it
 * @param sharedBytes how many bytes more it would be if each reference had content of its own
 * @param missing content that is referred to and not there; at most 1,000 of them
 */
public record GarbageReport(
    boolean isDryRun,
    ContentUsage freed,
    ContentUsage referenced,
    ContentUsage recent,
    long sharedBytes,
    List<Digest> missing) {

  /** Copies the list. */
  public GarbageReport {
    missing = List.copyOf(missing);
  }
}
