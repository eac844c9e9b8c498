package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes the last segment and begins new ones. Used by one thread at a time, the leader. */
final class SegmentLog implements Closeable {
  /** What is gathered before it is handed to the file. */
  private static final int GATHERED = 256 << 10;

  private final JournalStorage storage;
  private final long limit;
  private final SegmentTable table;
  private final LineBuffer gathered = new LineBuffer();
  private SegmentFile file;
  private long durable;

  /** Cuts off what recovery did not keep, and makes durable what it did. */
  SegmentLog(JournalStorage storage, long limit, Recovery.Found found) throws IOException {
    this.storage = storage;
    this.limit = limit;
    this.table = found.table();
    if (found.end() > 0) {
      this.file = storage.writer(Segment.appended(table.last()).name());
      this.durable = found.end();
      boolean ready = false;
      try {
        if (file.length() > durable) {
          file.truncate(durable);
        }
        file.force(); // the process that wrote it may have ended before it did this itself
        storage.force();
        ready = true;
      } finally {
        if (!ready) {
          file.close();
        }
      }
    } else {
      String name = Segment.appended(nextNumber()).name();
      this.file =
          begin(storage.names().contains(name) ? storage.writer(name) : storage.create(name));
    }
  }

  /** Writes batches and makes them durable, all or none of them. */
  void commit(List<Batch> group) throws IOException {
    if (durable >= limit || !table.release(table.last()).equals(Lines.RELEASE)) {
      SegmentFile full = file;
      file = begin(storage.create(Segment.appended(nextNumber()).name()));
      full.close();
    }
    long start = durable;
    try {
      durable = write(group);
      file.force();
    } catch (IOException | RuntimeException | Error e) {
      durable = start;
      cutBack(e);
      throw e;
    }
  }

  /** The segment that is appended to, whose files are durable up to {@link #size()}. */
  int segment() {
    return table.last();
  }

  long size() {
    return durable;
  }

  private long write(List<Batch> group) throws IOException {
    gathered.reset();
    gathered.line(Lines.commit(durable));
    long position = durable + gathered.size();
    for (Batch batch : group) {
      batch.position = position;
      position += batch.lines.size();
      if (gathered.size() + batch.lines.size() > GATHERED) {
        gathered.appendTo(file);
        gathered.reset();
        batch.lines.appendTo(file);
      } else {
        batch.lines.copyTo(gathered);
      }
    }
    gathered.appendTo(file);
    return position;
  }

  private void cutBack(Throwable cause) {
    try {
      file.truncate(durable);
      file.force();
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e); // whoever opens the journal next finds the events, or cuts them off
    }
  }

  private int nextNumber() {
    int last = table.last();
    return last == 0 ? 1 : table.file(last).segment().last() + 1;
  }

  /** Writes the header of an empty or torn segment; the segment counts once that is durable. */
  private SegmentFile begin(SegmentFile next) throws IOException {
    boolean ready = false;
    try {
      Segment segment = Segment.appended(nextNumber());
      LineBuffer header = new LineBuffer();
      header.line(Lines.header(new SegmentTable.File(segment, Lines.RELEASE)));
      next.truncate(0);
      header.appendTo(next);
      next.force();
      storage.force();
      table.begin(segment, Lines.RELEASE);
      durable = header.size();
      ready = true;
      return next;
    } finally {
      if (!ready) {
        next.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** What a failed commit means, for the appenders. */
  JournalException failed(Throwable cause) {
    return new JournalException(
        storage.place()
            + "/"
            + Segment.appended(table.last()).name()
            + ": the events could not be written: "
            + Lines.reason(cause)
            + ". What was durable before still is. Close the journal, remove the cause and open it"
            + " again",
        cause);
  }
}
