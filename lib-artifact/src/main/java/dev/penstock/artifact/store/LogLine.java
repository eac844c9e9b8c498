package dev.penstock.artifact.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of a catalogue's log: eight hexadecimal digits of CRC32C, a space, and the JSON object
 * that the checksum is of.
 *
 * <pre>{@code
 * 2b90c4d1 {"catalogue":1,"segment":7}
 * 8a1c2f00 {"durable":37}
 * 51d0e7ba {"more":1,"key":["packages","acme"],"text":"{\"format\" : 1}\n"}
 * c92a0d4f {"more":0,"key":["versions","acme","1.0"],"removed":true}
 * }</pre>
 *
 * <p>The first line of a file tells format and number. A {@code durable} line is written only after
 * everything above it was durable. {@code more} counts what follows of the same commit.
 */
final class LogLine {
  /** The format that this release writes, and the only one there is. */
  static final int FORMAT = 1;

  /** The checksum and the space after it. */
  static final int PREFIX = 9;

  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  /** What a line is. */
  enum Kind {
    HEADER,
    DURABLE,
    DOCUMENT,
    REMOVAL
  }

  final Kind kind;

  /** The format's version, the durable offset, or how many lines of the commit follow. */
  final long number;

  /** The number that a file's first line tells; else -1. */
  final long segment;

  /** The document's key; empty for other lines. */
  final byte[] key;

  /** The document, if it was asked for and not removed. */
  final @Nullable String text;

  private LogLine(Kind kind, long number, long segment, byte[] key, @Nullable String text) {
    this.kind = kind;
    this.number = number;
    this.segment = segment;
    this.key = key;
    this.text = text;
  }

  static int checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  /** Whether a line, given without its newline, is the text that its checksum is of. */
  static boolean isSound(byte[] bytes, int from, int to) {
    if (to - from <= PREFIX || bytes[from + PREFIX - 1] != ' ') {
      return false;
    }
    int written = 0;
    for (int i = from; i < from + PREFIX - 1; i++) {
      int digit = Character.digit((char) (bytes[i] & 0xff), 16);
      if (digit < 0 || (bytes[i] >= 'A' && bytes[i] <= 'F')) {
        return false;
      }
      written = written << 4 | digit;
    }
    return written == checksum(bytes, from + PREFIX, to);
  }

  /** Reads a sound line, with the document's text only where it is wanted. */
  static LogLine read(byte[] bytes, int from, int to, boolean isTextWanted) throws IOException {
    Kind kind = null;
    long number = -1;
    long segment = -1;
    byte[] key = {};
    String text = null;
    try (JsonParser in = JSON.createParser(bytes, from + PREFIX, to - from - PREFIX)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "catalogue" -> {
            kind = Kind.HEADER;
            number = in.getLongValue();
          }
          case "durable" -> {
            kind = Kind.DURABLE;
            number = in.getLongValue();
          }
          case "segment" -> segment = in.getLongValue();
          case "more" -> number = in.getLongValue();
          case "key" -> key = KeyBytes.of(key(in));
          case "removed" -> kind = Kind.REMOVAL;
          case "text" -> {
            kind = Kind.DOCUMENT;
            if (!isTextWanted) {
              break;
            }
            text = in.getText();
          }
          default -> in.skipChildren();
        }
        if (kind == Kind.DOCUMENT && !isTextWanted) {
          break; // the text comes last
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no key of a catalogue: " + e.getMessage(), e);
    }
    if (kind == null || number < 0) {
      throw new IOException("no line of a catalogue");
    }
    return new LogLine(kind, number, segment, key, text);
  }

  private static CatalogueKey key(JsonParser in) throws IOException {
    List<String> segments = new ArrayList<>();
    while (in.nextToken() == JsonToken.VALUE_STRING) {
      segments.add(in.getText());
    }
    return new CatalogueKey(segments);
  }
}
