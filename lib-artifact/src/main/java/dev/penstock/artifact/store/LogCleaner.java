package dev.penstock.artifact.store;

import java.io.IOException;

/**
 * Frees the space of documents that were changed or removed. It goes through the oldest file of the
 * log, step by step, and appends what is still needed; a file that it has gone through is deleted.
 * What it appends comes last, so a crash between any two steps loses nothing.
 *
 * <p>Always the oldest: so the line that tells of a removal is never gone before what it removed.
 * For one thread at a time, which is the only one that appends.
 */
final class LogCleaner {
  private final CatalogueLog log;
  private final CatalogueIndex index;
  private int segment;
  private int offset;

  LogCleaner(CatalogueLog log, CatalogueIndex index) {
    this.log = log;
    this.index = index;
  }

  /**
   * What a step found.
   *
   * @param moved lines to append
   * @param end up to where the file has been gone through, once they are durable
   */
  record Step(LogLines moved, int segment, int end) {}

  /** Looks at the next stretch of the oldest file, which must not be the one appended to. */
  Step next(int budget) throws IOException {
    LogSegment oldest = log.oldest();
    if (oldest.number != segment) {
      segment = oldest.number;
      offset = 0;
    }
    LogLines moved = new LogLines();
    int consumed = 0;
    for (int want = budget; consumed == 0 && offset < oldest.length; want *= 4) {
      int length = (int) Math.min(want, oldest.length - offset);
      byte[] bytes = log.read(new Place(segment, offset, length));
      if (bytes == null) {
        break; // retired, but not deleted yet
      }
      consumed = move(oldest, bytes, moved);
      if (consumed == 0 && length == oldest.length - offset) {
        throw damage(oldest, offset, "the file ends within a line");
      }
    }
    return new Step(moved, segment, offset + consumed);
  }

  private int move(LogSegment oldest, byte[] bytes, LogLines moved) throws IOException {
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        if (!LogLine.isSound(bytes, start, end)) {
          throw damage(oldest, offset + start, "the line does not fit its checksum");
        }
        LogLine line = LogLine.read(bytes, start, end, false);
        Place newest = line.kind == LogLine.Kind.DOCUMENT ? index.find(line.key) : null;
        if (newest != null && newest.segment() == segment && newest.offset() == offset + start) {
          LogLine whole = LogLine.read(bytes, start, end, true);
          moved.add(line.key, KeyBytes.key(line.key), whole.text, 0);
        }
        start = end + 1;
      }
    }
    return start;
  }

  private static DamagedCatalogueException damage(LogSegment file, int offset, String found) {
    return new DamagedCatalogueException(file.path + ", byte " + offset, found);
  }

  /** Called once the step's lines are durable and in the index. */
  void done(Step step) throws IOException {
    offset = step.end();
    if (offset >= log.oldest().length) {
      log.deleteOldest();
    }
  }
}
