package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;

/**
 * Frees packs of their garbage, by writing those anew that have some, and writes many small packs
 * into one, as processes leave them that put little and end. Only packs that are not appended to
 * any more take part.
 */
final class PackSweep {
  /** So many packs are worth writing into one. */
  private static final int MERGED = 8;

  /** Larger packs are left as they are, so that a content is not moved again and again. */
  private static final int SMALL_BYTES = 2 << 20;

  private static final int SMALL_CONTENTS = 512;

  private final DurableDirectory directory;
  private final Packs packs;
  private final Set<ContentId> garbage;
  private final long newest;
  private final Lock exclusive;
  private final Removal onRemoved;
  private final List<ContentId> removed = new ArrayList<>();

  /** Hears of what was removed. */
  interface Removal {
    void removed(ContentId id, long bytes);
  }

  /**
   * Nothing is done yet.
   *
   * @param garbage what nobody refers to
   * @param newest what was used after this stays, in nanoseconds since 1970
   * @param exclusive held while one pack takes the place of others
   * @param onRemoved told of each content that was removed, and its length
   */
  PackSweep(
      DurableDirectory directory,
      Packs packs,
      Set<ContentId> garbage,
      long newest,
      Lock exclusive,
      Removal onRemoved) {
    this.directory = directory;
    this.packs = packs;
    this.garbage = garbage;
    this.newest = newest;
    this.exclusive = exclusive;
    this.onRemoved = onRemoved;
  }

  /** Returns what was removed. */
  List<ContentId> run() throws IOException {
    // In this order: of a pack that counts, all contents have been published.
    Map<Integer, Integer> counts = new TreeMap<>(packs.counts());
    Map<Integer, List<ContentId>> owned = new TreeMap<>();
    packs
        .places()
        .forEach(
            (id, place) -> owned.computeIfAbsent(place.pack(), pack -> new ArrayList<>()).add(id));
    Set<Integer> small = new HashSet<>();
    List<ContentId> inSmall = new ArrayList<>();
    for (Map.Entry<Integer, Integer> pack : counts.entrySet()) {
      List<ContentId> ids = owned.getOrDefault(pack.getKey(), List.of());
      Set<ContentId> dead = ids.stream().filter(this::isDead).collect(Collectors.toSet());
      if (ids.size() < pack.getValue() || !dead.isEmpty()) {
        replace(Set.of(pack.getKey()), ids, dead);
      } else if (isSmall(ids) && isOld(pack.getKey())) {
        small.add(pack.getKey());
        inSmall.addAll(ids);
      }
      if (small.size() == MERGED) {
        replace(small, inSmall, Set.of());
        small = new HashSet<>();
        inSmall = new ArrayList<>();
      }
    }
    return removed;
  }

  /** Garbage that was not used while references were told. */
  private boolean isDead(ContentId id) {
    Packs.Place place = packs.places().get(id);
    return garbage.contains(id) && place != null && place.lastUse() <= newest;
  }

  private boolean isSmall(List<ContentId> ids) {
    long bytes = 0;
    for (ContentId id : ids) {
      Packs.Place place = packs.places().get(id);
      bytes += place == null ? 0 : place.length();
    }
    return ids.size() <= SMALL_CONTENTS && bytes <= SMALL_BYTES;
  }

  /** For the next process all contents of a pack are as old as the youngest: all must be old. */
  private boolean isOld(int pack) throws IOException {
    return Packs.nanos(directory.time(packs.path(pack))) <= newest;
  }

  /**
   * Puts one pack with what is no garbage in the place of others, unless that is used meanwhile.
   */
  private void replace(Set<Integer> old, List<ContentId> ids, Set<ContentId> dead)
      throws IOException {
    try (PackWriter writer = new PackWriter(directory.newPart())) {
      for (ContentId id : ids) {
        Packs.Packed content = dead.contains(id) ? null : packs.read(id);
        if (content != null) {
          writer.add(id, ByteBuffer.wrap(content.bytes()));
        }
      }
      Map<ContentId, PackWriter.Range> kept = writer.finish();
      exclusive.lock();
      try {
        directory.requireOpen();
        if (isUnchanged(old, ids, dead)) {
          publish(writer, kept);
          remove(dead);
          for (int pack : old) {
            packs.counts().remove(pack);
            directory.delete(packs.path(pack));
          }
        }
      } finally {
        exclusive.unlock();
      }
    }
  }

  /** False if something was put anew, or somebody will refer to garbage. */
  private boolean isUnchanged(Set<Integer> old, List<ContentId> ids, Set<ContentId> dead) {
    for (ContentId id : ids) {
      Packs.Place place = packs.places().get(id);
      if (place == null
          || !old.contains(place.pack())
          || (dead.contains(id) && place.lastUse() > newest)) {
        return false;
      }
    }
    return true;
  }

  private void publish(PackWriter writer, Map<ContentId, PackWriter.Range> kept)
      throws IOException {
    if (kept.isEmpty()) {
      return;
    }
    Places places = packs.places();
    long lastUse = Long.MIN_VALUE;
    for (ContentId id : kept.keySet()) {
      Packs.Place place = places.get(id);
      lastUse = place == null ? lastUse : Math.max(lastUse, place.lastUse());
    }
    int number = packs.nextNumber();
    Path path = packs.path(number);
    writer.part().touch(FileTime.from(lastUse, TimeUnit.NANOSECONDS));
    writer.part().moveTo(path);
    directory.confirm(path);
    kept.forEach(
        (id, range) -> places.change(id, place -> new Packs.Place(number, range, place.lastUse())));
    packs.retire(number, kept.size());
  }

  private void remove(Set<ContentId> dead) {
    for (ContentId id : dead) {
      Packs.Place place = packs.places().remove(id);
      if (place != null) {
        removed.add(id);
        onRemoved.removed(id, place.length());
      }
    }
  }
}
