package dev.penstock.artifact.format.multipart;

import dev.penstock.artifact.format.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A window on a body that finds the delimiters between its parts. A delimiter begins with CR LF;
 * one with LF alone is taken as well, since NuGet's client writes that before the last boundary on
 * systems where it is the usual end of a line.
 */
final class MultipartBytes {
  private static final int WINDOW = 64 << 10;

  private final InputStream body;
  private final byte[] delimiter;
  private final byte[] window = new byte[WINDOW];

  /** Where the unread bytes begin. */
  private int start;

  /** Where they end. */
  private int end;

  /** Up to here no delimiter begins. */
  private int clear;

  /**
   * A window at a body's beginning. A delimiter begins with a line break, which the first one may
   * lack, so one is put before the body.
   */
  MultipartBytes(InputStream body, byte[] delimiter) {
    this.body = body;
    this.delimiter = delimiter.clone();
    window[0] = '\r';
    window[1] = '\n';
    this.end = 2;
  }

  /** Passes over what stands before the first part. */
  void skipToDelimiter(int most) throws IOException {
    byte[] buffer = new byte[1_024];
    int skipped = 0;
    for (int count = 0; count >= 0; count = readPart(buffer, 0, buffer.length)) {
      skipped += count;
      if (skipped > most) {
        throw new ProtocolException(
            400, "multipart body: no boundary in its first " + most + " bytes");
      }
    }
  }

  /** Says that the content of a part begins here. */
  void beginPart() {
    clear = start;
  }

  /** The next bytes of the part; -1 at its end, once the delimiter is passed over. */
  int readPart(byte[] buffer, int offset, int length) throws IOException {
    while (clear == start) {
      if (isDelimiter(start)) {
        start += lengthAt(start);
        return -1;
      }
      clear = find();
      if (clear == start && !fill()) {
        throw tooShort();
      }
    }
    int count = Math.min(length, clear - start);
    System.arraycopy(window, start, buffer, offset, count);
    start += count;
    return count;
  }

  /** Where a delimiter begins, or may begin at the end of the window. */
  private int find() {
    int at = start;
    while (at < end && (!isLineBreak(at) || (at + lengthAt(at) <= end && !isDelimiter(at)))) {
      at++;
    }
    return at;
  }

  private boolean isLineBreak(int at) {
    return window[at] == '\r' || window[at] == '\n';
  }

  /** How long a delimiter is that begins here: the first of its bytes may be missing. */
  private int lengthAt(int at) {
    return window[at] == '\n' ? delimiter.length - 1 : delimiter.length;
  }

  private boolean isDelimiter(int at) {
    if (at == end || at + lengthAt(at) > end) {
      return false;
    }
    int skipped = delimiter.length - lengthAt(at);
    for (int i = skipped; i < delimiter.length; i++) {
      if (window[at + i - skipped] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the delimiter just passed over was the last one. */
  boolean isLast() throws IOException {
    while (end - start < 2) {
      if (!fill()) {
        throw tooShort();
      }
    }
    return window[start] == '-' && window[start + 1] == '-';
  }

  /** A line without its end. */
  String line(int most, String what) throws IOException {
    int length = 0;
    while (true) {
      for (; length < end - start && length <= most; length++) {
        if (window[start + length] == '\n') {
          boolean isWhole = length > 0 && window[start + length - 1] == '\r';
          String line =
              new String(window, start, isWhole ? length - 1 : length, StandardCharsets.UTF_8);
          start += length + 1;
          return line;
        }
      }
      if (length > most) {
        throw new ProtocolException(
            400, "multipart body: " + what + " of more than " + most + " bytes");
      }
      if (!fill()) {
        throw tooShort();
      }
    }
  }

  private static ProtocolException tooShort() {
    return new ProtocolException(
        400, "multipart body: it ends before its last boundary; allowed: a whole body");
  }

  /** Reads more; false at the end of the body. */
  private boolean fill() throws IOException {
    System.arraycopy(window, start, window, 0, end - start);
    end -= start;
    clear -= start;
    start = 0;
    int count = body.read(window, end, window.length - end);
    end += Math.max(count, 0);
    return count >= 0;
  }
}
