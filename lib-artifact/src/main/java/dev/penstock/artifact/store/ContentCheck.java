package dev.penstock.artifact.store;

/** A last look at content before a store keeps it. */
@FunctionalInterface
public interface ContentCheck {

  /** Takes everything. */
  ContentCheck NONE = content -> {};

  /**
   * Refuses the content by throwing; then nothing is stored.
   *
   * @param content its size and digests
   * @throws RuntimeException to refuse it
   */
  void check(StoredContent content);
}
