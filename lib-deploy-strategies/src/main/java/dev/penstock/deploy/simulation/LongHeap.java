package dev.penstock.deploy.simulation;

import java.util.Arrays;

/**
 * The smallest of many numbers first: a heap whose nodes have four children, so that a level is one
 * cache line.
 */
final class LongHeap {

  private static final int CHILDREN = 4;

  private long[] values;
  private int size;

  LongHeap(int expected) {
    values = new long[Math.max(CHILDREN, expected)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  long top() {
    return values[0];
  }

  void push(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / CHILDREN;
      if (values[parent] <= value) {
        break;
      }
      values[at] = values[parent];
      at = parent;
    }
    values[at] = value;
  }

  long pop() {
    long top = values[0];
    long last = values[--size];
    int at = 0;
    while (true) {
      int first = at * CHILDREN + 1;
      if (first >= size) {
        break;
      }
      int least = leastOf(first, Math.min(first + CHILDREN, size));
      if (values[least] >= last) {
        break;
      }
      values[at] = values[least];
      at = least;
    }
    values[at] = last;
    return top;
  }

  private int leastOf(int first, int end) {
    int least = first;
    for (int child = first + 1; child < end; child++) {
      if (values[child] < values[least]) {
        least = child;
      }
    }
    return least;
  }
}
