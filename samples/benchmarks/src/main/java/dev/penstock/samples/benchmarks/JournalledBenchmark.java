package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pipeline of 100 stages of 10 actions whose history is durable, and what the disk asks for it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalledBenchmark {
  static final int STAGES = 100;

  /** The pipeline, and a journal for each run. */
  @State(Scope.Benchmark)
  public static class Journalled {
    private @Nullable JournalledRuns runs;

    /** Makes the directory. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
      runs = new JournalledRuns(Scratch.measured(), STAGES);
    }

    /** Opens a journal. */
    @Setup(Level.Invocation)
    public void next() {
      runs().next();
    }

    /** Deletes the directory. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      runs().close();
    }

    JournalledRuns runs() {
      if (runs == null) {
        throw new IllegalStateException("not set up");
      }
      return runs;
    }
  }

  /** What was committed, counted outside the measured time. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Commits {
    /** Of the iteration. */
    public long commits;

    /** Of the iteration. */
    public long runs;

    /** Counts one run. */
    @TearDown(Level.Invocation)
    public void count(Journalled journalled) throws IOException {
      commits += journalled.runs().written().commits();
      runs++;
    }
  }

  /** A bare file, and as many bytes as an average commit of such a pipeline has. */
  @State(Scope.Benchmark)
  public static class Bare {
    private static final int SAMPLES = 10;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private @Nullable Scratch scratch;

    /** Runs the pipeline to learn how much it writes. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
      long written = 0;
      long commits = 0;
      try (JournalledRuns runs = new JournalledRuns(Scratch.measured(), STAGES)) {
        for (int i = 0; i < SAMPLES; i++) {
          runs.next();
          runs.run();
          written += runs.written().bytes();
          commits += runs.written().commits();
        }
      }
      bytes = ByteBuffer.allocate(Math.toIntExact(written / commits));
      scratch = new Scratch(Scratch.measured(), "bare-benchmark");
    }

    /** Deletes the file. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      scratch().close();
    }

    Scratch scratch() {
      if (scratch == null) {
        throw new IllegalStateException("not set up");
      }
      return scratch;
    }
  }

  /** The public engine on two threads, until the listener has seen all successes. */
  @Benchmark
  public int penstock(Journalled journalled, Commits commits) {
    return journalled.runs().run();
  }

  /** The limit: one append of a commit's bytes, made durable. */
  @Benchmark
  public void raw(Bare bare) throws IOException {
    bare.scratch().append(bare.bytes);
  }
}
