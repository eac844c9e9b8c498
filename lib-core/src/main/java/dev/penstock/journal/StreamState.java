package dev.penstock.journal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows of one stream: where its events are, and who may append.
 *
 * <p>Reading positions below {@link #durable()} is safe for all threads; everything else is guarded
 * by the lock of {@link GroupCommit}.
 */
final class StreamState {
  private static final int OFFSET_BITS = 40;

  final String id;

  /** Which opening of the stream may append; counted over restarts. */
  long epoch;

  /** The sequence number after the last event that was taken, durable or not. */
  long next;

  /** Batches taken and not yet written. */
  int underWay;

  /** Batches written whose appenders have not been told, in order. */
  final Queue<Batch> written = new ArrayDeque<>();

  /** The thread that is telling appenders. */
  @Nullable Thread telling;

  private volatile long[] positions = new long[4];
  private volatile long durable;

  StreamState(String id) {
    this.id = id;
  }

  /** How many events are durable. */
  long durable() {
    return durable;
  }

  /** Adds the place of one more event, which readers see once {@link #publish} was called. */
  void add(long index, int segment, long offset) {
    int at = Math.toIntExact(index);
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, 2 * at);
    }
    positions[at] = (long) segment << OFFSET_BITS | offset;
  }

  void publish(long count) {
    durable = count;
  }

  int segment(long sequence) {
    return (int) (positions[(int) sequence] >>> OFFSET_BITS);
  }

  long offset(long sequence) {
    return positions[(int) sequence] & ((1L << OFFSET_BITS) - 1);
  }
}
