package dev.penstock.journal;

import dev.penstock.process.EncodedEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One opening of one stream of a file journal. */
final class FileStream<E> implements EventStream<E> {
  private final FileJournal journal;
  private final StreamState state;
  private final EventCodec<E> codec;
  private final long epoch;

  FileStream(FileJournal journal, StreamState state, EventCodec<E> codec, long epoch) {
    this.journal = journal;
    this.state = state;
    this.codec = codec;
    this.epoch = epoch;
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
  public long start() {
    return state.start();
  }

  @Override
  public void read(long from, EventReader<? super E> reader) {
    journal.read(state, codec, from, reader);
  }

  @Override
  public CompletionStage<Void> append(long expected, List<? extends E> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("stream " + state.id + ": no events to append");
    }
    return write(Batch.of(state, epoch, expected, events.size()), events);
  }

  @Override
  public CompletionStage<Void> compact(long next, E checkpoint) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    return freeing(write(Batch.checkpoint(state, epoch, next - 1), List.of(checkpoint)));
  }

  @Override
  public CompletionStage<Void> remove() {
    return freeing(write(Batch.removal(state, epoch), List.of()));
  }

  private CompletionStage<Void> freeing(CompletionStage<Void> durable) {
    var unused = durable.thenRun(journal::cleanSoon);
    return durable;
  }

  private CompletionStage<Void> write(Batch batch, List<? extends E> events) {
    List<EncodedEvent> encoded = new ArrayList<>(events.size());
    for (E event : events) {
      encoded.add(codec.encode(event));
    }
    try {
      batch.write(encoded);
    } catch (IOException e) {
      return CompletableFuture.failedStage(
          new JournalException(
              "stream "
                  + state.id
                  + ", sequence "
                  + batch.first
                  + ": the events cannot be written: "
                  + Lines.reason(e)
                  + ". Nothing was written",
              e));
    }
    return journal.append(batch);
  }
}
