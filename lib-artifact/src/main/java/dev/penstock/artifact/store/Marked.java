package dev.penstock.artifact.store;

/** Content that a garbage collection has found, and how often it is referred to. */
final class Marked {
  final long size;
  final boolean isOld;
  int references;

  /**
   * Not referred to yet.
   *
   * @param size its length in bytes
   * @param isOld whether it was used last before the grace period
   */
  Marked(long size, boolean isOld) {
    this.size = size;
    this.isOld = isOld;
  }
}
