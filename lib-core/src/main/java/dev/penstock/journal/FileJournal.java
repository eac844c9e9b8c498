package dev.penstock.journal;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of all processes in one directory, in files that a person can read.
 *
 * <pre>{@code
 * try (Journal journal = FileJournal.open(Path.of("journal"))) {
 *   EventStream<ShiftEvent> stream = journal.open("shift-7", codec);
 *   stream.read(0, (sequence, event) -> fold(event));
 *   stream.append(stream.size(), List.of(new ShiftEnded(at)));
 * }
 * }</pre>
 *
 * <p><b>Durable</b> means forced to the disk. Appends that many threads make at the same time share
 * one force. No thread is started: an appender writes for all who wait, so a caller that is alone
 * gets a stage that has completed.
 *
 * <p><b>After a crash</b>, opening cuts off what the last write left unfinished; every append that
 * completed is there, and a batch is there as a whole or not at all. Damage to anything older is an
 * error that names the file, the offset and the line; nothing is changed then.
 *
 * <p><b>After an I/O error</b> while appending, such as a full disk, all appends fail until the
 * journal is closed and opened again; reading goes on. The append that failed has left no trace,
 * or, if the disk refused to undo it too, its batch may be found whole when the journal is opened
 * again.
 *
 * <p><b>Space</b> that compaction and removal free is given back by rewriting closed segments of
 * which at least half is not needed any more; the segment that is appended to is left alone. Each
 * file is replaced as a whole, so a crash at any point loses nothing. That work is done by the
 * thread that compacts, or on {@link Builder#housekeeping}; appending and reading go on meanwhile.
 * A failure is logged and costs space only.
 *
 * <p>One process at a time: a second opening of the directory fails and names the process that has
 * it. Safe for several threads. Callbacks of a stage run on the thread of whichever appender wrote
 * for all, after it has given up that duty; they may append, and should not block.
 */
public final class FileJournal implements Journal {
  private final Path directory;
  private final DirectoryLock lock;
  private final JournalStorage storage;
  private final SegmentTable table;
  private final SegmentLog log;
  private final GroupCommit commits;
  private final SegmentCleaner cleaner;
  private final Map<String, StreamState> streams;

  private FileJournal(
      Path directory, DirectoryLock lock, JournalStorage storage, long limit, Executor executor)
      throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.storage = storage;
    Recovery.Found found = Recovery.read(storage);
    this.table = found.table();
    this.streams = new ConcurrentHashMap<>(found.streams());
    this.log = new SegmentLog(storage, limit, found);
    this.commits =
        new GroupCommit(storage.place(), log, table, stream -> streams.remove(stream.id, stream));
    this.cleaner =
        new SegmentCleaner(
            storage, table, commits, streams.values(), executor, limit, found.nextGeneration());
    cleaner.delete(found.obsolete());
  }

  /**
   * Opens the journal in a directory with the options as they are; creates what is missing.
   *
   * @param directory where the files are; not used for anything else
   * @return the journal
   * @throws JournalException if another opening has it, if it is damaged or of a newer release, or
   *     if it cannot be read or written
   */
  public static FileJournal open(Path directory) {
    return builder(directory).open();
  }

  /**
   * Starts with the options of a journal.
   *
   * @param directory where the files are; not used for anything else
   * @return a builder
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  static FileJournal open(Path directory, JournalStorage storage, long limit) {
    return open(directory, storage, limit, Runnable::run);
  }

  private static FileJournal open(
      Path directory, JournalStorage storage, long limit, Executor executor) {
    try {
      DirectoryStorage.createDirectory(directory);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        return new FileJournal(directory, lock, storage, limit, executor);
      } catch (IOException | RuntimeException | Error e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalException(
          directory + ": the journal cannot be opened: " + Lines.reason(e), e);
    }
  }

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    Objects.requireNonNull(codec, "codec");
    StreamIds.check(stream);
    commits.checkOpen();
    while (true) {
      StreamState state = streams.computeIfAbsent(stream, StreamState::new);
      long epoch = commits.takeOver(state);
      if (epoch > 0) {
        return new FileStream<>(this, state, codec, epoch);
      }
    }
  }

  @Override
  public <E> void read(
      String stream, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    StreamIds.check(stream);
    commits.checkOpen();
    StreamState state = streams.get(stream);
    if (state != null) {
      read(state, codec, from, reader);
    }
  }

  <E> void read(
      StreamState state,
      EventCodec<E> codec,
      long from,
      EventStream.EventReader<? super E> reader) {
    if (from < 0) {
      throw new IllegalArgumentException(
          "from: " + from + " is out of range; allowed: 0 and above");
    }
    commits.checkOpen();
    EventReading<E> reading =
        commits.locked(() -> new EventReading<>(storage, table, state, codec));
    try {
      reading.read(from, reader);
    } finally {
      cleaner.delete(table.endReading());
    }
  }

  CompletionStage<Void> append(Batch batch) {
    return commits.append(batch);
  }

  void cleanSoon() {
    cleaner.cleanSoon();
  }

  @Override
  public List<String> streams() {
    commits.checkOpen();
    return streams.values().stream()
        .filter(stream -> stream.durable() > 0)
        .map(stream -> stream.id)
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    cleaner.stop();
    try {
      commits.close(
          () -> {
            try (lock) {
              log.close();
            }
          });
    } catch (IOException e) {
      throw new JournalException(
          directory + ": the journal could not be closed: " + Lines.reason(e), e);
    }
  }

  /**
   * Where the files are.
   *
   * @return the directory, as it was given
   */
  public Path directory() {
    return directory;
  }

  @Override
  public String toString() {
    return "FileJournal[" + directory + "]";
  }

  /** The options of a file journal. Confined to one thread. */
  public static final class Builder {
    /** The size from which on a new segment is begun, unless told otherwise: 64 MB. */
    public static final long DEFAULT_SEGMENT_LIMIT = 64L << 20;

    private static final long SMALLEST_LIMIT = 1 << 10;
    private static final long LARGEST_LIMIT = 16L << 30;

    private final Path directory;
    private @Nullable Long segmentLimit;
    private @Nullable Executor housekeeping;

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Sets the size from which on a new segment is begun. A segment may grow beyond it by what is
     * committed together.
     *
     * @param bytes 1,024 to 17,179,869,184 (16 GB), default {@link #DEFAULT_SEGMENT_LIMIT}
     * @return this builder
     * @throws IllegalArgumentException if the size is out of range
     * @throws IllegalStateException if it was set before
     */
    public Builder segmentLimit(long bytes) {
      if (segmentLimit != null) {
        throw new IllegalStateException("segmentLimit was set before, to " + segmentLimit);
      }
      if (bytes < SMALLEST_LIMIT || bytes > LARGEST_LIMIT) {
        throw new IllegalArgumentException(
            "segmentLimit: "
                + bytes
                + " is out of range; allowed: "
                + SMALLEST_LIMIT
                + " to "
                + LARGEST_LIMIT
                + " bytes");
      }
      segmentLimit = bytes;
      return this;
    }

    /**
     * Sets where segments are rewritten after compaction.
     *
     * @param executor the host's to close; the thread that compacts unless set
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder housekeeping(Executor executor) {
      if (housekeeping != null) {
        throw new IllegalStateException("housekeeping was set before, to " + housekeeping);
      }
      housekeeping = Objects.requireNonNull(executor, "housekeeping");
      return this;
    }

    /**
     * Opens the journal; creates what is missing.
     *
     * @return the journal
     * @throws JournalException if another opening has it, if it is damaged or of a newer release,
     *     or if it cannot be read or written
     */
    public FileJournal open() {
      return FileJournal.open(
          directory,
          new DirectoryStorage(directory),
          segmentLimit == null ? DEFAULT_SEGMENT_LIMIT : segmentLimit,
          housekeeping == null ? Runnable::run : housekeeping);
    }
  }
}
