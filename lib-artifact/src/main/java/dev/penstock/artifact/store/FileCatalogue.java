package dev.penstock.artifact.store;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents in a directory, as a log that a person can read: files of JSON lines, {@code
 * 00000001.catalogue} and so on, each line with a checksum and the newest one of a document being
 * the document.
 *
 * <p>Memory holds where documents are, and not the documents: somewhat more than the keys' own
 * length for each. A commit is one write and one force of the disk, which commits that many threads
 * make at the same time share; no thread is started.
 *
 * <p><b>After a crash</b>, opening cuts off what the last write left unfinished: every commit that
 * returned is there, and each is there as a whole or not at all. Damage to anything older is an
 * error that names the file and the place; nothing is changed then. Each read verifies its line.
 *
 * <p><b>After a failed write</b> the log is cut back, and everything is as it was before. If the
 * disk refuses that too, commits fail until the catalogue is closed and opened again, reads go on
 * with the old documents, and opening tells whether those commits are there.
 *
 * <p><b>Space</b> of old documents is given back while commits come, whenever it is more than what
 * is needed: each commit then moves a bounded number of lines. {@link #compact} does it at once.
 */
public final class FileCatalogue implements Catalogue, AutoCloseable {
  private static final int COMPACTION_STEP = 1 << 20;
  private static final int COMMIT_STEP = 128 << 10;
  private static final long MOST_BYTES_OF_GROUP = 32 << 20;

  private final DirectoryHold hold;
  private final long segmentLimit;
  private final CatalogueIndex index;
  private final CatalogueLog log;
  private final LogCleaner cleaner;
  private final CommitQueue<LogLines> queue =
      new CommitQueue<>("the commit", this::write, LogLines::size, MOST_BYTES_OF_GROUP);
  private final Striped<Lock> locks = Striped.lock(256);
  private boolean isCleaningStopped;

  private FileCatalogue(DirectoryHold hold, Disk disk, long segmentLimit) throws IOException {
    this.hold = hold;
    this.segmentLimit = segmentLimit;
    if (Files.exists(hold.root().resolve("documents"))) {
      throw new IOException(
          hold.root()
              + " has one file for each document, as no release writes; allowed: an empty"
              + " directory, or one with files *.catalogue");
    }
    LogRecovery.Found found = LogRecovery.read(hold.root(), disk);
    this.index = found.index();
    this.log = new CatalogueLog(hold.root(), disk, segmentLimit, found);
    this.cleaner = new LogCleaner(log, index);
  }

  /**
   * Opens a directory with the options as they are, and cuts off what a crash left half-written.
   *
   * @param directory made if it is not there; one process at a time
   * @return the catalogue; to be closed by the caller
   * @throws DirectoryInUseException if a catalogue has it open already
   * @throws DamagedCatalogueException if what was once durable has changed
   * @throws IOException if it cannot be opened
   */
  public static FileCatalogue open(Path directory) throws IOException {
    return builder(directory).open();
  }

  /**
   * Starts with the options of a catalogue.
   *
   * @param directory where its files are; not used for anything else
   * @return a builder
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /** The options of a catalogue in files. For one thread. */
  public static final class Builder {
    /** The size from which on a new file is begun, unless told otherwise: 16 MB. */
    public static final int DEFAULT_SEGMENT_LIMIT = 16 << 20;

    private static final int SMALLEST_SEGMENT = 1 << 10;
    private static final int LARGEST_SEGMENT = 256 << 20;

    private final Path directory;
    private int segmentLimit = DEFAULT_SEGMENT_LIMIT;
    private long freeSpaceFloor;
    private Disk disk = Disk.REAL;

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Sets the size from which on a new file is begun. Space is given back file by file, and
     * opening holds one file at a time in memory.
     *
     * @param bytes 1,024 to 268,435,456 (256 MB), default {@link #DEFAULT_SEGMENT_LIMIT}
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder segmentLimit(int bytes) {
      if (bytes < SMALLEST_SEGMENT || bytes > LARGEST_SEGMENT) {
        throw new IllegalArgumentException(
            "segmentLimit of "
                + bytes
                + " bytes; allowed: "
                + SMALLEST_SEGMENT
                + " to "
                + LARGEST_SEGMENT);
      }
      this.segmentLimit = bytes;
      return this;
    }

    /**
     * Sets how much space must stay free on the disk: a commit that adds or changes a document is
     * refused by {@link StorageLimitException} before anything is written. Removals are not.
     *
     * @param bytes 0 or more; 0, the default, for no such limit
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder freeSpaceFloor(long bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException(
            "freeSpaceFloor of " + bytes + " bytes; allowed: 0 or more");
      }
      this.freeSpaceFloor = bytes;
      return this;
    }

    Builder disk(Disk instead) {
      this.disk = instead;
      return this;
    }

    /**
     * Opens the directory.
     *
     * @return the catalogue; to be closed by the caller
     * @throws DirectoryInUseException if a catalogue has it open already
     * @throws DamagedCatalogueException if what was once durable has changed
     * @throws IOException if it cannot be opened
     */
    public FileCatalogue open() throws IOException {
      DirectoryHold hold = DirectoryHold.of(directory, disk, freeSpaceFloor);
      try {
        return new FileCatalogue(hold, disk, segmentLimit);
      } catch (IOException | RuntimeException | Error e) {
        hold.close();
        throw e;
      }
    }
  }

  @Override
  public Optional<String> read(CatalogueKey key) throws IOException {
    hold.requireOpen();
    byte[] bytes = KeyBytes.of(key);
    while (true) {
      Place place = index.find(bytes);
      if (place == null) {
        return Optional.empty();
      }
      byte[] line = log.read(place);
      if (line != null) {
        return Optional.of(text(key, bytes, place, line));
      }
      hold.requireOpen();
      if (place.equals(index.find(bytes))) { // else it was moved in between: look again
        throw damaged(place, "the file is missing");
      }
    }
  }

  private String text(CatalogueKey key, byte[] bytes, Place place, byte[] line) throws IOException {
    int end = line.length - 1;
    if (line[end] == '\n' && LogLine.isSound(line, 0, end)) {
      LogLine read = LogLine.read(line, 0, end, true);
      if (read.text != null && Arrays.equals(read.key, bytes)) {
        return read.text;
      }
    }
    throw damaged(place, "the line of document " + key + " does not fit its checksum");
  }

  private DamagedCatalogueException damaged(Place place, String found) {
    return new DamagedCatalogueException(
        CatalogueLog.path(hold.root(), place.segment()) + ", byte " + place.offset(), found);
  }

  @Override
  public boolean commit(List<Change> changes) throws IOException {
    List<Change> all = Catalogue.requireAllowed(changes);
    hold.requireOpen();
    Deque<Lock> held = new ArrayDeque<>();
    try {
      for (Lock lock : locks.bulkGet(all.stream().map(Change::key).toList())) {
        lock.lock();
        held.push(lock);
      }
      for (Change change : all) {
        if (!Objects.equals(read(change.key()).orElse(null), change.expected())) {
          return false;
        }
      }
      List<Change> needed = all.stream().filter(change -> !change.isNone()).toList();
      if (!needed.isEmpty()) {
        LogLines lines = LogLines.of(needed);
        if (needed.stream().anyMatch(change -> change.next() != null)) {
          hold.requireSpace(lines.size());
        }
        queue.commit(lines);
      }
      return true;
    } finally {
      held.forEach(Lock::unlock);
    }
  }

  /** Called for one group at a time. */
  private void write(List<LogLines> group) throws IOException {
    hold.requireOpen();
    LogLines all = new LogLines();
    LogCleaner.@Nullable Step step = cleaningStep(group);
    if (step != null) {
      all.addAll(step.moved()); // first: what the group changes is newer
    }
    group.forEach(all::addAll);
    index.publish(log.append(all));
    if (step != null) {
      end(step);
    }
  }

  /** Cleaning must never fail a commit: it is given up until somebody compacts. */
  private LogCleaner.@Nullable Step cleaningStep(List<LogLines> group) {
    long needed = index.liveBytes();
    if (isCleaningStopped
        || log.oldest() == log.active()
        || log.bytes() - needed <= Math.max(needed, segmentLimit)) {
      return null;
    }
    try {
      return cleaner.next(Math.max(COMMIT_STEP, 4 * group.stream().mapToInt(LogLines::size).sum()));
    } catch (IOException e) {
      isCleaningStopped = true;
      return null;
    }
  }

  private void end(LogCleaner.Step step) {
    try {
      cleaner.done(step);
    } catch (IOException e) {
      isCleaningStopped = true;
    }
  }

  /**
   * Gives back the space of all old documents now, if it is more than a twentieth of what is
   * needed. Others go on meanwhile; each of the many small steps holds up commits for one write of
   * about 1 MB.
   *
   * @return how many bytes were freed
   * @throws DamagedCatalogueException if what was once durable has changed; nothing is lost then
   * @throws IOException if files cannot be read, written or deleted; what was freed is free
   */
  public long compact() throws IOException {
    long before = log.bytes();
    long needed = index.liveBytes();
    if (before - needed <= needed / 20) {
      return 0; // lines that are no documents are never worth it
    }
    int last = queue.alone(this::beginCompaction);
    while (queue.alone(() -> compactOneStep(last))) {
      // until all that was there at the beginning has been gone through
    }
    return Math.max(0, before - log.bytes());
  }

  private int beginCompaction() throws IOException {
    hold.requireOpen();
    int last = log.active().number;
    log.roll();
    isCleaningStopped = false;
    return last;
  }

  private boolean compactOneStep(int last) throws IOException {
    hold.requireOpen();
    if (log.oldest().number > last) {
      return false;
    }
    LogCleaner.Step step = cleaner.next(COMPACTION_STEP);
    if (step.moved().size() > 0) {
      index.publish(log.append(step.moved()));
    }
    cleaner.done(step);
    return true;
  }

  @Override
  public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    return index.keys(prefix, after, limit);
  }

  /**
   * How big it is.
   *
   * @return documents and bytes at this moment
   */
  public CatalogueUsage usage() {
    return new CatalogueUsage(index.size(), index.liveBytes(), log.bytes());
  }

  int waiting() {
    return queue.waiting();
  }

  /** Waits for the commits under way, and lets another process open the directory. */
  @Override
  public void close() throws IOException {
    queue.alone(
        () -> {
          try {
            hold.requireOpen();
          } catch (IllegalStateException e) {
            return false; // closed before
          }
          try {
            log.mark();
          } finally {
            log.close();
            hold.close();
          }
          return true;
        });
  }
}
