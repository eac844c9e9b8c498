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

  /** A longer guess may span many lines of others, and its checksum would be for nothing. */
  private static final int LONGEST_GUESS = 512;

  // The checksum, the name of the only field, 19 digits and a brace.
  private static final int LONGEST_COMMIT = 40;

  private SegmentFile file;
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

  /** Goes to the start of another file, with the room that there is. */
  void begin(SegmentFile next) {
    file = next;
    base = 0;
    filled = 0;
    following = 0;
    number = 0;
    chunk = SMALLEST_READ;
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

  /**
   * Reads the next line if it probably ends where another one begins: nobody has to look for a
   * newline where the checksum fits. False, and nothing is read, if it does not, if it is no event,
   * or if its bytes are not here yet.
   */
  boolean nextEndsAt(long start) {
    long length = start - base - following - 1;
    int to = following + (int) length;
    if (length <= Lines.PREFIX
        || length > LONGEST_GUESS
        || to >= filled
        || buffer[to] != '\n'
        || buffer[to - 1] != '}'
        || buffer[to - 2] != '}' // a commit line ends with a digit and a brace
        || !Lines.isSound(buffer, following, to)) {
      return false;
    }
    begin = following;
    end = to;
    following = to + 1;
    offset = base + begin;
    number++;
    complete = true;
    overlong = false;
    return true;
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
    for (; i + 32 <= filled; i += 32) {
      long first = newlines(bytes, i) & HIGH;
      long second = newlines(bytes, i + 8) & HIGH;
      long third = newlines(bytes, i + 16) & HIGH;
      long fourth = newlines(bytes, i + 24) & HIGH;
      if ((first | second | third | fourth) != 0) {
        int half = before(first) + (before(first) >> 3) * before(second);
        return i + half + (half >> 4) * (before(third) + (before(third) >> 3) * before(fourth));
      }
    }
    while (i < filled && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /**
   * How many bytes are before the first one that is marked, 8 if none is: no branch is foretold.
   */
  private static int before(long marks) {
    return Long.numberOfTrailingZeros(marks) >> 3;
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
