package dev.penstock.spec.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, every reader answers with diagnostics in order, and soon. */
class FuzzTest {

  /**
   * One second on a quiet machine, as a long run asks; elsewhere enough room for a busy one, which
   * what grows with the square of its input still exceeds by far.
   */
  private static final Duration MAX =
      Duration.ofSeconds(Boolean.getBoolean("penstock.thorough") ? 1 : 4);

  /** So many inputs together may take as long as one may: asking for the time is slow. */
  private static final int TOGETHER = 20;

  private static final List<Linter> LINTERS =
      Stream.of(ConformanceMode.values()).map(mode -> Linter.builder().mode(mode).build()).toList();

  private static final List<SpecKind> KINDS = List.of(SpecKind.values());

  private final FuzzInputs inputs = new FuzzInputs();

  @Test
  void fiftyThousandInputs() {
    tryInputs(20260105, 50_000);
  }

  @Test
  @Tag("thorough")
  void twoMillionInputs() {
    tryInputs(Long.getLong("penstock.fuzz.seed", 2026), 2_000_000);
  }

  @Test
  void aKeyThatStandsAloneInAFlowGetsNoQuotesBehindIt() {
    for (String text : List.of("{A: x, B}", "{A: x, B\n}", "{B, A: x}", "{? B, A: x}", "{B : }")) {
      String spec = "version: 0.2\nenv: {variables: " + text + "}\n";
      FixChecks.settled(new SpecSource("f", spec), LINTERS.get(0), SpecKind.BUILDSPEC);
    }
    tryInput(493_776);
  }

  private void tryInputs(long seed, int count) {
    for (int i = 0; i < count; i += TOGETHER) {
      long first = seed + i;
      Duration taken =
          processorTime(
              () -> {
                for (int n = 0; n < TOGETHER; n++) {
                  tryInput(first + n);
                }
              });
      assertTrue(taken.compareTo(MAX) < 0, () -> "seeds from " + first + " took " + taken);
    }
  }

  private void tryInput(long seed) {
    Random random = new Random(seed);
    String text = inputs.next(random);
    Linter linter = LINTERS.get(random.nextInt(LINTERS.size()));
    SpecKind kind = KINDS.get(random.nextInt(KINDS.size()));
    SpecSource source = new SpecSource("f", text);
    try {
      check(source, linter, kind);
      if (random.nextInt(40) == 0) {
        FixChecks.settled(source, linter, kind);
      }
    } catch (RuntimeException | Error e) {
      throw new AssertionError(kind + " of seed " + seed + ":\n" + text, e);
    }
  }

  /** What the whole process used of its processors: nearly independent of what else runs. */
  private static Duration processorTime(Runnable work) {
    Duration before = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    work.run();
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).minus(before);
  }

  private static LintResult check(SpecSource source, Linter linter, SpecKind kind) {
    LintResult result = linter.lint(source, kind);
    List<Position> places =
        result.diagnostics().stream().map(each -> each.place().orElseThrow()).toList();
    assertEquals(places.stream().sorted().toList(), places);
    long lines = new LintReport(List.of(result)).toText().lines().count();
    assertTrue(lines >= result.diagnostics().size());
    return result;
  }

  @Test
  void aFileOfAHundredMillionBytesIsTooLarge(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("f");
    byte[] million = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    try (var bytes = Files.newOutputStream(file)) {
      bytes.write("version: ".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        bytes.write(million);
      }
    }
    for (SpecKind kind : SpecKind.values()) {
      LintResult result = check(SpecSource.read(file, "f"), LINTERS.get(0), kind);
      assertEquals(1, result.diagnostics().size());
      assertTrue(result.diagnostics().get(0).rule().matches("BS901|.*too-large"));
    }
  }

  /** The largest files that are read, made to be slow: they may take a moment of one processor. */
  @Test
  void theWorstFilesAreBounded() {
    int half = SpecSource.MAX_LENGTH / 2;
    List<String> worst =
        List.of(
            "version: 0.2\nphases:\n" + lines("  %d: x\n", half),
            "version: 0.2\n" + lines("biuld%d: x\n", half),
            "version: 0.2\n" + "a: 1\n".repeat(half / 5),
            "version: 0.2\nphases:\n  build:\n    commands:\n" + "    - a: b\n".repeat(half / 11),
            "version: 0.0\nos: linux\nhooks:\n" + lines("  E%d: []\n", half),
            "version: 0.0\nos: linux\nfiles:\n"
                + "- {source: x, destination: /y}\n".repeat(half / 31),
            "version: 0.0\nos: linux\npermissions:\n" + "- {object: /x}\n".repeat(half / 15),
            "stages:\n" + "- {name: a, actions: [{name: b}]}\n".repeat(half / 34),
            "version: 0.2\na: &a [x]\nb: [" + "*a, ".repeat(half / 4) + "]\n",
            "version: 0.2\na: \"" + "\\x41".repeat(half / 4) + "\"\n",
            "{\"stages\": [" + "[], ".repeat(half / 4) + "[]]}",
            "# penstock-ignore BS033: x\n".repeat(half / 27) + "version: 0.2\n",
            "# penstock-ignore-file BS020: x\n".repeat(half / 33) + lines("bo%d: x\n", half),
            "# penstock-ignore BS033: \u2014\n"
                + "  # # # #\n".repeat(half / 10)
                + "version: 0.2\n",
            "? ".repeat(half),
            "version: 0.2\n" + "- ".repeat(half),
            "&a ".repeat(half / 3),
            "%TAG ! x\n".repeat(half / 9));
    for (SpecKind kind : SpecKind.values()) {
      for (String text : worst) {
        SpecSource source = new SpecSource("f", text);
        Duration taken = processorTime(() -> check(source, LINTERS.get(0), kind));
        for (int run = 0;
            run < 3 && taken.compareTo(MAX) >= 0;
            run++) { // it was compiled meanwhile
          taken = processorTime(() -> LINTERS.get(0).lint(source, kind));
        }
        Duration best = taken;
        assertTrue(
            best.compareTo(MAX) < 0, () -> kind + " took " + best + ": " + text.substring(0, 30));
      }
    }
  }

  private static String lines(String line, int length) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; lines.length() < length; i++) {
      lines.append(line.formatted(i));
    }
    return lines.toString();
  }
}
