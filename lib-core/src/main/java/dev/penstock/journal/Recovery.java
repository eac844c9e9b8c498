package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads all segments of a journal, finds where each stream's events are, and where the last segment
 * was torn. Changes nothing.
 *
 * <p>A commit line is written only after everything above it was durable. So an unsound line with a
 * commit line below it is damage and an error, and one without is a write that never ended: nobody
 * was told that its events were durable, and they are cut off.
 *
 * <p>A file that was rewritten lacks the records that were not needed any more. What was removed or
 * replaced is still found where a file was not rewritten yet; the last checkpoint or removal of a
 * stream decides. Events may come before the checkpoint that stands for what was before them.
 */
final class Recovery {
  private static final long LONGEST_HEADER = 256;

  private final JournalStorage storage;
  private final Map<String, StreamState> streams = new HashMap<>();
  private final QuickLine quick = new QuickLine();
  private final SegmentTable table = new SegmentTable();
  private @Nullable StreamState latest; // whose record was read last

  /**
   * Streams whose first record found is not their first, and no checkpoint stands before it yet.
   */
  private final Set<StreamState> unexplained = new HashSet<>();

  /** Whether records may be missing, because a file was rewritten without them. */
  private boolean isRewritten;

  private Recovery(JournalStorage storage) {
    this.storage = storage;
  }

  /**
   * What was found.
   *
   * @param streams by id
   * @param table the segments, without a last one whose header is torn
   * @param end how much of the last segment is kept; 0 if its header is torn
   * @param obsolete files that are left over
   */
  record Found(
      Map<String, StreamState> streams, SegmentTable table, long end, List<String> obsolete) {

    /** A generation above all that there are. */
    int nextGeneration() {
      int newest = 0;
      for (SegmentTable.File file : table.beginReading().values()) {
        newest = Math.max(newest, file.segment().generation());
      }
      table.endReading();
      for (String name : obsolete) {
        Segment left = Segment.parse(name.replace(Segments.UNFINISHED, ""));
        newest = Math.max(newest, left == null ? 0 : left.generation());
      }
      return newest + 1;
    }
  }

  static Found read(JournalStorage storage) throws IOException {
    return new Recovery(storage).read();
  }

  private Found read() throws IOException {
    Segments segments = Segments.list(storage);
    long end = 0;
    for (Iterator<Segment> each = segments.current().iterator(); each.hasNext(); ) {
      Segment segment = each.next();
      isRewritten |= segment.isRewritten();
      try (SegmentFile file = storage.reader(segment.name())) {
        end = new Scan(segment, !each.hasNext(), file).run();
      }
    }
    for (StreamState stream : unexplained) {
      throw new JournalException(
          storage.place()
              + ": stream "
              + stream.id
              + " begins with sequence "
              + stream.start()
              + ", and no checkpoint stands for what was before it. This is damage. Nothing was"
              + " changed. Put the files back from a copy");
    }
    return new Found(streams, table, end, segments.obsolete());
  }

  /** One pass over one segment. */
  private final class Scan {
    private final Segment segment;
    private final boolean last;
    private final SegmentFile file;
    private final LineCursor line;

    /** The records of the batch that has begun, and where they start. */
    private long[] open = new long[64];

    private int opened;

    /** The event before in that batch. */
    private @Nullable StreamState before;

    private long epochBefore;
    private long moreBefore;
    private long soundEnd;
    private long records;
    private boolean endsWithCommit;

    /** What is wrong with the first unsound line. */
    private @Nullable String unsound;

    Scan(Segment segment, boolean last, SegmentFile file) {
      this.segment = segment;
      this.last = last;
      this.file = file;
      this.line = new LineCursor(file);
    }

    long run() throws IOException {
      if (!readHeader()) {
        return 0;
      }
      while (line.next()) {
        if (!line.isSound()) {
          unsound = unsound == null ? where() + "the line does not fit its checksum" : unsound;
          if (line.endsWithCommit()) {
            throw damaged(unsound);
          }
          continue;
        }
        if (isPlainEvent()) {
          endsWithCommit = false;
          if (unsound == null) {
            event(quick.stream(), quick.epoch(), quick.sequence(), quick.more());
          }
          continue;
        }
        Lines.Head head = head();
        endsWithCommit = head.isCommit();
        if (head.isCommit()) {
          commit(head);
        } else if (unsound == null) {
          record(head);
        }
      }
      if (!last && unsound != null) {
        throw damaged(unsound);
      }
      if (!last && opened > 0) {
        throw damaged(where() + "the batch does not end");
      }
      if (segment.isRewritten() && !endsWithCommit) {
        throw damaged(where() + "the end of the rewritten file is missing");
      }
      table.added(segment.first(), file.length(), records);
      return soundEnd;
    }

    /** Whether the line needs no parser, as most do not. */
    private boolean isPlainEvent() {
      return quick.isHead(line.buffer(), line.begin() + Lines.PREFIX, line.end())
          && 0 < quick.format()
          && quick.format() <= Lines.FORMAT;
    }

