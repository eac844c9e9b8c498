package dev.penstock.artifact.store;

/**
 * An amount of content.
 *
 * @param contents how many
 * @param bytes how long they are together
 */
public record ContentUsage(long contents, long bytes) {
  /** Nothing. */
  public static final ContentUsage NONE = new ContentUsage(0, 0);

  /**
   * One content more.
   *
   * @param size its length in bytes
   * @return this amount and the content
   */
  public ContentUsage plus(long size) {
    return new ContentUsage(contents + 1, bytes + size);
  }
}
