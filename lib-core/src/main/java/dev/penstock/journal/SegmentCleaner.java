package dev.penstock.journal;

import dev.penstock.journal.SegmentTable.File;
import dev.penstock.journal.StreamState.Positions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the space of records that are needed no more: rewrites closed segments without them.
 *
 * <p>The new file is complete and durable before it gets its name, and has it before an old file is
 * deleted; a name of a higher generation wins. So a crash at any point leaves the old files or the
 * new one, which hold the same events. A failure is logged and ends the cleaning until the journal
 * is opened again; it never fails an append.
 */
final class SegmentCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final int GATHERED = 256 << 10;

  private final JournalStorage storage;
  private final SegmentTable table;
  private final GroupCommit commits;
  private final Collection<StreamState> streams;
  private final Executor executor;
  private final long limit;
  private final ReentrantLock working = new ReentrantLock();
  private int generation; // of the next file, guarded by working
  private volatile boolean stopped;

  SegmentCleaner(
      JournalStorage storage,
      SegmentTable table,
      GroupCommit commits,
      Collection<StreamState> streams,
      Executor executor,
      long limit,
      int generation) {
    this.storage = storage;
    this.table = table;
    this.commits = commits;
    this.streams = streams;
    this.executor = executor;
    this.limit = limit;
    this.generation = generation;
  }

  void cleanSoon() {
    if (stopped || table.worthRewriting(limit).isEmpty()) {
      return;
    }
    try {
      executor.execute(this::clean);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: cleaning is left for the next compaction", storage.place(), e);
    }
  }

  /** Waits until nothing is being rewritten; nothing will be any more. */
  void stop() {
    stopped = true;
    working.lock();
    try {
      LOG.trace("{}: nothing is being rewritten", storage.place());
    } finally {
      working.unlock();
    }
  }

  /** Deletes what a rewritten file has replaced, unless somebody still reads it. */
  void delete(List<String> names) {
    for (String name : names) {
      if (!stopped) {
        quietlyDelete(name);
      }
    }
  }

  private void clean() {
    if (!working.tryLock()) {
      return; // somebody is at it
    }
    try {
      List<File> run = table.worthRewriting(limit);
      while (!stopped && !run.isEmpty()) {
        rewrite(run);
        run = table.worthRewriting(limit);
      }
    } catch (IOException | RuntimeException e) {
      if (!stopped) {
        LOG.warn(
            "{}: space could not be freed; it will be tried again once the journal was opened"
                + " again",
            storage.place(),
            e);
      }
      stopped = true;
    } finally {
      working.unlock();
    }
  }

  private void rewrite(List<File> run) throws IOException {
    Segment first = run.get(0).segment();
    Segment merged =
        new Segment(first.first(), run.get(run.size() - 1).segment().last(), generation++);
    Rewriting rewriting = new Rewriting(run, merged);
    boolean isNamed = false;
    try {
      rewriting.write();
      storage.rename(merged.unfinishedName(), merged.name());
      isNamed = true;
    } finally {
      if (!isNamed) {
        quietlyDelete(merged.unfinishedName());
      }
    }
    var unused = commits.locked(rewriting::publish);
    storage.force(); // the new name must outlive the old files
    table.canGo(run);
    delete(table.deletable());
  }

  private void quietlyDelete(String name) {
    try {
      storage.delete(name);
    } catch (IOException e) {
      LOG.debug("{}/{}: is left for the next opening to delete", storage.place(), name, e);
    }
  }

  /** One run of segments on its way into one file. */
  private final class Rewriting {
    private final List<File> run;
    private final File merged;
    private final NavigableMap<Integer, File> old = new TreeMap<>();
    private final List<StreamState> moved = new ArrayList<>();
    private final long[] places; // of the records to keep, in the order of the files
    private final long[] newPlaces;
    private final LineBuffer gathered = new LineBuffer();
    private int kept;
    private long removals;
    private long written;

    Rewriting(List<File> run, Segment merged) {
      this.run = run;
      this.merged = new File(merged, run.get(0).release());
      run.forEach(file -> old.put(file.segment().first(), file));
      this.places = live();
      this.newPlaces = new long[places.length];
    }

    /** The places that are needed now. Some may not be when the file is finished; that is legal. */
    private long[] live() {
      long[] found = new long[64];
      int count = 0;
      for (StreamState stream : streams) {
        int before = count;
        for (long place : stream.positions().places()) {
          if (old.containsKey(Positions.segment(place))) {
            found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
            found[count++] = place;
          }
        }
        if (count > before) {
          moved.add(stream);
        }
      }
      long[] sorted = Arrays.copyOf(found, count);
      Arrays.sort(sorted);
      return sorted;
    }

    void write() throws IOException {
      String name = merged.segment().unfinishedName();
      try (SegmentFile file = storage.create(name)) {
        gathered.line(Lines.header(merged));
        for (File each : run) {
          copy(each, file);
        }
        if (kept < places.length) {
          throw new IOException(
              (places.length - kept) + " records were not found where they were written");
        }
        gathered.line(Lines.commit(written + gathered.size()));
        flush(file);
        file.force();
      }
    }

    private void copy(File from, SegmentFile to) throws IOException {
      int segment = from.segment().first();
      try (SegmentFile file = storage.reader(from.segment().name())) {
        LineCursor line = new LineCursor(file);
        while (line.next()) {
          if (stopped) {
            throw new IOException("the journal is being closed");
          }
          if (!line.isSound()) {
            throw new IOException(
                Segments.at(storage, from.segment().name(), line.offset())
                    + ": the line does not fit its checksum");
          }
          if (kept < places.length && places[kept] == Positions.place(segment, line.offset())) {
            newPlaces[kept++] = Positions.place(merged.segment().first(), copy(line, to));
          } else if (merged.segment().first() > 1 && isRemoval(line)) {
            copy(line, to); // what it removes may be in a file before this one
            removals++;
          }
        }
      }
    }

    private long copy(LineCursor line, SegmentFile to) throws IOException {
      if (gathered.size() > GATHERED) {
        flush(to);
      }
      long offset = written + gathered.size();
      gathered.write(line.buffer(), line.begin(), line.end() - line.begin());
      gathered.write('\n');
      return offset;
    }

    private void flush(SegmentFile to) throws IOException {
      gathered.appendTo(to);
      written += gathered.size();
      gathered.reset();
    }

    private static boolean isRemoval(LineCursor line) throws IOException {
      return Lines.head(line.buffer(), line.begin(), line.end()).isRemoval();
    }

    /** Called with the lock of all states held. */
    File publish() {
      moved.forEach(stream -> stream.move(this::newPlace));
      table.replace(run, merged, written, removals);
      return merged;
    }

    private long newPlace(long place) {
      return old.containsKey(Positions.segment(place))
          ? newPlaces[Arrays.binarySearch(places, place)]
          : place;
    }
  }
}
