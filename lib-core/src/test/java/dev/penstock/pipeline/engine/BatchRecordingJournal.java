package dev.penstock.pipeline.engine;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A journal that notes after how many events each batch ended: the places at which a crash can
 * leave it.
 */
final class BatchRecordingJournal implements Journal {
  final List<Integer> boundaries = new ArrayList<>(List.of(0));
  private final InMemoryJournal journal = new InMemoryJournal();

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    EventStream<E> events = journal.open(stream, codec);
    return new EventStream<>() {
      @Override
      public String id() {
        return events.id();
      }

      @Override
      public long size() {
        return events.size();
      }

      @Override
      public void read(long from, EventReader<? super E> reader) {
        events.read(from, reader);
      }

      @Override
      public CompletionStage<Void> append(long expected, List<? extends E> batch) {
        boundaries.add((int) expected + batch.size());
        return events.append(expected, batch);
      }
    };
  }

  @Override
  public List<String> streams() {
    return journal.streams();
  }

  @Override
  public void close() {
    journal.close();
  }
}
