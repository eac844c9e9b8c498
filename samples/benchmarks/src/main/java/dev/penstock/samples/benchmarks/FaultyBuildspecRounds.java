package dev.penstock.samples.benchmarks;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.Buildspec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Reading bad buildspecs and long ones: every fault is reported, and no length is punished. A
 * program of its own.
 */
public final class FaultyBuildspecRounds {

  static final int FAULTS = 1_000;
  private static final int LINES = 5_000;
  private static final int SHORTER = 1_500;

  private final SpecSource mended = source(FaultyText.of(false));
  private final SpecSource faulty = source(FaultyText.of(true));
  private final SpecSource clean = source(LINES, 0);
  private final SpecSource notCommands = source(LINES, FAULTS);
  private final SpecSource shorter = source(SHORTER, 0);
  private final SpecSource longer = source(10 * SHORTER, 0);

  FaultyBuildspecRounds() {}

  /**
   * Prints microseconds per text, of two bodies.
   *
   * @param arguments the name of either, and for how many seconds to measure
   * @throws Exception if a text is not read as it should be
   */
  public static void main(String... arguments) throws Exception {
    Map<String, Callable<?>> bodies = new FaultyBuildspecRounds().bodies();
    Rounds rounds = new Rounds(TimeUnit.MICROSECONDS);
    for (String name : List.of(arguments[0], arguments[1])) {
      Callable<?> body = bodies.get(name);
      if (body == null) {
        throw new IllegalArgumentException(
            "found \"" + name + "\"; allowed: " + String.join(", ", bodies.keySet()));
      }
      rounds.add(name, body);
    }
    rounds.print(System.out, Long.parseLong(arguments[2]));
  }

  private Map<String, Callable<?>> bodies() {
    return Map.of(
        "faulty", this::faulty,
        "mended", this::mended,
        "notCommands", this::notCommands,
        "clean", this::clean,
        "notCommandsEvents", this::notCommandsEvents,
        "cleanEvents", this::cleanEvents,
        "shorter", this::shorter,
        "longer", this::longer);
  }

  private static SpecSource source(int lines, int faults) {
    return source(BuildspecText.of(lines, faults));
  }

  private static SpecSource source(String text) {
    return new SpecSource("buildspec.yml", text);
  }

  /** 5,000 lines with 1,000 errors of several kinds. */
  List<Diagnostic> faulty() {
    return read(faulty, FAULTS);
  }

  /** The same text with each fault mended. */
  List<Diagnostic> mended() {
    return read(mended, 0);
  }

  /** 5,000 lines, of which 1,000 are mappings and lists in place of commands. */
  List<Diagnostic> notCommands() {
    return read(notCommands, FAULTS);
  }

  /** 5,000 lines of commands without a fault. */
  List<Diagnostic> clean() {
    return read(clean, 0);
  }

  /** What the parser alone takes for the mappings and lists in place of commands. */
  int notCommandsEvents() {
    return BuildspecRounds.events(notCommands.text());
  }

  /** What it takes for the commands. */
  int cleanEvents() {
    return BuildspecRounds.events(clean.text());
  }

  /** 1,500 lines. */
  List<Diagnostic> shorter() {
    return read(shorter, 0);
  }

  /** 15,000 lines. */
  List<Diagnostic> longer() {
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
