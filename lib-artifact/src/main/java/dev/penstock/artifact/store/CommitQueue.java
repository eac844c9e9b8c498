package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commits of many threads durable together, without a thread of its own: of those that
 * wait, one writes what is queued. It then goes home, and one of those that came meanwhile is next.
 */
final class CommitQueue {
  /** How many bytes are written together at most, unless one commit alone has more. */
  private static final long MOST_BYTES = 32 << 20;

  private final Writer writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private List<Commit> queue = new ArrayList<>();
  private boolean isLed;

  /** Writes commits in their order; all or none. */
  interface Writer {
    void write(List<LogLines> group) throws IOException;
  }

  /** Work that nobody may write during. */
  interface Work<T> {
    T run() throws IOException;
  }

  private static final class Commit {
    final LogLines lines;
    boolean isDone;
    @Nullable Throwable failure;

    Commit(LogLines lines) {
      this.lines = lines;
    }
  }

  CommitQueue(Writer writer) {
    this.writer = writer;
  }

  /** Returns once the lines are durable. */
  void commit(LogLines lines) throws IOException {
    Commit mine = new Commit(lines);
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
      throw new IOException("the commit could not be written: " + mine.failure, mine.failure);
    }
  }

  /** Called with the lock held, which is given up meanwhile. */
  private void lead() {
    List<Commit> group = takeGroup();
    isLed = true;
    lock.unlock();
    Throwable failure = null;
    try {
      writer.write(group.stream().map(commit -> commit.lines).toList());
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      lock.lock();
      isLed = false;
      for (Commit commit : group) {
        commit.failure = failure;
        commit.isDone = true;
      }
      progress.signalAll();
    }
  }

  private List<Commit> takeGroup() {
    int count = 0;
    for (long bytes = 0; count < queue.size(); count++) {
      bytes += queue.get(count).lines.size();
      if (bytes > MOST_BYTES && count > 0) {
        break;
      }
    }
    List<Commit> group = List.copyOf(queue.subList(0, count));
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
  <T> T alone(Work<T> work) throws IOException {
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
