package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads all segments of a journal, finds where each stream's events are, and where the last segment
 * was torn. Changes nothing.
 *
 * <p>A commit line is written only after everything above it was durable. So an unsound line with a
 * commit line below it is damage and an error, and one without is a write that never ended: nobody
 * was told that its events were durable, and they are cut off.
 */
final class Recovery {
  private static final long LONGEST_HEADER = 256;

  private final JournalStorage storage;
  private final Map<String, StreamState> streams = new HashMap<>();
  private final List<String> releases = new ArrayList<>();

  private Recovery(JournalStorage storage) {
    this.storage = storage;
  }

  /**
   * What was found.
   *
   * @param streams by id
   * @param releases which release wrote each segment; null for a last one whose header is torn
   * @param end how much of the last segment is kept; 0 if its header is torn
   */
  record Found(Map<String, StreamState> streams, List<String> releases, long end) {}

  static Found read(JournalStorage storage) throws IOException {
    return new Recovery(storage).read();
  }

  private Found read() throws IOException {
    int last = Segments.count(storage);
    long end = 0;
    for (int segment = 1; segment <= last; segment++) {
      try (SegmentFile file = storage.reader(Segments.name(segment))) {
        end = new Scan(segment, segment == last, file).run();
      }
    }
    return new Found(streams, releases, end);
  }

  /** One pass over one segment. */
  private final class Scan {
    private final int segment;
    private final boolean last;
    private final SegmentFile file;
    private final LineCursor line;

    /** The records of the batch that has begun, and where they start. */
    private final List<Long> open = new ArrayList<>();

    private Lines.@Nullable Head before;
    private long soundEnd;

    /** What is wrong with the first unsound line. */
    private @Nullable String unsound;

    Scan(int segment, boolean last, SegmentFile file) {
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
        Lines.Head head = head();
        if (head.isCommit()) {
          commit(head);
        } else if (unsound == null) {
          record(head);
        }
      }
      if (!last && unsound != null) {
        throw damaged(unsound);
      }
      if (!last && !open.isEmpty()) {
        throw damaged(where() + "the batch does not end");
      }
      return soundEnd;
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
      if (head.release() == null || head.segment() != segment) {
        throw damaged(where() + "this is not the header of segment " + segment);
      }
      releases.add(head.release());
      if (head.format() > Lines.FORMAT) {
        throw tooNew(head.format());
      }
      soundEnd = line.followingOffset();
      return true;
    }

    private Lines.Head head() throws IOException {
      try {
        return Lines.head(line.buffer(), line.begin(), line.end());
      } catch (IOException e) {
        throw damaged(where() + Lines.reason(e));
      }
    }

    private void commit(Lines.Head head) {
      if (unsound != null) {
        throw damaged(unsound);
      }
      if (!open.isEmpty() || head.durable() != line.offset()) {
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
          || head.sequence() < 0
          || head.more() < 0) {
        throw damaged(where() + "this is no record of an event");
      }
      StreamState stream = streams.computeIfAbsent(head.stream(), StreamState::new);
      long expected = stream.durable() + open.size();
      if (head.sequence() != expected || head.epoch() < stream.epoch || !continues(head)) {
        throw damaged(
            where()
                + "stream "
                + stream.id
                + " goes on with sequence "
                + expected
                + ", found sequence "
                + head.sequence()
                + " of epoch "
                + head.epoch());
      }
      before = head;
      open.add(line.offset());
      if (head.more() == 0) {
        for (long offset : open) {
          stream.add(stream.next++, segment, offset);
        }
        stream.publish(stream.next);
        stream.epoch = head.epoch();
        open.clear();
        soundEnd = line.followingOffset();
      }
    }

    private boolean continues(Lines.Head head) {
      return open.isEmpty()
          || before == null
          || (before.more() == head.more() + 1
              && before.epoch() == head.epoch()
              && String.valueOf(before.stream()).equals(head.stream()));
    }

    private String where() {
      return Segments.at(storage, segment, line.offset()) + ", line " + line.number() + ": ";
    }

    private JournalException tooNew(long format) {
      String release = releases.get(releases.size() - 1);
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
