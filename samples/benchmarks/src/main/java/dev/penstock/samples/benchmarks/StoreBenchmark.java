package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.store.StoredContent;
import java.io.IOException;
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

/** 1,000 contents of 1 KB stored, beside the same by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreBenchmark {

  /** Where: {@code memory} or {@code disk}. */
  @Param({"memory", "disk"})
  public String disk = "memory";

  private @Nullable StoreFiles files;

  /**
   * Makes a new directory, since deleting many files slows what comes next on some disks, and
   * stores some contents in it.
   */
  @Setup(Level.Iteration)
  public void setUp() throws IOException {
    StoreFiles opened = new StoreFiles(disk);
    files = opened;
    List<byte[]> contents = opened.contents();
    opened.put(contents);
    opened.putByHand(contents, false, false);
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
}
