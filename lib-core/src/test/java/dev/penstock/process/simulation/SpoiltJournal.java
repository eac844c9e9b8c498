package dev.penstock.process.simulation;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.BrokenDriver.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal as a broken driver misuses it. */
record SpoiltJournal(Fault fault, Journal journal) implements Journal {

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    return new SpoiltStream<>(fault, journal, codec, journal.open(stream, codec));
  }

  @Override
  public List<String> streams() {
    return journal.streams();
  }

  @Override
  public void close() {
    journal.close();
  }

  private record SpoiltStream<E>(
      Fault fault, Journal journal, EventCodec<E> codec, EventStream<E> stream)
      implements EventStream<E> {

    @Override
    public String id() {
      return stream.id();
    }

    @Override
    public long size() {
      return stream.size();
    }

    @Override
    public void read(long from, EventReader<? super E> reader) {
      long end = fault == Fault.FORGETS_THE_LAST_EVENT ? stream.size() - 1 : stream.size();
      stream.read(
          from,
          (sequence, event) -> {
            if (sequence < end) {
              reader.read(sequence, event);
            }
          });
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> events) {
      if (fault == Fault.APPENDS_EVENTS_ONE_BY_ONE) {
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
          parts.add(stream.append(expected + i, List.of(events.get(i))).toCompletableFuture());
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
      }
      CompletionStage<Void> durable = stream.append(expected, events);
      if (fault == Fault.ACTS_BEFORE_THE_APPEND) {
        return CompletableFuture.completedStage(null);
      }
      if (fault == Fault.TAKES_FAILED_APPENDS_FOR_DONE) {
        return durable.exceptionally(failure -> null);
      }
      if (fault == Fault.NEVER_LETS_GO
          && durable.toCompletableFuture().isCompletedExceptionally()) {
        EventStream<E> mine = journal.open(stream.id(), codec);
        return mine.append(mine.size(), events);
      }
      return durable;
    }
  }
}
