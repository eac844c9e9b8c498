package dev.penstock.artifact.store;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many small contents in few files, {@code packs/00000001.pack} and so on, and where each content
 * is. But for the {@link OpenPack} a pack never changes: without its garbage it is written anew. Of
 * a content in several packs the one with the highest number counts.
 *
 * <p>When a content was used last is exact as long as the store is open. For the next process a
 * content was used when its pack was, which is never earlier.
 */
final class Packs {
  private static final String SUFFIX = ".pack";

  /** How many contents a file has that must be written anew whatever it holds. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final DurableDirectory directory;
  private final UseTimes times;
  private final Path root;
  private final Places places = new Places();
  private final NavigableMap<Integer, Integer> counts = new ConcurrentSkipListMap<>();
  private final List<ScrubReport.Damage> damaged = new ArrayList<>();
  private final Set<ContentId> unproven = new HashSet<>();
  private int newest;

  /**
   * Where a content is.
   *
   * @param pack the number of its file
   * @param extent where it starts, and in the last 20 bits its length: these are kept by the
   *     million
   * @param lastUse when it was put or refreshed last, in nanoseconds since 1970
   */
  record Place(int pack, long extent, long lastUse) {
    private static final int LENGTH_BITS = 20;

    Place(int pack, PackWriter.Range range, long lastUse) {
      this(pack, range.offset() << LENGTH_BITS | range.length(), lastUse);
    }

    long offset() {
      return extent >>> LENGTH_BITS;
    }

    int length() {
      return (int) extent & ((1 << LENGTH_BITS) - 1);
    }

    Place usedAt(long time) {
      return new Place(pack, extent, time);
    }
  }

  Packs(DurableDirectory directory, UseTimes times) throws IOException {
    this.directory = directory;
    this.times = times;
    this.root = directory.root().resolve("packs");
    for (Map.Entry<Integer, Path> pack : list().entrySet()) {
      newest = pack.getKey();
      open(newest, pack.getValue());
    }
  }

  static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
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

  private void open(int pack, Path path) throws IOException {
    try {
      Map<ContentId, PackWriter.Range> ranges = PackReader.index(directory, path);
      add(pack, ranges, nanos(directory.time(path)));
      retire(pack, ranges.size());
    } catch (UnreadableFileException e) {
      throw e; // to go on without its contents would be to lose them
    } catch (IOException | RuntimeException e) {
      PackRecovery found = PackRecovery.read(directory, path);
      if (found == null) {
        damaged.add(new ScrubReport.Damage(null, path.toString(), e.toString()));
      } else {
        recover(pack, path, found);
      }
    }
  }

  private void recover(int pack, Path path, PackRecovery found) throws IOException {
    FileTime lastUse = times.found(path);
    PackRecovery.@Nullable Copy copy =
        found.damaged().isEmpty() ? copyIfPossible(found, lastUse) : null;
    if (copy != null) {
      try (PackWriter writer = copy.writer()) {
        writer.part().moveTo(path);
        directory.confirm(path);
      }
      add(pack, copy.ranges(), nanos(lastUse));
      retire(pack, copy.ranges().size());
      return;
    }
    for (int at : found.damaged()) {
      // Never retired: what could be read of it by other means must not go with some garbage.
      damaged.add(
          new ScrubReport.Damage(
              null,
              path + ", byte " + at,
              "the line of a content does not fit its checksum; put what is missing again, and"
                  + " delete the file once nothing in it is needed"));
    }
    add(pack, found.ranges(), nanos(lastUse));
    unproven.addAll(found.unproven());
    if (found.damaged().isEmpty()) {
      retire(pack);
    }
  }

  /** Null where there is no room: garbage can only be collected once the store is open. */
  private PackRecovery.@Nullable Copy copyIfPossible(PackRecovery found, FileTime lastUse) {
    try {
      return found.copy(directory, lastUse);
    } catch (IOException e) {
      return null;
    }
  }

  private void add(int pack, Map<ContentId, PackWriter.Range> ranges, long lastUse) {
    ranges.forEach((id, range) -> places.put(id, new Place(pack, range, lastUse)));
  }

  Path path(int pack) {
    return root.resolve(String.format(Locale.ROOT, "%08d", pack) + SUFFIX);
  }

  Places places() {
    return places;
  }

  /** Packs that may be written anew, and how many contents are in their files. */
  NavigableMap<Integer, Integer> counts() {
    return counts;
  }

  /** Nothing is added to a pack any more; all of its contents must have been published. */
  void retire(int pack, int contents) {
    counts.put(pack, contents);
  }

  /** Nothing is added to a pack any more, of which the file holds more than its contents. */
  void retire(int pack) {
    counts.put(pack, UNKNOWN);
  }

  /** Packs of which something can not be found. */
  List<ScrubReport.Damage> damaged() {
    return List.copyOf(damaged);
  }

  /** Contents that are whole, and must be written anew to be durable. */
  Set<ContentId> unproven() {
    return unproven;
  }

  boolean has(ContentId id) {
    return places.has(id);
  }

  /** The file of a content; null if it is in no pack. */
  @Nullable Path file(ContentId id) {
    Place place = places.get(id);
    return place == null ? null : path(place.pack());
  }

  /** Notes that a content is used; false if it is in no pack. Not while packs are replaced. */
  boolean use(ContentId id) throws IOException {
    Place place = places.get(id);
    if (place == null) {
      return false;
    }
    FileTime now = times.now();
    directory.touch(path(place.pack()), now);
    return places.change(id, found -> found.usedAt(nanos(now))) != null;
  }

  /** A content that was read, unverified, and where. */
  static final class Packed {
    private final Place place;
    private final byte[] bytes;

    private Packed(Place place, byte[] bytes) {
      this.place = place;
      this.bytes = bytes;
    }

    Place place() {
      return place;
    }

    /** All of it; the caller's to keep. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** Reads a content; null if it is in no pack. */
  @Nullable Packed read(ContentId id) throws IOException {
    while (true) {
      Place place = places.get(id);
      if (place == null) {
        return null;
      }
      try (OpenFile file = directory.read(path(place.pack()))) {
        return new Packed(place, file.read(place.offset(), place.length()));
      } catch (NoSuchFileException e) {
        Place now = places.get(id);
        if (now != null && now.pack() == place.pack()) {
          throw e;
        }
      }
    }
  }

  synchronized int nextNumber() {
    return ++newest;
  }
}
