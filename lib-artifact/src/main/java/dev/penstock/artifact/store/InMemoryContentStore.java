package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps content on the heap, for tests and small tools. Gone with the object. */
public final class InMemoryContentStore implements ContentStore {
  private final Map<Digest, byte[]> contents = new ConcurrentHashMap<>();

  /** An empty store. */
  public InMemoryContentStore() {}

  @Override
  public StoredContent put(ContentWriter content, ContentCheck check) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HashingOutput out = new HashingOutput(block -> Channels.newChannel(bytes).write(block));
    content.writeTo(out);
    StoredContent stored = out.finish();
    check.check(stored);
    contents.putIfAbsent(stored.digest(), bytes.toByteArray());
    return stored;
  }

  @Override
  public boolean contains(Digest digest) {
    return contents.containsKey(digest);
  }

  /** {@inheritDoc} The heap cannot be altered from outside, so the check always passes. */
  @Override
  public InputStream open(Digest digest) throws IOException {
    return new VerifyingInput(new ByteArrayInputStream(bytes(digest)), digest);
  }

  @Override
  public SeekableByteChannel openVerified(Digest digest) throws IOException {
    return new BytesChannel(bytes(digest));
  }

  private byte[] bytes(Digest digest) throws MissingContentException {
    byte[] bytes = contents.get(digest);
    if (bytes == null) {
      throw new MissingContentException(digest);
    }
    return bytes;
  }
}
