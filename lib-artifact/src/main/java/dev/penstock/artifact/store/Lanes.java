package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does several things with each block of a stream, side by side: each thing block by block in their
 * order, on whatever threads the host's executor has to spare. The caller takes part, so an
 * executor that is busy or refuses costs time only.
 *
 * <p>Memory is a few blocks, however long the stream: whoever feeds waits for the slowest. So there
 * are never more threads than processors, or all would wait for one that waits for a processor.
 */
final class Lanes {
  private static final int BLOCK = 128 << 10;
  private static final int BLOCKS = 6;

  /** One of the things that are done with each block. */
  interface Step {
    void take(byte[] block, int count) throws IOException;
  }

  private static final class Lane {
    final Step step;
    long done;
    boolean isBusy;

    Lane(Step step) {
      this.step = step;
    }
  }

  private final Executor executor;
  private final List<Lane> lanes;
  private final int mostWorkers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final byte[][] blocks = new byte[BLOCKS][];
  private final int[] counts = new int[BLOCKS];
  private int filled;
  private long submitted;
  private int workers;
  private boolean isAbandoned;
  private @Nullable Throwable failure;

  Lanes(Executor executor, List<Step> steps) {
    this.executor = executor;
    this.lanes = steps.stream().map(Lane::new).toList();
    int processors = Runtime.getRuntime().availableProcessors();
    this.mostWorkers = Math.max(1, Math.min(processors, steps.size()) - 1);
  }

  void take(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length) {
      int slot = (int) (submitted % BLOCKS);
      if (filled == 0) {
        workUntilDone(submitted - BLOCKS + 1);
        blocks[slot] = blocks[slot] == null ? new byte[BLOCK] : blocks[slot];
      }
      int count = Math.min(offset + length - from, BLOCK - filled);
      System.arraycopy(bytes, from, blocks[slot], filled, count);
      filled += count;
      from += count;
      if (filled == BLOCK) {
        submit();
      }
    }
  }

  /** Returns once all has been done. */
  void finish() throws IOException {
    if (filled > 0) {
      submit();
    }
    workUntilDone(submitted);
  }

  /** Gives up what has not begun, and returns once nothing is under way. */
  void abandon() {
    lock.lock();
    try {
      isAbandoned = true;
      while (lanes.stream().anyMatch(lane -> lane.isBusy)) {
        progress.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void submit() {
    boolean isHelpWanted;
    lock.lock();
    try {
      counts[(int) (submitted % BLOCKS)] = filled;
      filled = 0;
      submitted++;
      isHelpWanted = workers < mostWorkers;
      workers += isHelpWanted ? 1 : 0;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    if (isHelpWanted) {
      try {
        executor.execute(this::help);
      } catch (RejectedExecutionException e) {
        leave(); // the caller does it all
      }
    }
  }

  private void help() {
    for (Lane lane = claim(); lane != null; lane = claim()) {
      work(lane);
    }
    leave();
  }

  private void leave() {
    lock.lock();
    try {
      workers--;
    } finally {
      lock.unlock();
    }
  }

  private void workUntilDone(long blocksDone) throws IOException {
    lock.lock();
    try {
      while (failure == null && !isAbandoned && slowest() < blocksDone) {
        Lane lane = claim();
        if (lane == null) {
          progress.awaitUninterruptibly();
        } else {
          lock.unlock();
          try {
            work(lane);
          } finally {
            lock.lock();
          }
        }
      }
      if (failure != null) {
        throw refusal(failure);
      }
      if (isAbandoned) {
        throw new IOException("content was given up");
      }
    } finally {
      lock.unlock();
    }
  }

  /** What to throw because of a failure that somebody else met, or met before. */
  static IOException refusal(Throwable failure) {
    return failure instanceof StorageLimitException limit
        ? limit
        : new IOException("content cannot be kept: " + failure, failure);
  }

  private long slowest() {
    return lanes.stream().mapToLong(lane -> lane.done).min().orElse(submitted);
  }

  /**
   * The lane that is furthest behind, for the caller to work on; null if there is nothing to do.
   */
  private @Nullable Lane claim() {
    lock.lock();
    try {
      Lane found = null;
      for (Lane lane : lanes) {
        if (!lane.isBusy && lane.done < submitted && (found == null || lane.done < found.done)) {
          found = lane;
        }
      }
      if (found == null || isAbandoned || failure != null) {
        return null;
      }
      found.isBusy = true;
      return found;
    } finally {
      lock.unlock();
    }
  }

  private void work(Lane lane) {
    int slot = (int) (lane.done % BLOCKS);
    Throwable failed = null;
    try {
      lane.step.take(blocks[slot], counts[slot]);
    } catch (IOException | RuntimeException | Error e) {
      failed = e;
    }
    lock.lock();
    try {
      failure = failure == null ? failed : failure;
      lane.done++;
      lane.isBusy = false;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
