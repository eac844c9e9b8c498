package dev.penstock.pipeline.engine;

import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.ForwardingStream;
import dev.penstock.process.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A journal that remembers all appends of all streams in order: each is a place for a crash. */
final class RecordedAppends implements Journal {
  private final InMemoryJournal journal = new InMemoryJournal();
  private final List<Append> appends = new ArrayList<>();

  private record Append(String stream, List<PipelineEvent> events) {}

  int count() {
    return appends.size();
  }

  /** A journal as a crash after that many appends would have left it. */
  InMemoryJournal upTo(int count) {
    InMemoryJournal cut = new InMemoryJournal();
    for (Append each : appends.subList(0, count)) {
      EventStream<PipelineEvent> stream = cut.open(each.stream(), PipelineDecider.CODEC);
      stream.append(stream.size(), each.events()).toCompletableFuture().join();
    }
    return cut;
  }

  @Override
  public <E> EventStream<E> open(String id, EventCodec<E> codec) {
    EventStream<E> events = journal.open(id, codec);
    return new ForwardingStream<>(events) {
      @Override
      public CompletionStage<Void> append(long expected, List<? extends E> batch) {
        List<PipelineEvent> written = new ArrayList<>();
        batch.forEach(event -> written.add((PipelineEvent) event));
        appends.add(new Append(id, written));
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
