package dev.penstock.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects lines; the checksum of each is filled in when the line ends. */
final class LineBuffer extends ByteArrayOutputStream {
  private static final byte[] ROOM = new byte[Lines.PREFIX];

  LineBuffer() {
    super(512);
  }

  void add(char ascii) {
    if (count == buf.length) {
      grow(1);
    }
    buf[count++] = (byte) ascii;
  }

  void add(byte[] bytes) {
    if (buf.length - count < bytes.length) {
      grow(bytes.length);
    }
    System.arraycopy(bytes, 0, buf, count, bytes.length);
    count += bytes.length;
  }

  void add(long number) {
    if (number < 0) {
      add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    if (buf.length - count < digits) {
      grow(digits);
    }
    count += digits;
    long rest = number;
    for (int i = count - 1; i >= count - digits; i--) {
      buf[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void grow(int more) {
    buf = Arrays.copyOf(buf, Math.max(Math.addExact(count, more), 2 * buf.length));
  }

  /** Takes back what was written of a line. */
  void cutTo(int start) {
    count = start;
    begin();
  }

  /** Leaves room for the checksum and returns where the line starts. */
  int begin() {
    int start = count;
    add(ROOM);
    return start;
  }

  /** Ends the line that started there and returns its length. */
  int end(int start) {
    Lines.putChecksum(buf, start, Lines.checksum(buf, start + Lines.PREFIX, count));
    buf[start + 8] = ' ';
    add('\n');
    return count - start;
  }

  /** Adds a whole line. */
  void line(byte[] json) {
    int start = begin();
    add(json);
    end(start);
  }

  void appendTo(SegmentFile file) throws IOException {
    file.append(buf, 0, count);
  }

  void copyTo(LineBuffer other) {
    other.write(buf, 0, count);
  }
}
