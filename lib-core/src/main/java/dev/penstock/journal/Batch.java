package dev.penstock.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.List;
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
    if (kind == Kind.REMOVAL) {
      int start = lines.begin();
      generate(this::writeRemoval);
      lines.end(start);
    }
    PlainLine plain = new PlainLine(this);
    for (int i = 0; i < starts.length; i++) {
      EncodedEvent event = events.get(i);
      int index = i;
      starts[i] = lines.begin();
      if (!plain.write(i, event)) {
        lines.cutTo(starts[i]);
        generate(out -> write(out, index, event));
      }
      int size = lines.end(starts[i]);
      if (size > Lines.MAX_RECORD || lines.size() > MAX_BYTES) {
        throw new IOException(
            "event "
                + event.type()
                + (size > Lines.MAX_RECORD
                    ? " takes " + size + " bytes; allowed: " + Lines.MAX_RECORD
                    : " is one too many, the batch takes "
                        + lines.size()
                        + " bytes; allowed: "
                        + MAX_BYTES));
      }
    }
  }

  /** Writes one line's JSON. */
  private interface Generated {
    void to(JsonGenerator out) throws IOException;
  }

  private void generate(Generated json) throws IOException {
    try (JsonGenerator out = Lines.JSON.createGenerator(lines, JsonEncoding.UTF8)) {
      json.to(out);
    }
  }

  /** Writes one line's JSON by the generator. */
  void write(JsonGenerator out, int index, EncodedEvent event) throws IOException {
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
    Fields.write(out, event.fields());
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
}
