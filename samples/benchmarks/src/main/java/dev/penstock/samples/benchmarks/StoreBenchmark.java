package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.StoredContent;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** 1,000 contents of 1 KB stored and read, beside the same by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreBenchmark {

  /** Where: {@code memory} or {@code disk}. */
  @Param({"memory", "disk"})
  public String disk = "memory";

  private @Nullable StoreFiles files;
  private List<Digest> stored = List.of();
  private List<byte[]> storedByHand = List.of();

  /** Makes an empty directory: deleting many files slows what comes next on some disks. */
  @Setup(Level.Iteration)
  public void setUp() throws IOException {
    StoreFiles opened = new StoreFiles(disk);
    files = opened;
    List<byte[]> contents = opened.contents();
    opened.put(contents);
    opened.putByHand(contents, false, false);
    stored = new ArrayList<>();
    storedByHand = new ArrayList<>();
    for (byte[] bytes : contents) {
      byte[] digest = StoreFiles.sha256().digest(bytes);
      storedByHand.add(digest);
      stored.add(new Digest(HexFormat.of().formatHex(digest)));
    }
  }

  /** Deletes the directory. */
  @TearDown(Level.Iteration)
  public void tearDown() throws IOException {
    files().close();
  }

  private StoreFiles files() {
    if (files == null) {
      throw new IllegalStateException("not set up");
    }
    return files;
  }

  /** One by one, each durable. */
  @Benchmark
  public void put() throws IOException {
    files().put(files().contents());
  }

  /** One by one, each with a record, both durable. */
  @Benchmark
  public void putRecorded() throws IOException {
    files().putRecorded(files().contents());
  }

  /** All at once. */
  @Benchmark
  public List<StoredContent> putAll() throws IOException {
    return files().putAll(files().contents());
  }

  /** The limit of one by one: SHA-256, a temporary file and a name, nothing durable. */
  @Benchmark
  public void putByHand() throws IOException {
    files().putByHand(files().contents(), false, false);
  }

  /** The same, with file and directory forced, and a line of a log. */
  @Benchmark
  public void putRecordedByHand() throws IOException {
    files().putByHand(files().contents(), true, true);
  }

  /** The limit of all at once: one file, one force. */
  @Benchmark
  public void pack() throws IOException {
    files().pack(files().contents());
  }

  /** Each verified before a byte of it is given out. */
  @Benchmark
  public long read() throws IOException {
    long bytes = 0;
    for (Digest digest : stored) {
      try (SeekableByteChannel channel = files().store().openVerified(digest)) {
        ByteBuffer all = ByteBuffer.allocate((int) channel.size());
        bytes += channel.read(all);
      }
    }
    return bytes;
  }

  /** The same through a stream, which is verified by its end. */
  @Benchmark
  public long stream() throws IOException {
    long bytes = 0;
    for (Digest digest : stored) {
      try (InputStream in = files().store().open(digest)) {
        bytes += in.readAllBytes().length;
      }
    }
    return bytes;
  }

  /** The limit: open, read, verify. */
  @Benchmark
  public long readByHand() throws IOException {
    return files().readByHand(storedByHand);
  }
}
