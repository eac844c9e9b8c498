package dev.penstock.journal;

import dev.penstock.journal.StreamState.Positions;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private final SegmentTable table;
  private final Consumer<StreamState> onRemoved;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private List<Batch> queue = new ArrayList<>();
  private boolean led;
  private boolean closing;
  private @Nullable JournalException failure;
  private volatile boolean closed;

  /**
   * Takes what it works on.
   *
   * @param onRemoved told of each stream that was removed, with the lock held
   */
  GroupCommit(String place, SegmentLog log, SegmentTable table, Consumer<StreamState> onRemoved) {
    this.place = place;
    this.log = log;
    this.table = table;
    this.onRemoved = onRemoved;
  }

  CompletionStage<Void> append(Batch batch) {
    lock.lock();
    try {
      JournalException refusal = refusal(batch);
      if (refusal != null) {
        return CompletableFuture.failedStage(refusal);
      }
      take(batch);
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

  private static void take(Batch batch) {
    StreamState stream = batch.stream;
    switch (batch.kind) {
      case EVENTS -> stream.next += batch.count();
      case CHECKPOINT -> stream.compacted = batch.first;
      case REMOVAL -> stream.epoch++; // so that this opening can append no more
    }
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
    if (batch.kind == Batch.Kind.CHECKPOINT) {
      StreamIds.checkPrefix(stream.id, batch.first + 1, stream.compacted, stream.next);
    } else if (batch.kind == Batch.Kind.EVENTS && stream.next != batch.first) {
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

  /** Runs something with the lock of all streams' states. */
  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the stream over: earlier openings can append no more, and what they began has ended.
   * Returns the new epoch, or 0 if the stream was removed and needs a new state.
   */
  long takeOver(StreamState stream) {
    lock.lock();
    try {
      if (closing) {
        throw isClosed();
      }
      long epoch = ++stream.epoch;
      waitUntil(() -> stream.underWay == 0);
      return stream.isRemoved ? 0 : epoch;
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
      publish(batch);
    }
  }

  private void publish(Batch batch) {
    StreamState stream = batch.stream;
    int segment = log.segment();
    table.added(segment, log.size(), batch.count());
    switch (batch.kind) {
      case EVENTS -> {
        for (int i = 0; i < batch.count(); i++) {
          stream.add(batch.first + i, Positions.place(segment, batch.position + batch.starts[i]));
        }
        stream.publish(batch.first + batch.count());
      }
      case CHECKPOINT ->
          stream.compact(
              batch.first,
              Positions.place(segment, batch.position + batch.starts[0]),
              table::dropped);
      case REMOVAL -> {
        stream.clear(0, table::dropped);
        stream.isRemoved = true;
        table.removal(segment);
        onRemoved.accept(stream);
      }
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
