package dev.penstock.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Events that become durable together: their lines, written by the appender's own thread. */
final class Batch {
  /** The largest batch in bytes. */
  static final int MAX_BYTES = 256 << 20;

  /** What a batch does to its stream. */
  enum Kind {
    EVENTS,
    CHECKPOINT,
    REMOVAL
  }

  final Kind kind;
  final StreamState stream;
  final long epoch;
  final long first;
  final LineBuffer lines = new LineBuffer();
  final int[] starts;
  final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();

  /** Set by the leader. */
  long position;

  /** Set by the leader. */
  @Nullable JournalException failure;

  private Batch(Kind kind, StreamState stream, long epoch, long first, int count) {
    this.kind = kind;
    this.stream = stream;
    this.epoch = epoch;
    this.first = first;
    this.starts = new int[count];
  }

  static Batch of(StreamState stream, long epoch, long first, int count) {
    return new Batch(Kind.EVENTS, stream, epoch, first, count);
  }

  /** One event in the place of all up to its number. */
  static Batch checkpoint(StreamState stream, long epoch, long sequence) {
    return new Batch(Kind.CHECKPOINT, stream, epoch, sequence, 1);
  }

  static Batch removal(StreamState stream, long epoch) {
    return new Batch(Kind.REMOVAL, stream, epoch, 0, 0);
  }

  int count() {
    return starts.length;
  }

  /** Writes the lines of the batch; each tells how many more follow, so that it is seen whole. */
  void write(List<EncodedEvent> events) throws IOException {
    try (JsonGenerator out = Lines.JSON.createGenerator(lines, JsonEncoding.UTF8)) {
      out.setRootValueSeparator(null);
      if (kind == Kind.REMOVAL) {
        int start = lines.begin();
        writeRemoval(out);
        out.flush();
        lines.end(start);
      }
      for (int i = 0; i < starts.length; i++) {
        starts[i] = lines.begin();
        write(out, i, events.get(i));
        out.flush();
        int size = lines.end(starts[i]);
        if (size > Lines.MAX_RECORD || lines.size() > MAX_BYTES) {
          throw new IOException(
              "event "
                  + events.get(i).type()
                  + (size > Lines.MAX_RECORD
                      ? " takes " + size + " bytes; allowed: " + Lines.MAX_RECORD
                      : " is one too many, the batch takes "
                          + lines.size()
                          + " bytes; allowed: "
                          + MAX_BYTES));
        }
      }
    }
  }

  private void write(JsonGenerator out, int index, EncodedEvent event) throws IOException {
    out.writeStartObject();
    out.writeNumberField("format", kind == Kind.EVENTS ? Lines.FIRST_FORMAT : Lines.FORMAT);
    out.writeStringField("stream", stream.id);
    out.writeNumberField("epoch", epoch);
    out.writeNumberField("sequence", first + index);
    if (kind == Kind.CHECKPOINT) {
      out.writeBooleanField("checkpoint", true);
    }
    out.writeNumberField("more", starts.length - 1 - index);
    out.writeStringField("type", event.type());
    out.writeNumberField("version", event.version());
    out.writeFieldName("fields");
    write(out, event.fields());
    out.writeEndObject();
  }

  private void writeRemoval(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("format", Lines.FORMAT);
    out.writeStringField("stream", stream.id);
    out.writeNumberField("epoch", epoch);
    out.writeBooleanField("removed", true);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        write(out, item);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> fields) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.writeFieldName(checked((String) field.getKey()));
        write(out, field.getValue());
      }
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException(
          "a "
              + value.getClass().getName()
              + " cannot be written; allowed: String, Long, Boolean, null, List and Map");
    }
  }

  /** Half a surrogate pair would be written in a name, but no JSON parser reads it there. */
  private static String checked(String name) throws IOException {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))
          && !Character.isSupplementaryCodePoint(name.codePointAt(i++))) {
        throw new IOException("the name " + name + " holds half of a surrogate pair");
      }
    }
    return name;
  }
}
