package dev.penstock.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which files hold the segments, how much of each is still needed, and which files can go. Safe for
 * several threads.
 */
final class SegmentTable {

  /**
   * One file.
   *
   * @param segment what it stands for
   * @param release which release wrote its lines
   */
  record File(Segment segment, String release) {}

  /** What a file holds. */
  private static final class Content {
    long size;
    long records;
    long live;
    long removals; // lines that are needed as long as there may be something before them

    boolean isMostlyDead() {
      return 2 * (live + removals) <= records;
    }

    long liveSize() {
      return records == 0 ? 0 : (long) ((double) size * (live + removals) / records);
    }
  }

  private final NavigableMap<Integer, Content> contents = new TreeMap<>();
  private final List<String> obsolete = new ArrayList<>();
  private int readers;
  private volatile NavigableMap<Integer, File> files = Collections.emptyNavigableMap();

  synchronized void begin(Segment segment, String release) {
    NavigableMap<Integer, File> longer = new TreeMap<>(files);
    longer.put(segment.first(), new File(segment, release));
    files = Collections.unmodifiableNavigableMap(longer);
    contents.put(segment.first(), new Content());
  }

  /** The number of the segment that is appended to; 0 if there is none. */
  int last() {
    return files.isEmpty() ? 0 : files.lastKey();
  }

  File file(int segment) {
    return Objects.requireNonNull(files.get(segment), () -> "segment " + segment);
  }

  String release(int segment) {
    return file(segment).release();
  }

  /** Records were added, which are all needed. */
  synchronized void added(int segment, long size, long records) {
    Content content = content(segment);
    content.size = size;
    content.records += records;
    content.live += records;
  }

  /** A record is needed no more. */
  synchronized void dropped(int segment) {
    content(segment).live--;
  }

  /** A line says that a stream was removed. */
  synchronized void removal(int segment) {
    content(segment).records++;
    content(segment).removals++;
  }

  private Content content(int segment) {
    return Objects.requireNonNull(contents.get(segment), () -> "segment " + segment);
  }

  /** The files as they are, which stay until {@link #endReading}. */
  synchronized NavigableMap<Integer, File> beginReading() {
    readers++;
    return files;
  }

  /** Returns files that can be deleted now. */
  synchronized List<String> endReading() {
    readers--;
    return deletable();
  }

  /** Files that nobody needs; each is returned once. */
  synchronized List<String> deletable() {
    if (readers > 0) {
      return List.of();
    }
    List<String> names = List.copyOf(obsolete);
    obsolete.clear();
    return names;
  }

  synchronized void canGo(List<File> replaced) {
    replaced.forEach(file -> obsolete.add(file.segment().name()));
  }

  /** A rewritten file stands for others from now on. */
  synchronized void replace(List<File> old, File by, long size, long removals) {
    Content content = new Content();
    content.size = size;
    content.removals = removals;
    content.records = removals;
    NavigableMap<Integer, File> now = new TreeMap<>(files);
    for (File each : old) {
      now.remove(each.segment().first());
      content.live += content(each.segment().first()).live;
      contents.remove(each.segment().first());
    }
    content.records += content.live; // what died meanwhile does not count again
    now.put(by.segment().first(), by);
    contents.put(by.segment().first(), content);
    files = Collections.unmodifiableNavigableMap(now);
  }

  /**
   * Neighbours, none of them appended to, that are to be rewritten as one file; at least half of
   * their records are dead.
   *
   * @param limit what the new file should hold at most, in bytes
   */
  synchronized List<File> worthRewriting(long limit) {
    List<File> closed = new ArrayList<>(files.headMap(last()).values());
    List<File> oldest = sameRelease(closed);
    long records = 0;
    long removals = 0;
    for (File file : oldest) {
      records += contentOf(file).records;
      removals += contentOf(file).removals;
    }
    if (2 * removals > records) {
      return oldest; // nothing is before them, so what only says what was removed can go as well
    }
    for (int i = 0; i < closed.size(); i++) {
      if (contentOf(closed.get(i)).isMostlyDead() && contentOf(closed.get(i)).records > 0) {
        return neighbours(closed, i, limit);
      }
    }
    return List.of();
  }

  private Content contentOf(File file) {
    return content(file.segment().first());
  }

  private static List<File> sameRelease(List<File> files) {
    int end = 0;
    while (end < files.size() && files.get(end).release().equals(files.get(0).release())) {
      end++;
    }
    return List.copyOf(files.subList(0, end));
  }

  private List<File> neighbours(List<File> closed, int dead, long limit) {
    Content sum = new Content();
    int from = dead;
    int to = dead;
    join(sum, closed.get(dead));
    while (from > 0 && mayJoin(sum, closed.get(from - 1), closed.get(dead), limit)) {
      join(sum, closed.get(--from));
    }
    while (to + 1 < closed.size() && mayJoin(sum, closed.get(to + 1), closed.get(dead), limit)) {
      join(sum, closed.get(++to));
    }
    return List.copyOf(closed.subList(from, to + 1));
  }

  private boolean mayJoin(Content sum, File next, File same, long limit) {
    Content content = contentOf(next);
    Content all = new Content();
    all.records = sum.records + content.records;
    all.live = sum.live + content.live;
    all.removals = sum.removals + content.removals;
    return next.release().equals(same.release())
        && sum.liveSize() + content.liveSize() <= limit
        && all.isMostlyDead();
  }

  private void join(Content sum, File file) {
    Content content = contentOf(file);
    sum.size += content.size;
    sum.records += content.records;
    sum.live += content.live;
    sum.removals += content.removals;
  }
}
