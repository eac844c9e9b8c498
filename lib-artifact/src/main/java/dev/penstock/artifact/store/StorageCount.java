package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is stored, and whether there is room for more. Counted from the files when it is first
 * needed, and kept from then on.
 */
final class StorageCount {
  private final Path place;
  private final long quota;
  private final AtomicLong contents = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** What is being stored, and may come to nothing. */
  private final AtomicLong reserved = new AtomicLong();

  private volatile boolean isCounted;

  StorageCount(Path place, long quota) {
    this.place = place;
    this.quota = quota;
  }

  /** Whether it has to be counted before anything may be stored. */
  boolean isNeeded() {
    return quota < Long.MAX_VALUE && !isCounted;
  }

  boolean isCounted() {
    return isCounted;
  }

  /** Takes over what was counted. Nothing may be added or removed meanwhile. */
  void counted(ContentUsage all) {
    contents.set(all.contents());
    bytes.set(all.bytes());
    isCounted = true;
  }

  void reserve(long size) throws IOException {
    long wanted = reserved.addAndGet(size);
    long stored = bytes.get();
    if (quota < Long.MAX_VALUE && stored + wanted > quota) {
      reserved.addAndGet(-size);
      throw new StorageLimitException(
          place
              + " holds "
              + stored
              + " bytes of content, "
              + size
              + " are to be stored; allowed: "
              + quota
              + " together. Collect garbage, or raise the quota");
    }
  }

  void release(long size) {
    reserved.addAndGet(-size);
  }

  /** Content came or went. Not while everything is counted. */
  void add(long moreContents, long moreBytes) {
    if (isCounted) {
      contents.addAndGet(moreContents);
      bytes.addAndGet(moreBytes);
    }
  }

  ContentUsage usage() {
    return new ContentUsage(contents.get(), bytes.get());
  }
}
