package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Many small contents in few files, {@code packs/00000001.pack} and so on, and where each content
 * is. A pack never changes: without its garbage it is written anew. A content counts as used when
 * its pack was.
 */
final class Packs {
  private static final String SUFFIX = ".pack";

  private final DurableDirectory directory;
  private final Path root;
  private final NavigableMap<ContentId, Place> places = new ConcurrentSkipListMap<>();
  private final NavigableMap<Integer, Integer> counts = new ConcurrentSkipListMap<>();
  private final List<ScrubReport.Damage> damaged = new ArrayList<>();
  private int newest;

  /**
   * Where a content is.
   *
   * @param pack the number of its file
   * @param range where in it
   */
  record Place(int pack, PackWriter.Range range) {}

  /** Hears of what was removed. */
  interface Removal {
    void removed(ContentId id, long bytes);
  }

  Packs(DurableDirectory directory) throws IOException {
    this.directory = directory;
    this.root = directory.root().resolve("packs");
    for (Map.Entry<Integer, Path> pack : list().entrySet()) {
      newest = pack.getKey();
      try {
        add(newest, PackReader.index(directory, pack.getValue()));
      } catch (UnreadableFileException e) {
        throw e; // to go on without its contents would be to lose them
      } catch (IOException | RuntimeException e) {
        damaged.add(new ScrubReport.Damage(null, pack.getValue().toString(), e.toString()));
      }
    }
  }

  private NavigableMap<Integer, Path> list() throws IOException {
    NavigableMap<Integer, Path> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9]{8}\\" + SUFFIX)) {
          found.put(Integer.parseInt(name.substring(0, 8)), file);
        }
      }
    } catch (NoSuchFileException e) {
      return found;
    }
    return found;
  }

  private void add(int pack, Map<ContentId, PackWriter.Range> ranges) {
    counts.put(pack, ranges.size());
    ranges.forEach((id, range) -> places.put(id, new Place(pack, range)));
  }

  private Path path(int pack) {
    return root.resolve(String.format(Locale.ROOT, "%08d", pack) + SUFFIX);
  }

  /** Contents and where they are, in order. */
  NavigableMap<ContentId, Place> places() {
    return places;
  }

  /** Packs of which nothing can be found. */
  List<ScrubReport.Damage> damaged() {
    return List.copyOf(damaged);
  }

  boolean has(ContentId id) {
    return places.containsKey(id);
  }

  /** The file of a content; null if it is in no pack. */
  @Nullable Path file(ContentId id) {
    Place place = places.get(id);
    return place == null ? null : path(place.pack());
  }

  /** The bytes of a content, unverified; null if it is in no pack. */
  byte @Nullable [] read(ContentId id) throws IOException {
    while (true) {
      Place place = places.get(id);
      if (place == null) {
        return null;
      }
      try (OpenFile file = directory.read(path(place.pack()))) {
        return file.read(place.range().offset(), place.range().length());
      } catch (NoSuchFileException e) {
        if (place.equals(places.get(id))) {
          throw e;
        }
      }
    }
  }

  /** Publishes a pack that is durable already, under a new name. */
  void publish(PackWriter writer, Map<ContentId, PackWriter.Range> ranges) throws IOException {
    int number = nextNumber();
    writer.part().moveTo(path(number));
    directory.confirm(path(number));
    add(number, ranges);
  }

  private synchronized int nextNumber() {
    return ++newest;
  }

  /** A content is kept elsewhere now. */
  void forget(ContentId id) {
    places.remove(id);
  }

  /** When the contents of each pack were used last. */
  Map<Integer, FileTime> lastUses() throws IOException {
    Map<Integer, FileTime> uses = new TreeMap<>();
    for (int pack : counts.keySet()) {
      uses.put(pack, Files.getLastModifiedTime(path(pack)));
    }
    return uses;
  }

  /**
   * Removes garbage, by writing anew the packs that have some.
   *
   * @param garbage what nobody refers to
   * @param newest packs used after this are left alone
   * @param exclusive held while one pack takes the place of another
   * @param onRemoved told of each content that was removed, and its length
   * @return what was removed
   */
  List<ContentId> sweep(Set<ContentId> garbage, FileTime newest, Lock exclusive, Removal onRemoved)
      throws IOException {
    Map<Integer, List<ContentId>> owned = new TreeMap<>();
    places.forEach(
        (id, place) -> owned.computeIfAbsent(place.pack(), pack -> new ArrayList<>()).add(id));
    List<ContentId> removed = new ArrayList<>();
    for (Map.Entry<Integer, Integer> pack : List.copyOf(counts.entrySet())) {
      List<ContentId> ids = owned.getOrDefault(pack.getKey(), List.of());
      List<ContentId> dead = ids.stream().filter(garbage::contains).toList();
      boolean isWhole = dead.isEmpty() && ids.size() == pack.getValue();
      if (!isWhole
          && replace(pack.getKey(), ids, new HashSet<>(dead), newest, exclusive, onRemoved)) {
        removed.addAll(dead);
      }
    }
    return removed;
  }

  private boolean replace(
      int pack,
      List<ContentId> ids,
      Set<ContentId> dead,
      FileTime newest,
      Lock exclusive,
      Removal onRemoved)
      throws IOException {
    FileTime lastUse = Files.getLastModifiedTime(path(pack));
    if (lastUse.compareTo(newest) > 0) {
      return false;
    }
    try (PackWriter writer = new PackWriter(directory.newPart())) {
      for (ContentId id : ids) {
        byte[] content = dead.contains(id) ? null : read(id);
        if (content != null) {
          writer.add(id, ByteBuffer.wrap(content));
        }
      }
      Map<ContentId, PackWriter.Range> ranges = writer.finish();
      writer.part().touch(lastUse);
      exclusive.lock();
      try {
        if (!lastUse.equals(Files.getLastModifiedTime(path(pack)))) {
          return false; // somebody will refer to what is in it
        }
        if (!ranges.isEmpty()) {
          publish(writer, ranges);
        }
        for (ContentId id : dead) {
          Place place = places.remove(id);
          if (place != null) {
            onRemoved.removed(id, place.range().length());
          }
        }
        counts.remove(pack);
        directory.delete(path(pack));
        return true;
      } finally {
        exclusive.unlock();
      }
    }
  }
}
