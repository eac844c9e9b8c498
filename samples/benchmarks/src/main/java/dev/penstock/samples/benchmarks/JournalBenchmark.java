package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** A durable append of two small events, against the bare system calls for as many bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {

  /** The files, on the disk of the working directory. */
  @State(Scope.Benchmark)
  public static class Files {
    private @Nullable JournalFiles files;
    private final AtomicInteger writers = new AtomicInteger();

    /** Makes the directory. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
      files = new JournalFiles();
    }

    /** Deletes the directory. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      open().close();
    }

    JournalFiles open() {
      if (files == null) {
        throw new IllegalStateException("not set up");
      }
      return files;
    }

    JournalFiles.Writer writer() {
      return open().writer("writer-" + writers.incrementAndGet());
    }
  }

  /** One writer for each thread. */
  @State(Scope.Thread)
  public static class Own {
    private JournalFiles.@Nullable Writer writer;

    long append(Files files) {
      if (writer == null) {
        writer = files.writer();
      }
      return writer.append();
    }
  }

  /** One writer. */
  @Benchmark
  public long penstock(Files files, Own own) {
    return own.append(files);
  }

  /** Eight writers, whose appends share commits. */
  @Benchmark
  @Threads(8)
  public long eightWriters(Files files, Own own) {
    return own.append(files);
  }

  /** The limit: write as many bytes and make them durable. */
  @Benchmark
  public void raw(Files files) throws IOException {
    files.open().appendRaw();
  }
}
