package dev.penstock.artifact.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fetch of an asset, for any number of readers. There is no thread behind it: the reader who
 * first needs bytes that are not there yet takes the next block from the source, and the others
 * read it from the spool, each at its own pace.
 *
 * <p>Each block is released only when the next one is there, and the last one only when all bytes
 * were verified and stored. So nobody ever reads the whole of something that is not what the source
 * promised, and who has read all bytes knows that they are kept.
 *
 * <p>What fails for a reader whose thread is interrupted fails for that reader only: the next one
 * begins at the source again, and goes on where the bytes ended.
 */
final class SharedFetch {
  private static final int BLOCK = 64 << 10;

  private final String id;
  private final Spool spool;
  private final Opening opening;
  private final Completion completion;
  private final long limit;
  private final Runnable whenOver;

  private final ReentrantLock pulling = new ReentrantLock();
  private @Nullable InputStream source; // guarded by pulling
  private long received; // guarded by pulling
  private boolean isReceived; // guarded by pulling: the source has no more
  private int readers; // guarded by this
  private boolean isOver; // guarded by this: no more readers
  private volatile long released;
  private volatile boolean isWhole;
  private volatile @Nullable Exception failure;

  /** Begins to read from the source. */
  interface Opening {
    InputStream open() throws IOException;
  }

  /** Verifies and stores all bytes; what it throws fails the fetch. */
  interface Completion {
    void complete(Spool spool, long size) throws IOException;
  }

  SharedFetch(
      String id,
      Spool spool,
      long limit,
      Opening opening,
      Completion completion,
      Runnable whenOver) {
    this.id = id;
    this.spool = spool;
    this.limit = limit;
    this.opening = opening;
    this.completion = completion;
    this.whenOver = whenOver;
  }

  /** Makes room for one more reader; false if it is over. */
  synchronized boolean join() {
    if (isOver) {
      return false;
    }
    readers++;
    return true;
  }

  /** Whether all bytes are verified and stored. */
  boolean isWhole() {
    return isWhole;
  }

  /** A reader leaves. The last one ends the fetch, and what is not whole by then is given up. */
  void leave() throws IOException {
    synchronized (this) {
      readers--;
      if (readers > 0) {
        return;
      }
      isOver = true;
    }
    whenOver.run();
    pulling.lock();
    try {
      closeSource();
      spool.close();
    } finally {
      pulling.unlock();
    }
  }

  /** Ends it for those who come later: they begin a new one, or find what was stored. */
  private void end() {
    synchronized (this) {
      isOver = true;
    }
    whenOver.run();
  }

  /** Takes the first block, so that a source that cannot be asked is known before any byte is. */
  void begin() throws IOException {
    pulling.lock();
    try {
      if (received == 0 && !isWhole && failure == null) {
        pull();
      }
    } finally {
      pulling.unlock();
    }
    fail();
  }

  /**
   * Reads from a position.
   *
   * @return how many bytes; negative at the end of what is whole, verified and stored
   */
  int read(long position, byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      long there = released;
      if (position < there) {
        return spool.read(position, bytes, offset, (int) Math.min(length, there - position));
      }
      if (isWhole && position >= released) {
        return -1;
      }
      fail();
      pulling.lock();
      try {
        if (position >= released && !isWhole && failure == null) {
          pull();
        }
      } finally {
        pulling.unlock();
      }
    }
  }

  private void fail() throws IOException {
    Exception why = failure;
    if (why instanceof RuntimeException) {
      throw new IOException("fetching " + id + " failed: " + why.getMessage(), why);
    }
    if (why != null) {
      throw new SourceUnavailableException(
          "fetching " + id + " failed: " + why.getMessage(),
          SourceUnavailableException.retryAfterOf(why),
          why);
    }
  }

  /**
   * Takes one block, and releases the one before; at the end, verifies, stores and releases all.
   */
  private void pull() throws IOException {
    try {
      if (!isReceived && receive()) {
        return;
      }
      completion.complete(spool, received);
      released = received;
      isWhole = true;
      end();
    } catch (IOException | RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        drop(e);
        throw new IOException("fetching " + id + " was interrupted: " + e.getMessage(), e);
      }
      failure = e;
      end();
    } catch (Error e) {
      failure = new IllegalStateException(e);
      end();
      throw e;
    }
  }

  /** Takes one block; false if there is none. */
  private boolean receive() throws IOException {
    InputStream in = source;
    if (in == null) {
      in = opening.open();
      source = in;
      in.skipNBytes(received);
    }
    byte[] block = new byte[BLOCK];
    int count = in.read(block);
    if (count < 0) {
      closeSource();
      isReceived = true;
      return false;
    }
    if (received + count > limit) {
      throw new SourceMismatchException(
          id + " has more than " + limit + " bytes; allowed: at most " + limit);
    }
    spool.append(block, count);
    released = received;
    received += count;
    return true;
  }

  /** Leaves the source as if it had not been begun: what it would give now is not known. */
  private void drop(Exception why) {
    try {
      closeSource();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void closeSource() throws IOException {
    InputStream in = source;
    source = null;
    if (in != null) {
      in.close();
    }
  }
}
