package dev.penstock.samples.benchmarks;

import dev.penstock.artifact.version.Version;
import dev.penstock.artifact.version.VersionRange;
import dev.penstock.artifact.version.VersionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 100,000 versions: read, compared, sorted, and searched for what a range asks for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(VersionBenchmark.COUNT)
public class VersionBenchmark {
  static final int COUNT = 100_000;

  /** Whose rules. */
  @Param({"MAVEN", "NPM"})
  public VersionScheme scheme = VersionScheme.MAVEN;

  private final String[] texts = VersionTexts.of(COUNT);
  private final Version[] versions = new Version[COUNT];
  private final long[] packed = new long[COUNT];
  private VersionRange range = VersionScheme.MAVEN.range("[3.0,12.5)");

  /** Reads them once for the comparisons. */
  @Setup(Level.Trial)
  public void setUp() {
    if (scheme == VersionScheme.NPM) {
      range = scheme.range(">=3.0.0 <12.5.0");
    }
    parse();
    parsePacked();
  }

  /** The versions. */
  @Benchmark
  public Version[] parse() {
    for (int i = 0; i < COUNT; i++) {
      versions[i] = scheme.parse(texts[i]);
    }
    return versions;
  }

  /** The limit: a long each. */
  @Benchmark
  public long[] parsePacked() {
    for (int i = 0; i < COUNT; i++) {
      packed[i] = PackedVersion.of(texts[i]);
    }
    return packed;
  }

  /** Each with the one before. */
  @Benchmark
  public int compare() {
    int sum = 0;
    for (int i = 1; i < COUNT; i++) {
      sum += versions[i - 1].compareTo(versions[i]);
    }
    return sum;
  }

  /** The limit: two longs of an array. */
  @Benchmark
  public int comparePacked() {
    int sum = 0;
    for (int i = 1; i < COUNT; i++) {
      sum += Long.compare(packed[i - 1], packed[i]);
    }
    return sum;
  }

  /** Read and sorted. */
  @Benchmark
  public List<Version> sort() {
    return scheme.sorted(Arrays.asList(read()));
  }

  private Version[] read() {
    Version[] read = new Version[COUNT];
    for (int i = 0; i < COUNT; i++) {
      read[i] = scheme.parse(texts[i]);
    }
    return read;
  }

  /** The limit: longs, read and sorted. */
  @Benchmark
  public long[] sortPacked() {
    long[] read = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      read[i] = PackedVersion.of(texts[i]);
    }
    Arrays.sort(read);
    return read;
  }

  /** Read, and the highest that a range contains. */
  @Benchmark
  public Optional<Version> best() {
    return range.best(Arrays.asList(read()));
  }
}
