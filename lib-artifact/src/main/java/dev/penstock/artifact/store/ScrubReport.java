package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scrub found.
 *
 * @param contents how many were read
 * @param bytes how many bytes they have
 * @param damaged what is not as it was; a stretch ends early when there are 1,000 of them
 * @param last where the next stretch begins; null if the end was reached
 */
public record ScrubReport(long contents, long bytes, List<Damage> damaged, @Nullable Digest last) {

  /** Copies the list. */
  public ScrubReport {
    damaged = List.copyOf(damaged);
  }

  /**
   * Something that is not as it was stored.
   *
   * @param digest the content; null if a whole file of many contents cannot be read
   * @param place the file
   * @param found what is wrong with it
   */
  public record Damage(@Nullable Digest digest, String place, String found) {}
}
