package dev.penstock.deploy;

import dev.penstock.process.EventCodec;
import dev.penstock.process.EventStream;
import dev.penstock.process.Journal;
import dev.penstock.process.JournalException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal whose host is gone after some appends: later ones fail. */
final class CutJournal implements Journal {
  private final Journal journal;
  private int left;

  CutJournal(Journal journal, int appends) {
    this.journal = journal;
    this.left = appends;
  }

  boolean isCut() {
    return left < 0;
  }

  @Override
  public <E> EventStream<E> open(String stream, EventCodec<E> codec) {
    return new CutStream<>(journal.open(stream, codec));
  }

  @Override
  public <E> void read(
      String stream, EventCodec<E> codec, long from, EventStream.EventReader<? super E> reader) {
    journal.read(stream, codec, from, reader);
  }

  @Override
  public List<String> streams() {
    return journal.streams();
  }

  @Override
  public void close() {}

  private final class CutStream<E> implements EventStream<E> {
    private final EventStream<E> stream;

    CutStream(EventStream<E> stream) {
      this.stream = stream;
    }

    @Override
    public String id() {
      return stream.id();
    }

    @Override
    public long size() {
      return stream.size();
    }

    @Override
    public long start() {
      return stream.start();
    }

    @Override
    public void read(long from, EventReader<? super E> reader) {
      stream.read(from, reader);
    }

    @Override
    public CompletionStage<Void> append(long expected, List<? extends E> batch) {
      left--;
      return left < 0
          ? CompletableFuture.failedFuture(new JournalException("the host is gone"))
          : stream.append(expected, batch);
    }

    @Override
    public CompletionStage<Void> compact(long next, E checkpoint) {
      return stream.compact(next, checkpoint);
    }

    @Override
    public CompletionStage<Void> remove() {
      return stream.remove();
    }
  }
}
