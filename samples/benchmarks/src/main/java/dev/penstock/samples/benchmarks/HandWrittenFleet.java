package dev.penstock.samples.benchmarks;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * What one would write by hand to know how long a rollout takes that keeps a minimum of hosts
 * healthy: in waves over an object for each host, and host by host over a queue of those in flight.
 */
final class HandWrittenFleet {
  private static final int HOST_BITS = 20;

  private final long[] takes;
  private final boolean[] fails;
  private final int minimum;
  private final Instance[] instances;

  private enum State {
    OLD,
    NEW,
    FAILED
  }

  private static final class Instance {
    private final long takes;
    private final boolean fails;
    private State state = State.OLD;

    Instance(long takes, boolean fails) {
      this.takes = takes;
      this.fails = fails;
    }
  }

  private record Event(long at, int host) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Integer.compare(host, other.host) : Long.compare(at, other.at);
    }
  }

  HandWrittenFleet(long[] takes, boolean[] fails, int minimum) {
    if (takes.length > 1 << HOST_BITS) {
      throw new IllegalArgumentException(takes.length + " hosts; allowed: " + (1 << HOST_BITS));
    }
    this.takes = takes;
    this.fails = fails;
    this.minimum = minimum;
    this.instances = new Instance[takes.length];
    Arrays.setAll(instances, host -> new Instance(takes[host], fails[host]));
  }

  /** Milliseconds in waves; each waits for its slowest host. */
  long waves() {
    int healthy = instances.length;
    long now = 0;
    int next = 0;
    while (next < instances.length && healthy > minimum) {
      int end = Math.min(instances.length, next + healthy - minimum);
      long slowest = 0;
      for (; next < end; next++) {
        Instance instance = instances[next];
        slowest = Math.max(slowest, instance.takes);
        if (instance.fails) {
          instance.state = State.FAILED;
          healthy--;
        } else {
          instance.state = State.NEW;
        }
      }
      now += slowest;
    }
    return now;
  }

  /** How many hosts the waves brought the revision onto. */
  int updated() {
    int updated = 0;
    for (Instance instance : instances) {
      updated += instance.state == State.NEW ? 1 : 0;
    }
    return updated;
  }

  /** Milliseconds host by host; those in flight are packed into numbers. */
  long longHeap() {
    int healthy = takes.length;
    long[] heap = new long[healthy - minimum];
    int size = 0;
    int next = 0;
    while (next < heap.length) {
      push(heap, size++, pack(0, next++));
    }
    long now = 0;
    while (size > 0) {
      long top = heap[0];
      now = top >> HOST_BITS;
      if (fails[(int) (top & ((1 << HOST_BITS) - 1))]) {
        healthy--;
      }
      if (next < takes.length && size <= healthy - minimum) {
        sink(heap, size, pack(now, next++));
      } else {
        size--;
        sink(heap, size, heap[size]);
      }
    }
    return now;
  }

  /** The same with a queue of objects. */
  long boxedQueue() {
    int healthy = takes.length;
    PriorityQueue<Event> queue = new PriorityQueue<>();
    int next = 0;
    while (next < healthy - minimum) {
      queue.add(new Event(takes[next], next++));
    }
    long now = 0;
    while (!queue.isEmpty()) {
      Event event = queue.remove();
      now = event.at();
      healthy -= fails[event.host()] ? 1 : 0;
      if (next < takes.length && queue.size() < healthy - minimum) {
        queue.add(new Event(now + takes[next], next++));
      }
    }
    return now;
  }

  private long pack(long now, int host) {
    return (now + takes[host]) << HOST_BITS | host;
  }

  private static void push(long[] heap, int at, long value) {
    int place = at;
    while (place > 0) {
      int parent = (place - 1) >> 1;
      if (heap[parent] <= value) {
        break;
      }
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = value;
  }

  private static void sink(long[] heap, int size, long value) {
    int place = 0;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = value;
  }
}
