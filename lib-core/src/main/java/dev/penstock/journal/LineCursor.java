package dev.penstock.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads the lines of one segment, in order or from given offsets. */
final class LineCursor {
  private static final int SMALLEST_READ = 2 << 10;
  private static final int SMALLEST_BUFFER = 8 << 10;
  private static final int LARGEST_READ = 256 << 10;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';

  // The checksum, the name of the only field, 19 digits and a brace.
  private static final int LONGEST_COMMIT = 40;

  private final SegmentFile file;
  private byte[] buffer = new byte[SMALLEST_BUFFER];
  private int filled;
  private long base;
  private int chunk = SMALLEST_READ;
  private int begin;
  private int end;
  private int following;
  private long offset;
  private long number;
  private boolean complete;
  private boolean overlong;

  LineCursor(SegmentFile file) {
    this.file = file;
  }

  /** Goes to a line's start; cheap if it was read already together with the line before. */
  void moveTo(long start) {
    if (start >= base && start <= base + filled) {
      following = (int) (start - base);
    } else {
      base = start;
      filled = 0;
      following = 0;
      chunk = SMALLEST_READ; // streams are spread over the file: read little until it pays
    }
  }

  /** Reads the next line; false at the end of the file. */
  boolean next() throws IOException {
    begin = following;
    offset = base + begin;
    number++;
    complete = false;
    overlong = false;
    int scanned = begin;
    while (true) {
      scanned = newline(scanned);
      if (scanned < filled) {
        end = scanned;
        following = scanned + 1;
        complete = true;
        return true;
      }
      scanned -= makeRoom();
      int read = file.read(base + filled, buffer, filled, Math.min(chunk, buffer.length - filled));
      chunk = Math.min(LARGEST_READ, 2 * chunk);
      if (read < 0) {
        end = filled;
        following = filled;
        return end > begin || overlong;
      }
      filled += read;
    }
  }

  /** Where the next newline is from there on, many bytes at once; else where the bytes end. */
  private int newline(int from) {
    byte[] bytes = buffer;
    int i = from;
    while (i + 32 <= filled
        && ((newlines(bytes, i)
                    | newlines(bytes, i + 8)
                    | newlines(bytes, i + 16)
                    | newlines(bytes, i + 24))
                & HIGH)
            == 0) {
      i += 32;
    }
    for (; i + 8 <= filled; i += 8) {
      long marks = newlines(bytes, i) & HIGH;
      if (marks != 0) {
        return i + Long.numberOfTrailingZeros(marks) / 8;
      }
    }
    while (i < filled && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Has the highest bit of the first byte set that is a newline, and of none before it. */
  private static long newlines(byte[] bytes, int at) {
    long others = (long) LONGS.get(bytes, at) ^ NEWLINES; // 0 where a newline is
    return (others - ONES) & ~others;
  }

  /** Drops what lies before the line, or grows the buffer; returns by how much it moved. */
  private int makeRoom() {
    int moved = 0;
    if (filled - begin > Lines.MAX_RECORD) {
      overlong = true; // no line of a journal is so long: pass over it without keeping it
      moved = filled;
    } else if (filled == buffer.length) {
      moved = begin;
      if (moved == 0 || buffer.length < LARGEST_READ) { // much is read: a larger one pays
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
    }
    System.arraycopy(buffer, moved, buffer, 0, filled - moved);
    base += moved;
    filled -= moved;
    begin = Math.max(0, begin - moved);
    return moved;
  }

  /** Whether the line ends. */
  boolean isComplete() {
    return complete;
  }

  /** Whether the line is whole and is the text that its checksum is of. */
  boolean isSound() {
    return complete && !overlong && Lines.isSound(buffer, begin, end);
  }

  /**
   * Whether a commit line follows in this unsound line, because the newline between was damaged.
   */
  boolean endsWithCommit() throws IOException {
    for (int at = Math.max(begin, end - LONGEST_COMMIT); complete && at < end; at++) {
      if (Lines.isSound(buffer, at, end) && Lines.head(buffer, at, end).isCommit()) {
        return true;
      }
    }
    return false;
  }

  byte[] buffer() {
    return buffer;
  }

  int begin() {
    return begin;
  }

  int end() {
    return end;
  }

  /** Where the line starts in the file. */
  long offset() {
    return offset;
  }

  /** Where the next line starts. */
  long followingOffset() {
    return base + following;
  }

  /** The line's number from 1, if all lines were read in order. */
  long number() {
    return number;
  }
}
