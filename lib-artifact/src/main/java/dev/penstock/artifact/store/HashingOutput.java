package dev.penstock.artifact.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Gathers bytes into blocks, and hands each block to the four digests and to a target.
 *
 * <p>What fits into one block is not handed on: a target that already has such content need not be
 * opened. With an executor, what is longer than a few blocks is hashed and written side by side.
 *
 * <p>After a write that failed it takes nothing more and cannot be finished, so a writer that keeps
 * failures to itself, as a {@link java.io.PrintStream} does, has no effect.
 */
final class HashingOutput extends OutputStream {
  static final int BUFFER = 64 << 10;

  private static final int FIRST_BUFFER = 2 << 10;
  private static final long SIDE_BY_SIDE_FROM = 4 * BUFFER;

  /** Where blocks go. */
  interface Target {
    void write(ByteBuffer block) throws IOException;
  }

  private final Target target;
  private final @Nullable Executor executor;
  private @Nullable Lanes lanes;
  private @Nullable ContentDigests digests;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int used;
  private long size;
  private boolean isOver;
  private @Nullable Throwable failure;

  HashingOutput(Target target, @Nullable Executor executor) {
    this.target = target;
    this.executor = executor;
  }

  @Override
  public void write(int b) throws IOException {
    requireGoingOn();
    makeRoom(1);
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireGoingOn();
    makeRoom(length);
    if (lanes != null && used == 0) {
      take(bytes, offset, length); // they gather blocks of their own
      return;
    }
    int from = offset;
    for (; from + BUFFER < offset + length; from += BUFFER) {
      take(bytes, from, BUFFER);
    }
    System.arraycopy(bytes, from, buffer, used, offset + length - from);
    used += offset + length - from;
  }

  private void requireGoingOn() throws IOException {
    if (failure != null) {
      throw Lanes.refusal(failure);
    }
    if (isOver) {
      throw new IOException("content was taken in or given up; allowed: to write until then");
    }
  }

  private void makeRoom(int length) throws IOException {
    if (used > 0 && length > BUFFER - used) {
      int count = used;
      used = 0;
      take(buffer, 0, count);
    }
    int wanted = Math.min(BUFFER, used + length);
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, Math.max(wanted, 2 * buffer.length)));
    }
  }

  private void take(byte[] bytes, int offset, int length) throws IOException {
    size += length;
    ContentDigests hash = digests();
    if (lanes == null && executor != null && size > SIDE_BY_SIDE_FROM) {
      lanes =
          new Lanes(
              executor,
              List.of(
                  (block, count) -> hash.sha512.update(block, 0, count),
                  (block, count) -> hash.md5.update(block, 0, count),
                  (block, count) -> hash.sha1.update(block, 0, count),
                  (block, count) -> hash.sha256.update(block, 0, count),
                  (block, count) -> target.write(ByteBuffer.wrap(block, 0, count))));
    }
    if (lanes != null) {
      lanes.take(bytes, offset, length);
    } else {
      takeAlone(hash, bytes, offset, length);
    }
  }

  private void takeAlone(ContentDigests hash, byte[] bytes, int offset, int length)
      throws IOException {
    try {
      hash.update(bytes, offset, length);
      target.write(ByteBuffer.wrap(bytes, offset, length));
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private ContentDigests digests() {
    ContentDigests current = digests;
    if (current == null) {
      current = new ContentDigests();
      digests = current;
    }
    return current;
  }

  /** All that was written, not hashed yet; null if it is more than one block. */
  @Nullable ByteBuffer gathered() {
    return size == 0 ? ByteBuffer.wrap(buffer, 0, used) : null;
  }

  /**
   * Hashes what is left, and tells what came through. Content of more than one block is written.
   */
  StoredContent finish() throws IOException {
    requireGoingOn();
    isOver = true;
    if (lanes != null) {
      lanes.take(buffer, 0, used);
      lanes.finish();
    } else {
      digests().update(buffer, 0, used);
      if (size > 0) {
        target.write(ByteBuffer.wrap(buffer, 0, used));
      }
    }
    boolean isSmall = size == 0;
    size += used;
    used = isSmall ? used : 0;
    return digests().finish(size);
  }

  /** All of the content, if it is so small that nothing was written. */
  @Nullable ByteBuffer small() {
    return size == used ? ByteBuffer.wrap(buffer, 0, used) : null;
  }

  /** Lets go of the target, and takes nothing more. Harmless after {@link #finish}. */
  void abandon() {
    isOver = true;
    if (lanes != null) {
      lanes.abandon();
    }
  }
}
