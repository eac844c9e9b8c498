package dev.penstock.artifact.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.artifact.store.Catalogue.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that are to be appended together, and which document each is of. For one thread. */
final class LogLines extends ByteArrayOutputStream {
  private static final byte[] ROOM = "00000000 ".getBytes(StandardCharsets.US_ASCII);

  private final List<Line> lines = new ArrayList<>();

  private static final class Line {
    final byte[] key;
    final boolean isRemoval;
    final int start;
    final int length;

    Line(byte[] key, boolean isRemoval, int start, int length) {
      this.key = key;
      this.isRemoval = isRemoval;
      this.start = start;
      this.length = length;
    }
  }

  /** The lines of a commit, each of which tells how many more there are. */
  static LogLines of(List<Change> changes) throws IOException {
    LogLines all = new LogLines();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      all.add(KeyBytes.of(change.key()), change.key(), change.next(), changes.size() - 1 - i);
    }
    return all;
  }

  void add(byte[] bytes, CatalogueKey key, @Nullable String text, int more) throws IOException {
    int start = begin();
    try (JsonGenerator out = LogLine.JSON.createGenerator(this, JsonEncoding.UTF8)) {
      out.writeStartObject();
      out.writeNumberField("more", more);
      out.writeArrayFieldStart("key");
      for (String segment : key.segments()) {
        out.writeString(segment);
      }
      out.writeEndArray();
      if (text == null) {
        out.writeBooleanField("removed", true);
      } else {
        out.writeStringField("text", text);
      }
      out.writeEndObject();
    }
    end(start);
    lines.add(new Line(bytes, text == null, start, count - start));
  }

  void addHeader(int segment) {
    addPlain("{\"catalogue\":" + LogLine.FORMAT + ",\"segment\":" + segment + "}");
  }

  void addDurable(long offset) {
    addPlain("{\"durable\":" + offset + "}");
  }

  private void addPlain(String json) {
    int start = begin();
    writeBytes(json.getBytes(StandardCharsets.US_ASCII));
    end(start);
  }

  private int begin() {
    int start = count;
    writeBytes(ROOM);
    return start;
  }

  private void end(int start) {
    int crc = LogLine.checksum(buf, start + LogLine.PREFIX, count);
    byte[] digits = HexFormat.of().toHexDigits(crc).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, buf, start, digits.length);
    write('\n');
  }

  /** Adds another one's lines at the end. */
  void addAll(LogLines other) {
    int start = count;
    write(other.buf, 0, other.count);
    for (Line line : other.lines) {
      lines.add(new Line(line.key, line.isRemoval, start + line.start, line.length));
    }
  }

  /** The bytes without a copy; good up to {@link #size()}. */
  byte[] buffer() {
    return buf;
  }

  /** What the lines mean once they are at a place of the log. */
  List<CatalogueIndex.Entry> entries(int segment, int offset) {
    return lines.stream()
        .map(
            line ->
                new CatalogueIndex.Entry(
                    line.key,
                    line.isRemoval ? null : new Place(segment, offset + line.start, line.length)))
        .toList();
  }
}
