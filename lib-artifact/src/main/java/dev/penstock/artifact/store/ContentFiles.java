package dev.penstock.artifact.store;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of a content store: how content is published, used again and removed, each without the
 * others coming in between.
 *
 * <p>Whoever publishes, uses or removes one content holds the lock of that content, and for the
 * step itself shares the gate; whoever replaces a pack or counts everything holds the gate alone.
 */
final class ContentFiles {
  private final DurableDirectory directory;
  private final LooseFiles loose;
  private final Packs packs;
  private final @Nullable InstantSource clock;
  private final Striped<Lock> locks = Striped.lock(256);
  private final Object collecting = new Object();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private final StorageCount count;

  /** Content that was found damaged, and is to be replaced when it is put again. */
  private final Set<ContentId> suspects = ConcurrentHashMap.newKeySet();

  /** Content whose name is not durable yet. */
  private final Set<ContentId> unconfirmed = ConcurrentHashMap.newKeySet();

  ContentFiles(DurableDirectory directory, Packs packs, @Nullable InstantSource clock, long quota) {
    this.directory = directory;
    this.loose = new LooseFiles(directory.root().resolve("sha256"));
    this.packs = packs;
    this.clock = clock;
    this.count = new StorageCount(directory.root(), quota);
  }

  /** Work that may fail. */
  interface Work<T> {
    T run() throws IOException;
  }

  LooseFiles loose() {
    return loose;
  }

  Packs packs() {
    return packs;
  }

  boolean contains(ContentId id) {
    return packs.has(id) || loose.has(id);
  }

  void suspect(ContentId id) {
    suspects.add(id);
  }

  FileTime now() throws IOException {
    return clock == null ? directory.now() : FileTime.from(clock.instant());
  }

