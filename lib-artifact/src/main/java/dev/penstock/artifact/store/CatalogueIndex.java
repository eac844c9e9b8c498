package dev.penstock.artifact.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Where the newest line of each document is. Commits come in whole; safe for several threads. */
final class CatalogueIndex {
  private final TreeMap<byte[], Place> places = new TreeMap<>(Arrays::compareUnsigned);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long liveBytes;

  /**
   * What becomes of one key, as {@link KeyBytes} writes it: its line, or null if it was removed.
   */
  static final class Entry {
    private final byte[] key;
    private final @Nullable Place place;

    Entry(byte[] key, @Nullable Place place) {
      this.key = key;
      this.place = place;
    }
  }

  @Nullable Place find(byte[] key) {
    lock.readLock().lock();
    try {
      return places.get(key);
    } finally {
      lock.readLock().unlock();
    }
  }

  void publish(List<Entry> entries) {
    lock.writeLock().lock();
    try {
      for (Entry entry : entries) {
        Place next = entry.place;
        Place before = next == null ? places.remove(entry.key) : places.put(entry.key, next);
        liveBytes += (next == null ? 0 : next.length()) - (before == null ? 0 : before.length());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + "; allowed: 1 or more");
    }
    byte[] start = KeyBytes.of(prefix);
    boolean isFirstPage = after == null || after.compareTo(prefix) < 0;
    List<byte[]> found = new ArrayList<>();
    Lock reading = lock.readLock();
    reading.lock();
    try {
      NavigableMap<byte[], Place> rest =
          places.tailMap(after == null || isFirstPage ? start : KeyBytes.of(after), isFirstPage);
      for (byte[] key : rest.keySet()) {
        if (found.size() == limit || !KeyBytes.startsWith(key, start)) {
          break;
        }
        found.add(key);
      }
    } finally {
      reading.unlock();
    }
    return found.stream().map(KeyBytes::key).toList();
  }

  /** How many bytes of the log are needed. */
  long liveBytes() {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      return liveBytes;
    } finally {
      reading.unlock();
    }
  }

  int size() {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      return places.size();
    } finally {
      reading.unlock();
    }
  }
}
