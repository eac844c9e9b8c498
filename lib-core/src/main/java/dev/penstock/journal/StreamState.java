package dev.penstock.journal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.IntConsumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows of one stream: where its events are, and who may append.
 *
 * <p>{@link #durable()} and {@link #start()} are safe for all threads; everything else is guarded
 * by the lock of {@link GroupCommit}.
 */
final class StreamState {
  final String id;

  /** Which opening of the stream may append; counted over restarts. */
  long epoch;

  /** The sequence number after the last event that was taken, durable or not. */
  long next;

  /** The number of the last checkpoint that was taken, durable or not; 0 if there is none. */
  long compacted;

  /** Batches taken and not yet written. */
  int underWay;

  /** Batches written whose appenders have not been told, in order. */
  final Queue<Batch> written = new ArrayDeque<>(1);

  /** The thread that is telling appenders. */
  @Nullable Thread telling;

  /** Whether the stream was removed; a later opening gets a state of its own. */
  boolean isRemoved;

  private volatile Positions positions = Positions.NONE;
  private volatile long durable;

  StreamState(String id) {
    this.id = id;
  }

  /** The number after the last durable event. */
  long durable() {
    return durable;
  }

  /** The number of the first event that is there. */
  long start() {
    return positions.start();
  }

  /** Where the durable events are; never changes below {@link #durable()} of now. */
  Positions positions() {
    return positions;
  }

  /** Adds the place of one more event, which readers see once {@link #publish} was called. */
  void add(long sequence, long place) {
    Positions now = positions;
    int at = Math.toIntExact(sequence - now.start());
    long[] places = now.places();
    if (at == places.length) {
      places = Arrays.copyOf(places, Math.max(4, 2 * at));
      positions = new Positions(now.start(), places);
    }
    places[at] = place;
  }

  void publish(long count) {
    durable = count;
  }

  /**
   * A checkpoint has taken the place of all events up to its number.
   *
   * @param dropped told the segment of each event that is gone
   */
  void compact(long sequence, long place, IntConsumer dropped) {
    Positions old = positions;
    long end = Math.max(durable, sequence + 1);
    long[] places = new long[Math.toIntExact(end - sequence)];
    for (long i = old.start(); i < durable; i++) {
      if (i <= sequence) {
        dropped.accept(Positions.segment(old.place(i)));
      } else {
        places[(int) (i - sequence)] = old.place(i);
      }
    }
    places[0] = place;
    positions = new Positions(sequence, places);
    durable = end;
  }

  /** All events are gone; the next one is number {@code from}. */
  void clear(long from, IntConsumer dropped) {
    for (long i = start(); i < durable; i++) {
      dropped.accept(Positions.segment(positions.place(i)));
    }
    positions = new Positions(from, Positions.NONE.places());
    durable = from;
  }

  /** Events were moved to other places. */
  void move(LongUnaryOperator newPlace) {
    Positions old = positions;
    int count = Math.toIntExact(durable - old.start());
    long[] moved = new long[count];
    for (int i = 0; i < count; i++) {
      moved[i] = newPlace.applyAsLong(old.places()[i]);
    }
    positions = new Positions(old.start(), moved);
  }

  /** Where events are: the number of the first, and the place of each, packed. */
  static final class Positions {
    static final Positions NONE = new Positions(0, new long[0]);

    private static final int OFFSET_BITS = 40;

    private final long start;
    private final long[] places; // with room for more

    Positions(long start, long[] places) {
      this.start = start;
      this.places = places;
    }

    long start() {
      return start;
    }

    long[] places() {
      return places;
    }

    static long place(int segment, long offset) {
      return (long) segment << OFFSET_BITS | offset;
    }

    static int segment(long place) {
      return (int) (place >>> OFFSET_BITS);
    }

    static long offset(long place) {
      return place & ((1L << OFFSET_BITS) - 1);
    }

    long place(long sequence) {
      return places[(int) (sequence - start)];
    }
  }
}
