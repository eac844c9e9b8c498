package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads all files of a log, and finds where each document is and where the last write was torn.
 * Changes nothing but a file whose header was torn: it holds nothing and is removed.
 *
 * <p>A line that says that what is above it is durable was written only then. So an unsound line
 * with such a line below it, or in any file but the last, is damage and an error; one without is a
 * write that never ended: nobody was told that it is durable, and it is cut off.
 */
final class LogRecovery {
  // The checksum, the name of the only field, ten digits and a brace.
  private static final int LONGEST_MARK = 32;

  private static final int LONGEST_HEADER = 64;

  private final Path root;
  private final Disk disk;
  private final CatalogueIndex index = new CatalogueIndex();
  private final NavigableMap<Integer, LogSegment> segments = new TreeMap<>();
  private boolean isMarked;

  private LogRecovery(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /**
   * What was found.
   *
   * @param index where documents are
   * @param segments the files; the last one's length is where its sound part ends
   * @param isMarked whether the last line says that all above it is durable
   */
  record Found(
      CatalogueIndex index, NavigableMap<Integer, LogSegment> segments, boolean isMarked) {}

  static Found read(Path root, Disk disk) throws IOException {
    LogRecovery recovery = new LogRecovery(root, disk);
    recovery.read();
    return new Found(recovery.index, recovery.segments, recovery.isMarked);
  }

  private void read() throws IOException {
    NavigableMap<Integer, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root)) {
      for (Path path : found) {
        if (CatalogueLog.number(path) > 0) {
          files.put(CatalogueLog.number(path), path);
        }
      }
    }
    while (!files.isEmpty() && isUnbegun(files.lastEntry().getValue())) {
      disk.delete(files.pollLastEntry().getValue());
    }
    for (Map.Entry<Integer, Path> file : files.entrySet()) {
      int number = file.getKey();
      boolean isLast = number == files.lastKey();
      if (!segments.isEmpty() && segments.lastKey() != number - 1) {
        throw new DamagedCatalogueException(
            CatalogueLog.path(root, number - 1).toString(), "the file is missing");
      }
      new Scan(number, file.getValue(), isLast).run();
    }
  }

  /** Whether the process ended while it wrote the file's header. */
  private boolean isUnbegun(Path path) throws IOException {
    if (Files.size(path) > LONGEST_HEADER) {
      return false;
    }
    byte[] bytes = OpenFile.all(path, disk);
    int last = bytes.length - 1;
    return last < 0 || bytes[last] != '\n' || !LogLine.isSound(bytes, 0, last);
  }

  /** One pass over one file. */
  private final class Scan {
    private final int number;
    private final Path path;
    private final boolean isLast;
    private final byte[] bytes;
    private int line;
    private int start;

    Scan(int number, Path path, boolean isLast) throws IOException {
      this.number = number;
      this.path = path;
      this.isLast = isLast;
      this.bytes = OpenFile.all(path, disk);
    }

    void run() throws IOException {
      int soundEnd = 0;
      List<CatalogueIndex.Entry> open = new ArrayList<>();
      DamagedCatalogueException unsound = null;
      for (int end = end(); end >= 0; start = end + 1, end = end()) {
        line++;
        if (!LogLine.isSound(bytes, start, end)) {
          unsound = unsound == null ? damage("the line does not fit its checksum") : unsound;
          if (endsWithMark(end)) {
            throw unsound;
          }
          continue;
        }
        LogLine read = parse(end);
        if (line == 1) {
          requireHeader(read);
        } else if (unsound != null && read.kind == LogLine.Kind.DURABLE) {
          throw unsound;
        } else if (unsound == null) {
          take(read, end, open);
        }
        if (unsound == null && open.isEmpty()) {
          soundEnd = end + 1;
          isMarked = read.kind == LogLine.Kind.DURABLE;
        }
      }
      if (soundEnd < bytes.length && (!isLast || soundEnd == 0)) {
        throw unsound == null ? damage("the file ends within a commit") : unsound;
      }
      segments.put(number, new LogSegment(number, path, soundEnd, disk));
    }

    private int end() {
      for (int i = start; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          return i;
        }
      }
      return -1;
    }

    /** Whether the newline before a mark was damaged. */
    private boolean endsWithMark(int end) {
      for (int at = Math.max(start, end - LONGEST_MARK); at < end; at++) {
        if (LogLine.isSound(bytes, at, end)) {
          return true;
        }
      }
      return false;
    }

    private LogLine parse(int end) throws IOException {
      try {
        return LogLine.read(bytes, start, end, false);
      } catch (IOException e) {
        throw damage(String.valueOf(e.getMessage()));
      }
    }

    private void requireHeader(LogLine read) throws IOException {
      if (read.kind != LogLine.Kind.HEADER || read.segment != number) {
        throw damage("this is not the header of file " + number);
      }
      if (read.number != LogLine.FORMAT) {
        throw new IOException(
            path
                + " has format "
                + read.number
                + "; allowed: "
                + LogLine.FORMAT
                + ". Open it with the release that wrote it, or a newer one");
      }
    }

    private void take(LogLine read, int end, List<CatalogueIndex.Entry> open)
        throws DamagedCatalogueException {
      switch (read.kind) {
        case HEADER -> throw damage("a second header");
        case DURABLE -> {
          if (!open.isEmpty() || read.number != start) {
            throw damage("a mark of offset " + read.number + " is out of place");
          }
        }
        case DOCUMENT, REMOVAL -> {
          Place place =
              read.kind == LogLine.Kind.REMOVAL ? null : new Place(number, start, end + 1 - start);
          open.add(new CatalogueIndex.Entry(read.key, place));
          if (read.number == 0) {
            index.publish(open);
            open.clear();
          }
        }
      }
    }

    private DamagedCatalogueException damage(String found) {
      return new DamagedCatalogueException(path + ", line " + line + ", byte " + start, found);
    }
  }
}
