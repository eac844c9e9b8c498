package dev.penstock.process;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A stream that does what another does, so that a test overrides only what it is about. */
public class ForwardingStream<E> implements EventStream<E> {
  private final EventStream<E> stream;

  /** Forwards to this stream, but does not compact or remove unless that is overridden too. */
  public ForwardingStream(EventStream<E> stream) {
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
  public void read(long from, EventReader<? super E> reader) {
    stream.read(from, reader);
  }

  @Override
  public CompletionStage<Void> append(long expected, List<? extends E> events) {
    return stream.append(expected, events);
  }
}
