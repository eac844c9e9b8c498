package dev.penstock.samples.benchmarks;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading bad buildspecs and long ones: every fault is reported, and no length is punished. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FaultyBuildspecBenchmark {

  static final int FAULTS = 1_000;
  private static final int LINES = 5_000;
  private static final int SHORTER = 1_500;

  private final SpecSource clean = source(LINES, 0);
  private final SpecSource faulty = source(LINES, FAULTS);
  private final SpecSource shorter = source(SHORTER, 0);
  private final SpecSource longer = source(10 * SHORTER, 0);

  private static SpecSource source(int lines, int faults) {
    return new SpecSource("buildspec.yml", BuildspecText.of(lines, faults));
  }

  /** 5,000 lines without a fault. */
  @Benchmark
  public List<Diagnostic> clean() {
    return read(clean, 0);
  }

  /** 5,000 lines with 1,000 errors. */
  @Benchmark
  public List<Diagnostic> faulty() {
    return read(faulty, FAULTS);
  }

  /** 1,500 lines. */
  @Benchmark
  public List<Diagnostic> shorter() {
    return read(shorter, 0);
  }

  /** 15,000 lines. */
  @Benchmark
  public List<Diagnostic> longer() {
    return read(longer, 0);
  }

  private static List<Diagnostic> read(SpecSource source, int faults) {
    ReadResult<Buildspec> result = Buildspec.read(source);
    int errors = 0;
    for (Diagnostic diagnostic : result.diagnostics()) {
      errors += diagnostic.severity() == Severity.ERROR ? 1 : 0;
    }
    if (errors != faults) {
      throw new IllegalStateException(errors + " errors instead of " + faults);
    }
    return result.diagnostics();
  }
}
