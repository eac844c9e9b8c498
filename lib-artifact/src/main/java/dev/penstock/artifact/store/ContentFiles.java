package dev.penstock.artifact.store;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
 * Small content is published by whoever writes it for the {@link PackAppender}, while the one who
 * put it waits with its lock and without the gate.
 */
final class ContentFiles {
  private final DurableDirectory directory;
  private final LooseFiles loose;
  private final Packs packs;
  private final PackAppender appender;
  private final UseTimes times;
  private final Striped<Lock> locks = Striped.lock(256);
  private final Object collecting = new Object();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private final StorageCount count;
  private final KnownStarts starts = new KnownStarts();

  /** Content that was found damaged, and is to be replaced when it is put again. */
  private final Set<ContentId> suspects = ConcurrentHashMap.newKeySet();

  /** Content whose name is not durable yet. */
  private final Set<ContentId> unconfirmed = ConcurrentHashMap.newKeySet();

  ContentFiles(DurableDirectory directory, UseTimes times, long quota) throws IOException {
    this.directory = directory;
    this.loose = new LooseFiles(directory.root().resolve("sha256"));
    this.packs = new Packs(directory, times);
    this.appender = new PackAppender(directory, packs, times, gate.writeLock(), this::publish);
    this.times = times;
    this.count = new StorageCount(directory.root(), quota);
    suspects.addAll(packs.unproven());
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

  /** How the long contents began that were kept. */
  KnownStarts starts() {
    return starts;
  }

  boolean contains(ContentId id) {
    return packs.has(id) || loose.has(id);
  }

  /** Notes that content is damaged in a file of its own. */
  void suspect(ContentId id) {
    suspects.add(id);
  }

  /** Notes that content is damaged at this place. */
  void suspect(ContentId id, Packs.Place place) throws IOException {
    if (!fallBack(id, place)) {
      suspects.add(id);
    }
  }

  /**
   * Turns from what is damaged in a pack to a file of its own, by which an earlier release healed
   * it; false if there is none, or the content is in another place by now.
   */
  boolean fallBack(ContentId id, Packs.Place place) throws IOException {
    LooseFiles.Found file = loose.find(id);
    return file != null
        && shared(
            () -> {
              boolean isTurned = packs.places().remove(id, place);
              count.add(0, isTurned ? file.size() - place.length() : 0);
              return isTurned;
            });
  }

  FileTime now() throws IOException {
    return times.now();
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

  /** Changes files, while no pack is replaced, nothing is counted, and the store is not closed. */
  private <T> T changing(Work<T> work) throws IOException {
    return shared(
        () -> {
          directory.requireOpen();
          return work.run();
        });
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
    alone(id, () -> keep(id, stored.size(), incoming));
    incoming.kept();
  }

  /** False if it was there. */
  private boolean keep(ContentId id, long size, IncomingContent incoming) throws IOException {
    LooseFiles.Found before = loose.find(id);
    if (changing(() -> refreshNow(id, before, size))) {
      confirm(id);
      return false;
    }
    count.reserve(size);
    try {
      ByteBuffer small = incoming.small();
      if (small != null) {
        directory.requireSpace(size);
        appender.put(new SmallContent(id, small, before == null ? -1 : before.size()));
      } else {
        DurableDirectory.Part part = incoming.durable();
        times.stamp(part);
        changing(() -> publish(id, size, before, part));
        confirm(id);
      }
      return true;
    } finally {
      count.release(size);
    }
  }

  /** Always true. */
  private boolean publish(
      ContentId id, long size, LooseFiles.@Nullable Found before, DurableDirectory.Part part)
      throws IOException {
    unconfirmed.add(id);
    loose.expect(id);
    part.moveTo(loose.path(id));
    count.add(before == null ? 1 : 0, size - (before == null ? 0 : before.size()));
    suspects.remove(id);
    return true;
  }

  /** What the appender has written. */
  private void publish(List<SmallContent> contents, List<Packs.Place> places) {
    gate.readLock().lock();
    try {
      for (int i = 0; i < contents.size(); i++) {
        publish(contents.get(i).id(), places.get(i), contents.get(i).superseded());
      }
    } finally {
      gate.readLock().unlock();
    }
  }

  /** From now on this is where a content is, which a file had so far unless its length is -1. */
  private void publish(ContentId id, Packs.Place place, long superseded) {
    Packs.Place before = packs.places().put(id, place);
    long length = before == null ? superseded : before.length();
    count.add(length < 0 ? 1 : 0, place.length() - Math.max(length, 0));
    suspects.remove(id);
  }

  private void confirm(ContentId id) throws IOException {
    if (unconfirmed.contains(id)) {
      directory.confirm(loose.path(id));
      unconfirmed.remove(id);
    }
  }

  boolean refresh(ContentId id) throws IOException {
    directory.requireOpen();
    return refreshSound(id, -1);
  }

  /** Notes that content is used; false if it is not there, or damaged as far as is known. */
  boolean refreshSound(ContentId id, long size) throws IOException {
    return alone(
        id,
        () -> {
          LooseFiles.Found found = loose.find(id);
          boolean isThere = changing(() -> refreshNow(id, found, size));
          if (isThere) {
            confirm(id);
          }
          return isThere;
        });
  }

  private boolean refreshNow(ContentId id, LooseFiles.@Nullable Found found, long size)
      throws IOException {
    if (suspects.contains(id)) {
      return false;
    }
    if (packs.use(id)) {
      return true;
    }
    if (found == null || (size >= 0 && found.size() != size)) {
      return false;
    }
    directory.touch(found.path(), now());
    directory.confirmFound(found.path());
    return true;
  }

  /** Publishes what a batch has written. */
  void publish(PackWriter pack) throws IOException {
    Map<ContentId, PackWriter.Range> ranges = pack.finish();
    long bytes = ranges.values().stream().mapToLong(PackWriter.Range::length).sum();
    if (count.isNeeded()) {
      countAll();
    }
    count.reserve(bytes);
    try {
      long time = Packs.nanos(times.stamp(pack.part()));
      changing(() -> publish(pack, ranges, time));
    } finally {
      count.release(bytes);
    }
  }

  private int publish(PackWriter pack, Map<ContentId, PackWriter.Range> ranges, long time)
      throws IOException {
    int number = packs.nextNumber();
    Path path = packs.path(number);
    pack.part().moveTo(path);
    directory.confirm(path);
    for (Map.Entry<ContentId, PackWriter.Range> entry : ranges.entrySet()) {
      ContentId id = entry.getKey();
      LooseFiles.Found before = count.isCounted() ? loose.find(id) : null;
      Packs.Place place = new Packs.Place(number, entry.getValue(), time);
      publish(id, place, before == null ? -1 : before.size());
    }
    packs.retire(number, ranges.size());
    return number;
  }

  /** Removes a file whose content was not used after a time; false if it was. */
  boolean remove(ContentId id, FileTime newest) throws IOException {
    return alone(id, () -> changing(() -> removeNow(id, newest)));
  }

  private boolean removeNow(ContentId id, FileTime newest) throws IOException {
    LooseFiles.Found found = loose.find(id);
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

  /** Removes garbage from packs, but what was used after a time. */
  List<ContentId> sweepPacks(Set<ContentId> garbage, FileTime newest) throws IOException {
    appender.sealIfItHolds(garbage);
    PackSweep.Removal onRemoved = (id, bytes) -> count.add(-1, -bytes);
    return new PackSweep(
            directory, packs, garbage, Packs.nanos(newest), gate.writeLock(), onRemoved)
        .run();
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
        for (Packs.Place place : packs.places().of(prefix).values()) {
          all = all.plus(place.length());
        }
      }
      count.counted(all);
    } finally {
      gate.writeLock().unlock();
    }
  }

  /** Waits for small contents that are being written; what is asked for later is refused. */
  void close() throws IOException {
    appender.close();
  }

  /** How many small contents wait for somebody to write them. */
  int waiting() {
    return appender.waiting();
  }
}
