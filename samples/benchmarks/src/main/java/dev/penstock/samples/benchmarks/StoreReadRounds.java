package dev.penstock.samples.benchmarks;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** 1,000 contents of 1 KB read and verified, beside the same by hand. A program of its own. */
public final class StoreReadRounds implements AutoCloseable {
  private final StoreFiles files;
  private final List<Digest> stored = new ArrayList<>();
  private final List<byte[]> storedByHand = new ArrayList<>();

  StoreReadRounds() throws IOException {
    files = new StoreFiles("memory");
    List<byte[]> contents = files.contents();
    files.put(contents);
    files.putByHand(contents, false, false);
    for (byte[] bytes : contents) {
      byte[] digest = StoreFiles.sha256().digest(bytes);
      storedByHand.add(digest);
      stored.add(new Digest(HexFormat.of().formatHex(digest)));
    }
  }

  /**
   * Prints microseconds per 1,000 contents.
   *
   * @param arguments for how many seconds to measure
   * @throws Exception if a content cannot be read
   */
  public static void main(String... arguments) throws Exception {
    try (StoreReadRounds store = new StoreReadRounds()) {
      new Rounds(TimeUnit.MICROSECONDS)
          .add("read", store::read)
          .add("readByHand", store::readByHand)
          .add("stream", store::stream)
          .print(System.out, Long.parseLong(arguments[0]));
    }
  }

  /** Each verified before a byte of it is given out. */
  long read() throws IOException {
    long bytes = 0;
    for (Digest digest : stored) {
      try (SeekableByteChannel channel = files.store().openVerified(digest)) {
        ByteBuffer all = ByteBuffer.allocate((int) channel.size());
        bytes += channel.read(all);
      }
    }
    return bytes;
  }

  /** The same through a stream, which is verified by its end. */
  long stream() throws IOException {
    long bytes = 0;
    for (Digest digest : stored) {
      try (InputStream in = files.store().open(digest)) {
        bytes += in.readAllBytes().length;
      }
    }
    return bytes;
  }

  /** The limit: open, read, verify. */
  long readByHand() throws IOException {
    return files.readByHand(storedByHand);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
