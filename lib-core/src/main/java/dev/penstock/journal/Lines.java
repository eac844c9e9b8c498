package dev.penstock.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.penstock.process.EncodedEvent;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a segment: eight hexadecimal digits of CRC32C, a space, and the JSON object that the
 * checksum is of.
 *
 * <pre>{@code
 * 5c1e0c5b {"penstock":"0.1.0","format":1,"segment":1}
 * 0d6b4f6e {"durable":53}
 * 9a3d21c4 {"format":1,"stream":"checkout","epoch":1,"sequence":0,"more":1,"type":"Started","version":1,"fields":{…}}
 * 41c07f9b {"format":1,"stream":"checkout","epoch":1,"sequence":1,"more":0,"type":"Ended","version":1,"fields":{…}}
 * }</pre>
 *
 * <p>Format 2 adds what compaction writes: checkpoints, removals, and the headers of rewritten
 * files. Everything else is written in format 1, so that an older release opens a journal that was
 * never compacted.
 *
 * <pre>{@code
 * 0f3ce5d1 {"format":2,"stream":"checkout","epoch":1,"sequence":1,"checkpoint":true,"more":0,"type":"Checkpointed",…}
 * 77d0a4b2 {"format":2,"stream":"canary","epoch":3,"removed":true}
 * 2be1f07a {"penstock":"0.1.0","format":2,"segment":3,"through":7}
 * }</pre>
 */
final class Lines {
  /** The newest format that this release writes and reads. */
  static final int FORMAT = 2;

  /** The format of everything that there was from the first release on. */
  static final int FIRST_FORMAT = 1;

  /** The release that writes, told to older ones that cannot read it. */
  static final String RELEASE = "0.1.0";

  /** The largest record in bytes, and so the longest string within one. */
  static final int MAX_RECORD = 16 << 20;

  /** How deep the fields of an event may nest. */
  static final int MAX_DEPTH = 200;