    private boolean readHeader() throws IOException {
      line.next();
      if (last && !line.isComplete() && file.length() <= LONGEST_HEADER) {
        return false; // the process ended while it began this segment
      }
      if (!line.isSound()) {
        throw damaged(where() + "the header does not fit its checksum");
      }
      Lines.Head head = head();
      if (head.release() == null
          || head.segment() != segment.first()
          || head.through() != (segment.isRewritten() ? segment.last() : -1)) {
        throw damaged(where() + "this is not the header of segment " + segment.first());
      }
      table.begin(segment, head.release());
      if (head.format() > Lines.FORMAT) {
        throw tooNew(head.format());
      }
      soundEnd = line.followingOffset();
      return true;
    }

    private Lines.Head head() throws IOException {
      try {
        return Lines.head(quick, line.buffer(), line.begin(), line.end());
      } catch (IOException e) {
        throw damaged(where() + Lines.reason(e));
      }
    }

    private void commit(Lines.Head head) {
      if (unsound != null) {
        throw damaged(unsound);
      }
      if (opened > 0 || head.durable() != line.offset()) {
        throw damaged(where() + "a commit of offset " + head.durable() + " is out of place");
      }
    }

    private void record(Lines.Head head) {
      if (head.format() > Lines.FORMAT) {
        throw tooNew(head.format());
      }
      if (head.format() < 1
          || head.stream() == null
          || head.epoch() < 0
          || (!head.isRemoval() && (head.sequence() < 0 || head.more() < 0))) {
        throw damaged(where() + "this is no record of an event");
      }
      if (head.isRemoval() || head.isCheckpoint()) {
        replace(stream(head.stream()), head);
        soundEnd = line.followingOffset();
        return;
      }
      event(head.stream(), head.epoch(), head.sequence(), head.more());
    }

    private void event(String id, long epoch, long sequence, long more) {
      StreamState stream = stream(id);
      if (isRewritten && opened == 0 && sequence > stream.durable()) {
        restart(stream, sequence);
        unexplained.add(stream);
      }
      long expected = stream.durable() + opened;
      if (sequence != expected || epoch < stream.epoch || !continues(stream, epoch, more)) {
        throw damaged(
            where()
                + "stream "
                + stream.id
                + " goes on with sequence "
                + expected
                + ", found sequence "
                + sequence
                + " of epoch "
                + epoch);
      }
      before = stream;
      epochBefore = epoch;
      moreBefore = more;
      if (opened == open.length) {
        open = Arrays.copyOf(open, 2 * opened);
      }
      open[opened++] = line.offset();
      if (more == 0) {
        for (int i = 0; i < opened; i++) {
          stream.add(stream.next++, place(open[i]));
        }
        records += opened;
        stream.publish(stream.next);
        stream.epoch = epoch;
        opened = 0;
        soundEnd = line.followingOffset();
      }
    }

    /** Neighbours are mostly of the same stream. */
    private StreamState stream(String id) {
      StreamState known = latest;
      if (known == null || !known.id.equals(id)) {
        known = streams.computeIfAbsent(id, StreamState::new);
        latest = known;
      }
      return known;
    }

    private void replace(StreamState stream, Lines.Head head) {
      if (opened > 0 || head.more() > 0 || head.epoch() < stream.epoch) {
        throw damaged(where() + "a checkpoint or removal is out of place");
      }
      if (head.isRemoval()) {
        restart(stream, 0);
        stream.epoch = 0;
        unexplained.remove(stream);
        table.removal(segment.first());
        return;
      }
      records++;
      long before = stream.start() - 1; // what a checkpoint must stand for at least
      if (head.sequence() < before && unexplained.contains(stream)) {
        table.dropped(segment.first()); // another checkpoint, further down, stands for it as well
        return;
      }
      boolean replacesNothing = head.sequence() >= stream.durable() && !isRewritten;
      if (replacesNothing || head.sequence() < before + (unexplained.contains(stream) ? 0 : 1)) {
        throw damaged(
            where()
                + "stream "
                + stream.id
                + " holds sequence "
                + stream.start()
                + " to "
                + (stream.durable() - 1)
                + ", found a checkpoint of sequence "
                + head.sequence());
      }
      unexplained.remove(stream);
      stream.compact(head.sequence(), place(line.offset()), table::dropped);
      stream.compacted = head.sequence();
      stream.next = stream.durable();
      stream.epoch = head.epoch();
    }

    private void restart(StreamState stream, long from) {
      stream.clear(from, table::dropped);
      stream.next = from;
      stream.compacted = 0;
    }

    private long place(long offset) {
      return StreamState.Positions.place(segment.first(), offset);
    }

    private boolean continues(StreamState stream, long epoch, long more) {
      return opened == 0
          || (moreBefore == more + 1 && epochBefore == epoch && stream.equals(before));
    }

    private String where() {
      return Segments.at(storage, segment.name(), line.offset()) + ", line " + line.number() + ": ";
    }

    private JournalException tooNew(long format) {
      String release = table.release(segment.first());
      return new JournalException(
          where()
              + "written by Penstock "
              + release
              + " in format "
              + format
              + "; this release, "
              + Lines.RELEASE
              + ", reads formats 1 to "
              + Lines.FORMAT
              + ". Nothing was changed. Open the journal with Penstock "
              + release
              + " or newer");
    }

    private JournalException damaged(String what) {
      return new JournalException(
          what
              + "; this was durable before, so it is damage and no torn write."
              + " Nothing was changed. Put the file back from a copy");
    }
  }
}
