package dev.penstock.journal;

import dev.penstock.journal.StreamState.Positions;
import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream.EventReader;
import dev.penstock.process.FieldsReader;
import dev.penstock.process.JournalException;
import dev.penstock.process.UnreadableEventException;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pass over the events of a stream, as they were when it began. */
final class EventReading<E> {
  private final JournalStorage storage;
  private final StreamState state;
  private final EventCodec<E> codec;
  private final FieldsReader<E> fields;
  private final Positions positions;
  private final long end;
  private final QuickLine quick = new QuickLine();
  private final NavigableMap<Integer, SegmentTable.File> files;
  private @Nullable LineCursor cursor;

  /** Called with the lock of all states held. */
  EventReading(JournalStorage storage, SegmentTable table, StreamState state, EventCodec<E> codec) {
    this.storage = storage;
    this.state = state;
    this.codec = codec;
    this.fields = codec.fieldsReader();
    this.positions = state.positions();
    this.end = state.durable();
    this.files = table.beginReading();
  }

  void read(long from, EventReader<? super E> reader) {
    long sequence = Math.max(from, positions.start());
    while (sequence < end) {
      sequence = readSegment(sequence, reader);
    }
  }

  /** Reads as far as the events are in one segment, and returns where to go on. */
  private long readSegment(long from, EventReader<? super E> reader) {
    int segment = Positions.segment(positions.place(from));
    String name = file(segment).segment().name();
    long sequence = from;
    try (SegmentFile file = storage.reader(name)) {
      LineCursor line = cursor(file);
      for (; sequence < end; sequence++) {
        long place = positions.place(sequence);
        if (Positions.segment(place) != segment) {
          break;
        }
        line.moveTo(Positions.offset(place));
        if (sequence + 1 == end || !line.nextEndsAt(following(sequence, segment))) {
          check(line, name);
        }
        E event = quick.event(line.buffer(), line.begin() + Lines.PREFIX, line.end(), fields);
        reader.read(sequence, event == null ? decode(sequence, line) : event);
      }
      return sequence;
    } catch (IOException e) {
      throw new JournalException(
          where(sequence) + "the event cannot be read: " + Lines.reason(e), e);
    }
  }

  /** One for all files: what it has to read into is larger than most streams. */
  private LineCursor cursor(SegmentFile file) {
    LineCursor line = cursor;
    if (line == null) {
      line = new LineCursor(file);
      cursor = line;
    } else {
      line.begin(file);
    }
    return line;
  }

  /** Where the event after it is, which often begins where it ends; 0 if in another file. */
  private long following(long sequence, int segment) {
    long place = positions.place(sequence + 1);
    return Positions.segment(place) == segment ? Positions.offset(place) : 0;
  }

  private static void check(LineCursor line, String name) throws IOException {
    if (!line.next() || !line.isSound()) {
      throw new IOException(
          "the line does not fit its checksum, although it did before. Put "
              + name
              + " back from a copy");
    }
  }

  private E decode(long sequence, LineCursor line) throws IOException {
    EncodedEvent event = Lines.event(quick, line.buffer(), line.begin(), line.end());
    try {
      return codec.decode(event);
    } catch (UnreadableEventException e) {
      throw new UnreadableEventException(
          where(sequence)
              + e.getMessage()
              + " (written by Penstock "
              + file(Positions.segment(positions.place(sequence))).release()
              + ")",
          e);
    }
  }

  private SegmentTable.File file(int segment) {
    return Objects.requireNonNull(files.get(segment), () -> "segment " + segment);
  }

  private String where(long sequence) {
    long place = positions.place(sequence);
    return Segments.at(
            storage, file(Positions.segment(place)).segment().name(), Positions.offset(place))
        + ", stream "
        + state.id
        + ", sequence "
        + sequence
        + ": ";
  }
}