  /** Runs something that concerns one content, while nobody else does. */
  private <T> T alone(ContentId id, Work<T> work) throws IOException {
    Lock lock = locks.get(id);
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Runs something quick, while no pack is replaced and nothing is counted. */
  private <T> T shared(Work<T> work) throws IOException {
    gate.readLock().lock();
    try {
      return work.run();
    } finally {
      gate.readLock().unlock();
    }
  }

  /** Keeps content that was taken in, unless it is there already. */
  void keep(StoredContent stored, IncomingContent incoming) throws IOException {
    if (count.isNeeded()) {
      countAll();
    }
    ContentId id = ContentId.of(stored.digest());
    Path file = loose.path(id);
    alone(id, () -> keep(id, file, stored.size(), incoming));
  }

  /** False if it was there. */
  private boolean keep(ContentId id, Path file, long size, IncomingContent incoming)
      throws IOException {
    LooseFiles.Found before = LooseFiles.find(id, file);
    if (shared(() -> refreshNow(id, before, size))) {
      confirm(id, file);
      return false;
    }
    count.reserve(size);
    try {
      DurableDirectory.Part part = incoming.durable();
      if (clock != null) {
        part.touch(now());
      }
      shared(() -> publish(id, file, size, before, part));
      confirm(id, file);
      return true;
    } finally {
      count.release(size);
    }
  }

  /** False if a batch was faster. */
  private boolean publish(
      ContentId id,
      Path file,
      long size,
      LooseFiles.@Nullable Found before,
      DurableDirectory.Part part)
      throws IOException {
    if (refreshNow(id, before, size)) {
      return false;
    }
    Packs.Place packed = packs.places().get(id);
    unconfirmed.add(id);
    part.moveTo(file);
    if (packed != null) { // damaged there
      packs.forget(id);
      count.add(0, size - packed.range().length());
    } else {
      count.add(before == null ? 1 : 0, size - (before == null ? 0 : before.size()));
    }
    suspects.remove(id);
    return true;
  }

  private void confirm(ContentId id, Path file) throws IOException {
    if (unconfirmed.contains(id)) {
      directory.confirm(file);
      unconfirmed.remove(id);
    }
  }

  boolean refresh(ContentId id) throws IOException {
    directory.requireOpen();
    return refreshSound(id, -1);
  }

  /** Notes that content is used; false if it is not there, or damaged as far as is known. */
  boolean refreshSound(ContentId id, long size) throws IOException {
    Path file = loose.path(id);
    return alone(
        id,
        () -> {
          LooseFiles.Found found = LooseFiles.find(id, file);
          boolean isThere = shared(() -> refreshNow(id, found, size));
          if (isThere) {
            confirm(id, file);
          }
          return isThere;
        });
  }

  private boolean refreshNow(ContentId id, LooseFiles.@Nullable Found found, long size)
      throws IOException {
    if (suspects.contains(id)) {
      return false;
    }
    Path pack = packs.file(id);
    if (pack != null) {
      directory.touch(pack, now());
      return true;
    }
    if (found == null || (size >= 0 && found.size() != size)) {
      return false;
    }
    directory.touch(found.path(), now());
    directory.confirmFound(found.path());
    return true;
  }

  void publish(PackWriter pack) throws IOException {
    Map<ContentId, PackWriter.Range> ranges = pack.finish();
    long bytes = ranges.values().stream().mapToLong(PackWriter.Range::length).sum();
    if (count.isNeeded()) {
      countAll();
    }
    count.reserve(bytes);
    try {
      if (clock != null) {
        pack.part().touch(now());
      }
      gate.readLock().lock();
      try {
        ContentUsage added = count.isCounted() ? added(ranges) : ContentUsage.NONE;
        packs.publish(pack, ranges);
        count.add(added.contents(), added.bytes());
      } finally {
        gate.readLock().unlock();
      }
      suspects.removeAll(ranges.keySet());
    } finally {
      count.release(bytes);
    }
  }

  /** What is not there yet. */
  private ContentUsage added(Map<ContentId, PackWriter.Range> ranges) {
    ContentUsage added = ContentUsage.NONE;
    for (Map.Entry<ContentId, PackWriter.Range> entry : ranges.entrySet()) {
      added = contains(entry.getKey()) ? added : added.plus(entry.getValue().length());
    }
    return added;
  }

  /** Removes a file whose content was not used after a time; false if it was. */
  boolean remove(ContentId id, FileTime newest) throws IOException {
    return alone(id, () -> shared(() -> removeNow(id, newest)));
  }

  private boolean removeNow(ContentId id, FileTime newest) throws IOException {
    LooseFiles.Found found = LooseFiles.find(id, loose.path(id));
    if (found == null || found.lastUse().compareTo(newest) > 0) {
      return false;
    }
    directory.delete(found.path());
    suspects.remove(id);
    if (packs.file(id) == null) {
      count.add(-1, -found.size());
    }
    return true;
  }

  /** Removes garbage from packs; one that was used after a time is left alone. */
  List<ContentId> sweepPacks(Set<ContentId> garbage, FileTime newest) throws IOException {
    return packs.sweep(garbage, newest, gate.writeLock(), (id, bytes) -> count.add(-1, -bytes));
  }

  /** Runs one garbage collection at a time. */
  GarbageReport collect(GarbageRequest request) throws IOException {
    synchronized (collecting) {
      return new GarbageCollection(this, request).run();
    }
  }

  ContentUsage usage() throws IOException {
    if (!count.isCounted()) {
      countAll();
    }
    return count.usage();
  }

  private void countAll() throws IOException {
    gate.writeLock().lock();
    try {
      ContentUsage all = ContentUsage.NONE;
      for (int prefix = 0; prefix < LooseFiles.PREFIXES; prefix++) {
        for (LooseFiles.Found found : loose.list(prefix)) {
          all = packs.file(found.id()) == null ? all.plus(found.size()) : all;
        }
      }
      for (Packs.Place place : packs.places().values()) {
        all = all.plus(place.range().length());
      }
      count.counted(all);
    } finally {
      gate.writeLock().unlock();
    }
  }
}
