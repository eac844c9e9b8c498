package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Keeps content on the heap, for tests and small tools. Gone with the object. */
public final class InMemoryContentStore implements MaintainedContentStore {
  private final InstantSource clock;
  private final TreeMap<ContentId, Held> contents = new TreeMap<>();

  private static final class Held {
    final byte[] bytes;
    Instant lastUse;

    Held(byte[] bytes, Instant lastUse) {
      this.bytes = bytes;
      this.lastUse = lastUse;
    }
  }

  /**
   * An empty store in which time stands still: garbage is collected without a grace period only.
   */
  public InMemoryContentStore() {
    this(() -> Instant.EPOCH);
  }

  /**
   * An empty store.
   *
   * @param clock tells when content is used
   */
  public InMemoryContentStore(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public StoredContent put(ContentWriter content, ContentCheck check) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HashingOutput out = new HashingOutput(block -> Channels.newChannel(bytes).write(block), null);
    content.writeTo(out);
    StoredContent stored = out.finish();
    check.check(stored);
    if (out.small() != null) {
      Channels.newChannel(bytes).write(out.small());
    }
    synchronized (contents) {
      Instant now = clock.instant();
      contents.computeIfAbsent(
                  ContentId.of(stored.digest()), id -> new Held(bytes.toByteArray(), now))
              .lastUse =
          now;
    }
    return stored;
  }

  @Override
  public boolean refresh(Digest digest) {
    synchronized (contents) {
      Held held = contents.get(ContentId.of(digest));
      if (held != null) {
        held.lastUse = clock.instant();
      }
      return held != null;
    }
  }

  @Override
  public boolean contains(Digest digest) {
    synchronized (contents) {
      return contents.containsKey(ContentId.of(digest));
    }
  }

  /** {@inheritDoc} The heap cannot be altered from outside, so the check always passes. */
  @Override
  public InputStream open(Digest digest) throws IOException {
    return new VerifyingInput(
        new ByteArrayInputStream(bytes(digest)), ContentId.of(digest), () -> {});
  }

  @Override
  public SeekableByteChannel openVerified(Digest digest) throws IOException {
    return new BytesChannel(bytes(digest));
  }

  private byte[] bytes(Digest digest) throws MissingContentException {
    synchronized (contents) {
      Held held = contents.get(ContentId.of(digest));
      if (held == null) {
        throw new MissingContentException(digest);
      }
      return held.bytes;
    }
  }

  @Override
  public GarbageReport collectGarbage(GarbageRequest request) throws IOException {
    Instant newest = clock.instant().minus(request.grace());
    Map<ContentId, Marked> found = new HashMap<>();
    synchronized (contents) {
      contents.forEach(
          (id, held) ->
              found.put(id, new Marked(held.bytes.length, !held.lastUse.isAfter(newest))));
    }
    GarbageCount count = new GarbageCount(found);
    request.references().forEach(digest -> count.mark(digest, this::contains));
    List<ContentId> garbage = new ArrayList<>(count.garbage());
    synchronized (contents) {
      garbage.removeIf(id -> contents.get(id) == null || contents.get(id).lastUse.isAfter(newest));
      if (!request.isDryRun()) {
        garbage.forEach(contents::remove);
      }
    }
    return count.report(request.isDryRun(), garbage);
  }

  /** {@inheritDoc} The heap cannot be altered from outside, so there is nothing to find. */
  @Override
  public ScrubReport scrub(ScrubRequest request) {
    synchronized (contents) {
      Digest after = request.after();
      Map<ContentId, Held> rest =
          after == null ? contents : contents.tailMap(ContentId.of(after), false);
      long bytes = 0;
      long count = 0;
      for (Map.Entry<ContentId, Held> entry : rest.entrySet()) {
        count++;
        bytes += entry.getValue().bytes.length;
        if (bytes >= request.bytes() && count < rest.size()) {
          return new ScrubReport(count, bytes, List.of(), entry.getKey().digest());
        }
      }
      return new ScrubReport(count, bytes, List.of(), null);
    }
  }

  @Override
  public ContentUsage usage() {
    synchronized (contents) {
      return new ContentUsage(
          contents.size(), contents.values().stream().mapToLong(held -> held.bytes.length).sum());
    }
  }
}