  /** The checksum and the space after it. */
  static final int PREFIX = 9;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONES = 0x0101010101010101L;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_RECORD)
                  .maxNameLength(MAX_RECORD)
                  .maxNestingDepth(MAX_DEPTH + 2) // the record itself, and its fields
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH + 2).build())
          .build();

  private Lines() {}

  /** A line without its event. What is not in the line is -1 or null. */
  record Head(
      long format,
      @Nullable String release,
      long segment,
      long through,
      long durable,
      @Nullable String stream,
      long epoch,
      long sequence,
      boolean isCheckpoint,
      boolean isRemoval,
      long more) {

    static Head ofCommit(long durable) {
      return new Head(-1, null, -1, -1, durable, null, -1, -1, false, false, -1);
    }

    boolean isCommit() {
      return durable >= 0;
    }
  }

  /** The first line of a file. */
  static byte[] header(SegmentTable.File file) {
    Segment segment = file.segment();
    return ("{\"penstock\":\""
            + file.release()
            + "\",\"format\":"
            + (segment.isRewritten() ? FORMAT : FIRST_FORMAT)
            + ",\"segment\":"
            + segment.first()
            + (segment.isRewritten() ? ",\"through\":" + segment.last() : "")
            + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The line that says that everything above it is durable. */
  static byte[] commit(long offset) {
    return ("{\"durable\":" + offset + "}").getBytes(StandardCharsets.US_ASCII);
  }

  static int checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  /** Whether the line, given without its newline, is the text that its checksum is of. */
  static boolean isSound(byte[] bytes, int from, int to) {
    if (to - from <= PREFIX || bytes[from + PREFIX - 1] != ' ') {
      return false;
    }
    return (long) LONGS.get(bytes, from) == digits(checksum(bytes, from + PREFIX, to));
  }

  /** Writes the eight digits of a checksum. */
  static void putChecksum(byte[] bytes, int at, int checksum) {
    LONGS.set(bytes, at, digits(checksum));
  }

  /** Eight hexadecimal digits in ASCII, the first one in the highest byte. */
  private static long digits(int value) {
    long nibbles = value & 0xFFFFFFFFL;
    nibbles = (nibbles | nibbles << 16) & 0x0000FFFF0000FFFFL;
    nibbles = (nibbles | nibbles << 8) & 0x00FF00FF00FF00FFL;
    nibbles = (nibbles | nibbles << 4) & 0x0F0F0F0F0F0F0F0FL;
    long letters = ((nibbles + ONES * 6) >>> 4) & ONES; // 1 where the digit is above 9
    return nibbles + ONES * '0' + letters * ('a' - '9' - 1);
  }

  /** Reads what recovery needs of a sound line, and stops before the event. */
  static Head head(QuickLine quick, byte[] bytes, int from, int to) throws IOException {
    Head head = quick.head(bytes, from + PREFIX, to);
    return head == null ? head(bytes, from, to) : head;
  }

  /** The same by the parser alone. */
  static Head head(byte[] bytes, int from, int to) throws IOException {
    long format = -1;
    String release = null;
    String stream = null;
    long segment = -1;
    long through = -1;
    boolean isCheckpoint = false;
    boolean isRemoval = false;
    long durable = -1;
    long epoch = -1;
    long sequence = -1;
    long more = -1;
    try (JsonParser in = JSON.createParser(bytes, from + PREFIX, to - from - PREFIX)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      while (more < 0 && in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        switch (name) {
          case "penstock" -> release = text(in, value);
          case "stream" -> stream = text(in, value);
          case "format" -> format = in.getLongValue();
          case "segment" -> segment = in.getLongValue();
          case "through" -> through = in.getLongValue();
          case "checkpoint" -> isCheckpoint = in.getBooleanValue();
          case "removed" -> isRemoval = in.getBooleanValue();
          case "durable" -> durable = in.getLongValue();
          case "epoch" -> epoch = in.getLongValue();
          case "sequence" -> sequence = in.getLongValue();
          case "more" -> more = in.getLongValue();
          default -> in.skipChildren();
        }
      }
    }
    return new Head(
        format,
        release,
        segment,
        through,
        durable,
        stream,
        epoch,
        sequence,
        isCheckpoint,
        isRemoval,
        more);
  }

  /** Reads the event of a sound line. */
  static EncodedEvent event(QuickLine quick, byte[] bytes, int from, int to) throws IOException {
    EncodedEvent event = quick.event(bytes, from + PREFIX, to);
    return event == null ? event(bytes, from, to) : event;
  }

  /** The same by the parser alone. */
  static EncodedEvent event(byte[] bytes, int from, int to) throws IOException {
    String type = null;
    int version = 0;
    Map<String, @Nullable Object> fields = Map.of();
    try (JsonParser in = JSON.createParser(bytes, from + PREFIX, to - from - PREFIX)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        switch (name) {
          case "type" -> type = text(in, value);
          case "version" -> version = in.getIntValue();
          case "fields" -> {
            expect(in, value, JsonToken.START_OBJECT);
            fields = Fields.read(in);
          }
          default -> in.skipChildren();
        }
      }
    }
    if (type == null || version < 1) {
      throw new IOException("the record has no event type, or no version of it");
    }
    return new EncodedEvent(type, version, fields);
  }

  /** What went wrong, without the parser's own account of where, and without the usual class. */
  static String reason(Throwable e) {
    if (e instanceof JsonProcessingException json) {
      return json.getOriginalMessage();
    }
    String message = e.getMessage();
    return message != null && e.getClass() == IOException.class ? message : e.toString();
  }

  private static String text(JsonParser in, JsonToken value) throws IOException {
    expect(in, value, JsonToken.VALUE_STRING);
    return in.getText();
  }

  private static void expect(JsonParser in, @Nullable JsonToken found, JsonToken wanted)
      throws IOException {
    if (found != wanted) {
      throw new IOException(
          "found "
              + found
              + " where "
              + wanted
              + " belongs"
              + (in.isClosed() ? ", at the end" : ""));
    }
  }
}
