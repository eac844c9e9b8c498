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

  private final SpecSource mended = source(FaultyText.of(false));
  private final SpecSource faulty = source(FaultyText.of(true));
  private final SpecSource clean = source(LINES, 0);
  private final SpecSource notCommands = source(LINES, FAULTS);
  private final SpecSource shorter = source(SHORTER, 0);
  private final SpecSource longer = source(10 * SHORTER, 0);

  private static SpecSource source(int lines, int faults) {
    return source(BuildspecText.of(lines, faults));
  }

  private static SpecSource source(String text) {
    return new SpecSource("buildspec.yml", text);
  }

  /** 5,000 lines with 1,000 errors of several kinds. */
  @Benchmark
  public List<Diagnostic> faulty() {
    return read(faulty, FAULTS);
  }

  /** The same text with each fault mended. */
  @Benchmark
  public List<Diagnostic> mended() {
    return read(mended, 0);
  }

  /** 5,000 lines, of which 1,000 are mappings and lists in place of commands. */
  @Benchmark
  public List<Diagnostic> notCommands() {
    return read(notCommands, FAULTS);
  }

  /** 5,000 lines of commands without a fault. */
  @Benchmark
  public List<Diagnostic> clean() {
    return read(clean, 0);
  }

  /** What the parser alone takes for the mappings and lists in place of commands. */
  @Benchmark
  public int notCommandsEvents() {
    return BuildspecBenchmark.events(notCommands.text());
  }

  /** What it takes for the commands. */
  @Benchmark
  public int cleanEvents() {
    return BuildspecBenchmark.events(clean.text());
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
