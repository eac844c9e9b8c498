package dev.penstock.journal;

import dev.penstock.process.JournalException;
import dev.penstock.process.StaleStreamException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the batches of many appenders with one force, without a thread of its own.
 *
 * <p>An appender that finds no leader becomes the leader: it writes everything that is queued, and
 * again what was queued meanwhile. Others leave their batch and go on; the leader stays for as long
 * as they do. Appenders are told once the leadership was given up, outside the lock, each stream's
 * in order; what they then do, appending and waiting included, holds up nobody's commits.
 */
final class GroupCommit {
  /** After so many commits in a row the leader tells the appenders, however many wait. */
  private static final int COMMITS_IN_A_ROW = 8;

  private final String place;
  private final SegmentLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private List<Batch> queue = new ArrayList<>();
  private boolean led;
  private boolean closing;
  private @Nullable JournalException failure;
  private volatile boolean closed;

  GroupCommit(String place, SegmentLog log) {
    this.place = place;
    this.log = log;
  }

  CompletionStage<Void> append(Batch batch) {
    lock.lock();
    try {
      JournalException refusal = refusal(batch);
      if (refusal != null) {
        return CompletableFuture.failedStage(refusal);
      }
      batch.stream.next += batch.count();
      batch.stream.underWay++;
      queue.add(batch);
      if (led) {
        return batch.result;
      }
      led = true;
    } finally {
      lock.unlock();
    }
    lead();
    return batch.result;
  }

  private @Nullable JournalException refusal(Batch batch) {
    StreamState stream = batch.stream;
    if (closing) {
      return isClosed();
    }
    if (stream.epoch != batch.epoch) {
      return new StaleStreamException(
          "stream "
              + stream.id
              + ": opened as epoch "
              + batch.epoch
              + ", found epoch "
              + stream.epoch
              + ": it was opened again and belongs to that writer. Nothing was written");
    }
    if (failure != null) {
      return failure;
    }
    if (stream.next != batch.first) {
      return new StaleStreamException(
          "stream "
              + stream.id
              + ": expected sequence "
              + batch.first
              + ", found "
              + stream.next
              + ". Nothing was written; open the stream again");
    }
    return null;
  }

  /** Takes the stream over: earlier openings can append no more, and what they began has ended. */
  long takeOver(StreamState stream) {
    lock.lock();
    try {
      if (closing) {
        throw isClosed();
      }
      long epoch = ++stream.epoch;
      waitUntil(() -> stream.underWay == 0);
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is queued, refuses anything more, and then closes the files, once. */
  void close(Closeable files) throws IOException {
    lock.lock();
    try {
      closing = true;
      waitUntil(() -> !led && queue.isEmpty());
      if (!closed) {
        closed = true;
        files.close();
      }
    } finally {
      lock.unlock();
    }
  }

  void checkOpen() {
    if (closed) {
      throw isClosed();
    }
  }

  private JournalException isClosed() {
    return new JournalException(place + ": the journal is closed. Open it again");
  }

  /**
   * Waits, and leads if nobody else does. Called with the lock held, which is given up meanwhile.
   */
  private void waitUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      if (led || queue.isEmpty()) {
        progress.awaitUninterruptibly();
      } else {
        led = true;
        lock.unlock();
        try {
          lead();
        } finally {
          lock.lock();
        }
      }
    }
  }

  private void lead() {
    do {
      for (Batch batch : commitQueued()) {
        tell(batch.stream);
      }
    } while (mustLeadAgain());
  }

  /** Takes up batches that were left to this leader, unless another one came. */
  private boolean mustLeadAgain() {
    lock.lock();
    try {
      boolean left = !led && !queue.isEmpty();
      led |= left;
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Commits until nothing is queued, or often enough, and gives up the leadership. */
  private List<Batch> commitQueued() {
    List<Batch> committed = new ArrayList<>();
    for (int commits = 0; ; commits++) {
      List<Batch> group;
      lock.lock();
      try {
        if (queue.isEmpty() || commits == COMMITS_IN_A_ROW) {
          led = false;
          progress.signalAll();
          return committed;
        }
        group = queue;
        queue = new ArrayList<>();
      } finally {
        lock.unlock();
      }
      JournalException failed = commit(group);
      lock.lock();
      try {
        failure = failed;
        group.forEach(batch -> end(batch, failed));
        progress.signalAll();
      } finally {
        lock.unlock();
      }
      committed.addAll(group);
    }
  }

  private @Nullable JournalException commit(List<Batch> group) {
    if (failure != null) {
      return failure; // queued while an earlier group failed
    }
    try {
      log.commit(group);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return log.failed(e);
    }
  }

  private void end(Batch batch, @Nullable JournalException failed) {
    StreamState stream = batch.stream;
    batch.failure = failed;
    stream.underWay--;
    stream.written.add(batch);
    if (failed == null) {
      for (int i = 0; i < batch.count(); i++) {
        stream.add(batch.first + i, log.segment(), batch.position + batch.starts[i]);
      }
      stream.publish(batch.first + batch.count());
    }
  }

  /** Tells the appenders of a stream in order; a second thread leaves that to the first. */
  private void tell(StreamState stream) {
    while (true) {
      Batch batch;
      lock.lock();
      try {
        if (stream.telling != null && stream.telling != Thread.currentThread()) {
          return;
        }
        batch = stream.written.poll();
        stream.telling = batch == null ? null : Thread.currentThread();
      } finally {
        lock.unlock();
      }
      if (batch == null) {
        return;
      }
      if (batch.failure == null) {
        batch.result.complete(null);
      } else {
        batch.result.completeExceptionally(batch.failure);
      }
    }
  }
}
