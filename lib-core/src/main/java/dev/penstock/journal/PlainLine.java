package dev.penstock.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.process.EncodedEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event's JSON byte by byte, as long as all its texts are printable ASCII without quotes,
 * backslashes and question marks. {@link Batch} leaves everything else to the generator, which
 * writes the same bytes where this does not give up, and words every refusal.
 */
final class PlainLine {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final String FORMAT = "{\"format\":" + Lines.FIRST_FORMAT + ",\"stream\":\"";
  private static final String NEW_FORMAT = "{\"format\":" + Lines.FORMAT + ",\"stream\":\"";
  private static final String EPOCH = "\",\"epoch\":";
  private static final String SEQUENCE = ",\"sequence\":";
  private static final byte[] CHECKPOINT = ascii(",\"checkpoint\":true");
  private static final byte[] MORE = ascii(",\"more\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] FIELDS = ascii(",\"fields\":");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private final Batch batch;
  private final LineBuffer out;
  private final byte[] head;

  /** Whether the stream's name is. */
  private final boolean isPlain;

  PlainLine(Batch batch) {
    this.batch = batch;
    this.out = batch.lines;
    String format = batch.kind == Batch.Kind.EVENTS ? FORMAT : NEW_FORMAT;
    this.head = (format + batch.stream.id + EPOCH + batch.epoch + SEQUENCE).getBytes(UTF_8);
    this.isPlain = isPlain(batch.stream.id.getBytes(UTF_8));
  }

  /** Writes the JSON of one event; false if a part may be written that must be undone. */
  boolean write(int index, EncodedEvent event) {
    if (!isPlain) {
      return false;
    }
    out.add(head);
    out.add(batch.first + index);
    if (batch.kind == Batch.Kind.CHECKPOINT) {
      out.add(CHECKPOINT);
    }
    out.add(MORE);
    out.add((long) batch.count() - 1 - index);
    out.add(TYPE);
    if (!text(event.type())) {
      return false;
    }
    out.add(VERSION);
    out.add((long) event.version());
    out.add(FIELDS);
    if (!object(event.fields(), 0)) {
      return false;
    }
    out.add('}');
    return true;
  }

  private boolean object(Map<?, ?> fields, int depth) {
    if (depth >= Lines.MAX_DEPTH) {
      return false;
    }
    char before = '{';
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      out.add(before);
      before = ',';
      if (!(field.getKey() instanceof String name) || !text(name)) {
        return false;
      }
      out.add(':');
      if (!value(field.getValue(), depth)) {
        return false;
      }
    }
    if (before == '{') {
      out.add('{');
    }
    out.add('}');
    return true;
  }

  private boolean array(List<?> items, int depth) {
    if (depth >= Lines.MAX_DEPTH) {
      return false;
    }
    char before = '[';
    for (Object item : items) {
      out.add(before);
      before = ',';
      if (!value(item, depth)) {
        return false;
      }
    }
    if (before == '[') {
      out.add('[');
    }
    out.add(']');
    return true;
  }

  private boolean value(@Nullable Object value, int depth) {
    if (value instanceof String text) {
      return text(text);
    } else if (value instanceof Map<?, ?> fields) {
      return object(fields, depth + 1);
    } else if (value instanceof List<?> items) {
      return array(items, depth + 1);
    } else if (value instanceof Long number) {
      out.add((long) number);
    } else if (value instanceof Boolean flag) {
      out.add(flag ? TRUE : FALSE);
    } else if (value == null) {
      out.add(NULL);
    } else {
      return false;
    }
    return true;
  }

  private boolean text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.add('"');
    out.add(bytes);
    out.add('"');
    return isPlain(bytes);
  }

  /**
   * Whether all bytes are printable ASCII, and none is a quote, a backslash or a question mark,
   * which also stands for half of a surrogate pair.
   */
  private static boolean isPlain(byte[] bytes) {
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long marks = (word - ONES * ' ') | word | at(word, '"') | at(word, '\\') | at(word, '?');
      if ((marks & HIGH) != 0) {
        return false;
      }
    }
    for (; i < bytes.length; i++) {
      if (bytes[i] < ' ' || bytes[i] == '"' || bytes[i] == '\\' || bytes[i] == '?') {
        return false;
      }
    }
    return true;
  }

  /** Marks the first byte that is the character; those after it may be marked as well. */
  private static long at(long word, char character) {
    long others = word ^ (ONES * character);
    return (others - ONES) & ~others;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(UTF_8);
  }
}
