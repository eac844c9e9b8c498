package dev.penstock.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that are being decided for one append. Most batches are small, and a journal may keep
 * them as they are: so they are collected in one place over and over, and handed on in no more room
 * than they need. For the mailbox's worker.
 *
 * <p>What is handed on is of two classes and no more, because who reads very many lists of three
 * classes waits for a look-up at each element.
 */
final class Batch<E> {
  private static final int SMALLEST = 16;

  /** So much room is kept for the next batch. */
  private static final int LARGEST_KEPT = 1_024;

  private @Nullable Object[] events = new Object[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  void add(E event) {
    expect(1);
    events[size] = event;
    size++;
  }

  /** Makes room: very many events would be copied again and again. */
  void expect(int more) {
    int needed = size + more;
    if (needed > events.length) {
      events = Arrays.copyOf(events, Math.max(needed, 2 * size));
    }
  }

  /** All events so far, in a list that nobody changes any more; the next batch is empty. */
  @SuppressWarnings("unchecked") // nothing else was added
  List<E> take() {
    int count = size;
    size = 0;
    if (count == 0) {
      return List.of();
    }
    if (count <= 2) {
      E first = (E) events[0];
      E second = (E) events[1];
      Arrays.fill(events, 0, count, null);
      return count == 1 ? List.of(first) : List.of(first, second);
    }
    if (count > LARGEST_KEPT) {
      Object[] all = count == events.length ? events : Arrays.copyOf(events, count);
      events = new Object[SMALLEST];
      return (List<E>) Arrays.asList(all);
    }
    Object[] all = Arrays.copyOf(events, count);
    Arrays.fill(events, 0, count, null);
    return (List<E>) Arrays.asList(all);
  }
}
