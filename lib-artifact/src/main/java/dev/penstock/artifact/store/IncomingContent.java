package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Content that is being taken in. Only what is longer than a block is written at once. */
final class IncomingContent implements AutoCloseable {
  /** After so many bytes it is looked again whether there is still enough space. */
  private static final long SPACE_STEP = 16 << 20;

  private final DurableDirectory directory;
  private final HashingOutput out;
  private final KnownStarts known;
  private final @Nullable Executor executor;
  private DurableDirectory.@Nullable Part part;
  private @Nullable ContentStart start;
  private @Nullable EarlyForce early;
  private long untilSpaceCheck;

  IncomingContent(DurableDirectory directory, KnownStarts known, @Nullable Executor hashing)
      throws IOException {
    directory.requireOpen();
    directory.requireSpace(0);
    this.directory = directory;
    this.known = known;
    this.executor = hashing;
    this.out = new HashingOutput(this::write, hashing);
  }

  StoredContent take(ContentWriter content, ContentCheck check) throws IOException {
    receive(content);
    return finish(check);
  }

  /** The first half of taking it; returns all of it, not hashed, if it is not more than a block. */
  @Nullable ByteBuffer receive(ContentWriter content) throws IOException {
    content.writeTo(out);
    return out.gathered();
  }

  /** The second half, unless it was returned by the first. */
  StoredContent finish(ContentCheck check) throws IOException {
    StoredContent stored = out.finish();
    check.check(stored);
    return stored;
  }

  private void write(ByteBuffer block) throws IOException {
    untilSpaceCheck -= block.remaining();
    if (untilSpaceCheck < 0) {
      directory.requireSpace(block.remaining());
      untilSpaceCheck = SPACE_STEP;
    }
    int count = block.remaining();
    DurableDirectory.Part current = opened();
    if (start != null) {
      start.take(block);
    }
    current.write(block);
    if (early != null) {
      early.wrote(count);
    }
  }

  private DurableDirectory.Part opened() throws IOException {
    DurableDirectory.Part current = part;
    if (current == null) {
      current = directory.newPart();
      part = current;
      if (executor != null) {
        start = new ContentStart(known, EarlyForce.STEP);
        early = new EarlyForce(executor, current::force, start::isKnown);
      }
    }
    return current;
  }

  /** All of the content, after {@link #finish}, if it never left memory; else null. */
  @Nullable ByteBuffer small() {
    return out.small();
  }

  /** Larger content in a file of its own, durable under a name that nobody looks for. */
  DurableDirectory.Part durable() throws IOException {
    DurableDirectory.Part written = opened();
    if (early != null) {
      early.finish();
    }
    written.force();
    return written;
  }

  /** Notes that the store has this content now. */
  void kept() {
    if (start != null) {
      start.remember();
    }
  }

  @Override
  public void close() throws IOException {
    out.abandon();
    if (early != null) {
      early.abandon();
    }
    if (part != null) {
      part.close();
    }
  }
}
