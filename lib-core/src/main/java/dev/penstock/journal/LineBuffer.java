package dev.penstock.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Collects lines; the checksum of each is filled in when the line ends. */
final class LineBuffer extends ByteArrayOutputStream {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final byte[] ROOM = new byte[Lines.PREFIX];

  LineBuffer() {
    super(512);
  }

  /** Leaves room for the checksum and returns where the line starts. */
  int begin() {
    int start = count;
    write(ROOM, 0, ROOM.length);
    return start;
  }

  /** Ends the line that started there and returns its length. */
  int end(int start) {
    int crc = Lines.checksum(buf, start + Lines.PREFIX, count);
    for (int i = 0; i < 8; i++) {
      buf[start + i] = HEX[crc >>> (28 - 4 * i) & 0xF];
    }
    buf[start + 8] = ' ';
    write('\n');
    return count - start;
  }

  /** Adds a whole line. */
  void line(byte[] json) {
    int start = begin();
    write(json, 0, json.length);
    end(start);
  }

  void appendTo(SegmentFile file) throws IOException {
    file.append(buf, 0, count);
  }

  void copyTo(LineBuffer other) {
    other.write(buf, 0, count);
  }
}
