package dev.penstock.journal;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import dev.penstock.process.UnreadableEventException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One opening of one stream of a file journal. */
final class FileStream<E> implements EventStream<E> {
  private final JournalStorage storage;
  private final SegmentLog log;
  private final GroupCommit commits;
  private final StreamState state;
  private final EventCodec<E> codec;
  private final long epoch;

  FileStream(
      JournalStorage storage,
      SegmentLog log,
      GroupCommit commits,
      StreamState state,
      EventCodec<E> codec) {
    this.storage = storage;
    this.log = log;
    this.commits = commits;
    this.state = state;
    this.codec = codec;
    this.epoch = commits.takeOver(state);
  }

  @Override
  public String id() {
    return state.id;
  }

  @Override
  public long size() {
    return state.durable();
  }

  @Override
  public CompletionStage<Void> append(long expected, List<? extends E> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("stream " + state.id + ": no events to append");
    }
    List<EncodedEvent> encoded = new ArrayList<>(events.size());
    for (E event : events) {
      encoded.add(codec.encode(event));
    }
    Batch batch = new Batch(state, epoch, expected, encoded.size());
    try {
      batch.write(encoded);
    } catch (IOException e) {
      return CompletableFuture.failedStage(
          new JournalException(
              "stream "
                  + state.id
                  + ", sequence "
                  + expected
                  + ": the events cannot be written: "
                  + Lines.reason(e)
                  + ". Nothing was written",
              e));
    }
    return commits.append(batch);
  }

  @Override
  public void read(long from, EventReader<? super E> reader) {
    if (from < 0) {
      throw new IllegalArgumentException(
          "from: " + from + " is out of range; allowed: 0 and above");
    }
    commits.checkOpen();
    long end = state.durable();
    long sequence = from;
    while (sequence < end) {
      sequence = readSegment(sequence, end, reader);
    }
  }

  /** Reads as far as the events are in one segment, and returns where to go on. */
  private long readSegment(long from, long end, EventReader<? super E> reader) {
    int segment = state.segment(from);
    long sequence = from;
    try (SegmentFile file = storage.reader(Segments.name(segment))) {
      LineCursor line = new LineCursor(file);
      for (; sequence < end && state.segment(sequence) == segment; sequence++) {
        line.moveTo(state.offset(sequence));
        reader.read(sequence, decode(sequence, event(line, segment)));
      }
      return sequence;
    } catch (IOException e) {
      throw new JournalException(
          where(sequence) + "the event cannot be read: " + Lines.reason(e), e);
    }
  }

  private static EncodedEvent event(LineCursor line, int segment) throws IOException {
    if (!line.next() || !line.isSound()) {
      throw new IOException(
          "the line does not fit its checksum, although it did before. Put "
              + Segments.name(segment)
              + " back from a copy");
    }
    return Lines.event(line.buffer(), line.begin(), line.end());
  }

  private E decode(long sequence, EncodedEvent event) {
    try {
      return codec.decode(event);
    } catch (UnreadableEventException e) {
      throw new UnreadableEventException(
          where(sequence)
              + e.getMessage()
              + " (written by Penstock "
              + log.release(state.segment(sequence))
              + ")",
          e);
    }
  }

  private String where(long sequence) {
    return Segments.at(storage, state.segment(sequence), state.offset(sequence))
        + ", stream "
        + state.id
        + ", sequence "
        + sequence
        + ": ";
  }
}
