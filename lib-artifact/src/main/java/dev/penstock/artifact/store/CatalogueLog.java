package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a catalogue, of which the last is appended to. Reading is safe for several threads;
 * everything else is for one at a time.
 */
final class CatalogueLog implements AutoCloseable {
  private static final String SUFFIX = ".catalogue";

  private final Path root;
  private final Disk disk;
  private final long segmentLimit;
  private final NavigableMap<Integer, LogSegment> segments;
  private RandomAccessFile file;
  private LogSegment active;
  private @Nullable Exception broken;
  private boolean isMarked;

  /**
   * Goes on with a log.
   *
   * @param found its files; the last one is cut to its length
   */
  CatalogueLog(Path root, Disk disk, long segmentLimit, LogRecovery.Found found)
      throws IOException {
    this.root = root;
    this.disk = disk;
    this.segmentLimit = segmentLimit;
    this.segments = new ConcurrentSkipListMap<>(found.segments());
    this.isMarked = found.isMarked();
    if (segments.isEmpty()) {
      this.file = create(1);
      this.active = begun(1);
    } else {
      this.active = segments.lastEntry().getValue();
      this.file = disk.openLog(active.path);
      if (file.length() > active.length) {
        cutTail();
      }
    }
  }

  private void cutTail() throws IOException {
    try {
      disk.truncate(file, active.length);
      disk.force(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  static Path path(Path root, int number) {
    return root.resolve(String.format(Locale.ROOT, "%08d", number) + SUFFIX);
  }

  /** The number of a log's file; 0 for other files. */
  static int number(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.matches("[0-9]{8}\\" + SUFFIX) ? Integer.parseInt(name.substring(0, 8)) : 0;
  }

  /**
   * Appends lines and returns once they are durable. If it throws, nothing was appended; where even
   * that could not be made sure of, nothing can be appended any more.
   *
   * @return what the lines mean at their places
   */
  List<CatalogueIndex.Entry> append(LogLines lines) throws IOException {
    requireSound();
    if (active.length >= segmentLimit) {
      roll();
    }
    LogLines all = new LogLines();
    all.addDurable(active.length);
    all.addAll(lines);
    try {
      disk.append(file, active.length, all.buffer(), all.size());
      disk.force(file);
    } catch (IOException | RuntimeException | Error e) {
      undo(e);
      throw e;
    }
    long before = active.length;
    active.length = before + all.size();
    isMarked = false;
    return all.entries(active.number, (int) before);
  }

  private void undo(Throwable e) {
    try {
      disk.truncate(file, active.length);
      disk.force(file);
    } catch (IOException | RuntimeException again) {
      e.addSuppressed(again);
      broken = again;
    }
  }

  private void requireSound() throws IOException {
    if (broken != null) {
      throw new IOException(
          root
              + ": an earlier write failed and could not be undone; close the catalogue and open it"
              + " again. Until then it can be read",
          broken);
    }
  }

  /** Begins a new file. */
  void roll() throws IOException {
    requireSound();
    RandomAccessFile next = create(active.number + 1);
    RandomAccessFile before = file;
    file = next;
    active = begun(active.number + 1);
    before.close();
  }

  private LogSegment begun(int number) {
    LogSegment segment = new LogSegment(number, path(root, number), header(number).size(), disk);
    segments.put(number, segment);
    return segment;
  }

  private static LogLines header(int number) {
    LogLines header = new LogLines();
    header.addHeader(number);
    return header;
  }

  private RandomAccessFile create(int number) throws IOException {
    Path path = path(root, number);
    LogLines header = header(number);
    RandomAccessFile created = disk.openLog(path);
    try {
      disk.truncate(created, 0);
      disk.append(created, 0, header.buffer(), header.size());
      disk.force(created);
      disk.forceDirectory(root);
      return created;
    } catch (IOException | RuntimeException | Error e) {
      try (created) {
        disk.delete(path);
      } catch (IOException again) {
        e.addSuppressed(again);
        broken = again; // with a file after it, this one's last write would have to be whole
      }
      throw e;
    }
  }

  LogSegment active() {
    return active;
  }

  LogSegment oldest() {
    return segments.firstEntry().getValue();
  }

  /**
   * Removes the oldest file, of which nothing is needed; durably, so that no later one goes first.
   */
  void deleteOldest() throws IOException {
    LogSegment oldest = oldest();
    oldest.retire();
    disk.delete(oldest.path);
    disk.forceDirectory(root);
    segments.remove(oldest.number);
  }

  /** Reads a line; null if its file is gone, which means that it was moved. */
  byte @Nullable [] read(Place place) throws IOException {
    LogSegment segment = segments.get(place.segment());
    return segment == null ? null : segment.read(place.offset(), place.length());
  }

  long bytes() {
    return segments.values().stream().mapToLong(segment -> segment.length).sum();
  }

  /** Says that all that was appended is durable, so that later damage to it will be noticed. */
  void mark() throws IOException {
    if (broken == null && !isMarked) {
      append(new LogLines());
      isMarked = true;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    for (LogSegment segment : segments.values()) {
      segment.retire();
    }
  }
}
