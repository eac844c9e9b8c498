package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commits of many threads durable together, without a thread of its own: of those that
 * wait, one writes what is queued. It then goes home, and one of those that came meanwhile is next.
 *
 * @param <T> what is committed
 */
final class CommitQueue<T> {
  private final String what;
  private final Writer<T> writer;
  private final ToLongFunction<T> size;
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private List<Commit<T>> queue = new ArrayList<>();
  private boolean isLed;

  /** Writes commits in their order; all or none. */
  interface Writer<T> {
    void write(List<T> group) throws IOException;
  }

  /** Work that nobody may write during. */
  interface Work<R> {
    R run() throws IOException;
  }

  private static final class Commit<T> {
    final T content;
    boolean isDone;
    @Nullable Throwable failure;

    Commit(T content) {
      this.content = content;
    }
  }

  /**
   * Nothing is queued yet.
   *
   * @param what is committed, for messages
   * @param writer called for one group at a time
   * @param size how many bytes a commit has
   * @param mostBytes how many are written together at most, unless one commit alone has more
   */
  CommitQueue(String what, Writer<T> writer, ToLongFunction<T> size, long mostBytes) {
    this.what = what;
    this.writer = writer;
    this.size = size;
    this.mostBytes = mostBytes;
  }

  /** Returns once this is durable. */
  void commit(T content) throws IOException {
    Commit<T> mine = new Commit<>(content);
    lock.lock();
    try {
      queue.add(mine);
      while (!mine.isDone) {
        if (isLed) {
          progress.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
    if (mine.failure != null) {
      throw new IOException(what + " could not be written: " + mine.failure, mine.failure);
    }
  }

  /** Called with the lock held, which is given up meanwhile. */
  private void lead() {
    List<Commit<T>> group = takeGroup();
    isLed = true;
    lock.unlock();
    Throwable failure = null;
    try {
      writer.write(group.stream().map(commit -> commit.content).toList());
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      lock.lock();
      isLed = false;
      for (Commit<T> commit : group) {
        commit.failure = failure;
        commit.isDone = true;
      }
      progress.signalAll();
    }
  }

  private List<Commit<T>> takeGroup() {
    int count = 0;
    for (long bytes = 0; count < queue.size(); count++) {
      bytes += size.applyAsLong(queue.get(count).content);
      if (bytes > mostBytes && count > 0) {
        break;
      }
    }
    List<Commit<T>> group = List.copyOf(queue.subList(0, count));
    queue = new ArrayList<>(queue.subList(count, queue.size()));
    return group;
  }

  /** How many commits wait for somebody to write them. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Runs something while nobody writes. */
  <R> R alone(Work<R> work) throws IOException {
    lock.lock();
    try {
      while (isLed) {
        progress.awaitUninterruptibly();
      }
      isLed = true;
    } finally {
      lock.unlock();
    }
    try {
      return work.run();
    } finally {
      lock.lock();
      try {
        isLed = false;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
