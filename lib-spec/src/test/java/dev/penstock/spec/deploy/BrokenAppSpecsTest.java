package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.fixture.BrokenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Broken files, each with what is said about it. The name's first word is the mode in which it is
 * read, {@code service} unless it is another; {@code server} files are read as those of a server.
 * Beside some stands the text with all fixes made.
 */
class BrokenAppSpecsTest {

  private static final Path FOLDER = Path.of("src/test/resources/broken/appspec");

  private static ConformanceMode modeOf(String file) {
    return Arrays.stream(ConformanceMode.values())
        .filter(mode -> file.startsWith(mode.name().toLowerCase(Locale.ROOT) + "-"))
        .findFirst()
        .orElse(ConformanceMode.SERVICE);
  }

  private static ReadResult<?> read(String file) throws IOException {
    return read(file, SpecSource.read(FOLDER.resolve(file), "appspec.yml"));
  }

  private static ReadResult<?> read(String file, SpecSource source) {
    return file.startsWith("server-")
        ? ServerAppSpec.read(source, modeOf(file))
        : AppSpec.read(source, modeOf(file));
  }

  @TestFactory
  @Covers({
    "D-006", "D-008", "D-010", "D-011", "D-014", "D-017", "D-018", "D-030", "D-031", "D-045",
    "D-060", "D-061", "D-062", "D-065", "D-066", "D-068", "D-069", "D-082", "D-085", "D-130",
    "D-131", "D-133", "D-140", "D-141", "D-142", "D-144", "D-145", "D-150", "D-151", "D-460",
    "D-462", "D-466", "D-467", "D-468", "D-469", "D-471"
  })
  Stream<DynamicTest> everyFaultIsToldAtItsPlace() {
    return Stream.of(".yml", ".json")
        .flatMap(
            suffix ->
                new BrokenFiles("appspec", suffix)
                    .testsByName(file -> source -> read(file, source)));
  }

  @TestFactory
  Stream<DynamicTest> fixesLeaveNothingToFix() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(file -> file.endsWith(".yml") || file.endsWith(".json"))
          .sorted()
          .toList()
          .stream()
          .map(file -> dynamicTest(file, () -> checkFixes(file)));
    }
  }

  private static void checkFixes(String file) throws IOException {
    List<Fix> fixes = fixes(read(file).diagnostics());
    Path fixed = FOLDER.resolve(file.replaceAll("\\.(yml|json)$", ".fixed"));
    assertEquals(!fixes.isEmpty(), Files.exists(fixed), fixed + " is there if there are fixes");
    if (!fixes.isEmpty()) {
      String mended = Fix.applyAll(Files.readString(FOLDER.resolve(file)), fixes);
      assertEquals(Files.readString(fixed), mended);
      ReadResult<?> again = read(file, new SpecSource("appspec.yml", mended));
      // the agent tells of the next error once the first is gone
      if (modeOf(file) != ConformanceMode.AGENT) {
        assertEquals(List.of(), fixes(again.diagnostics()));
      }
    }
  }

  private static List<Fix> fixes(List<Diagnostic> diagnostics) {
    return diagnostics.stream().flatMap(diagnostic -> diagnostic.fix().stream()).toList();
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    assertEquals(
        List.of(),
        new BrokenFiles("appspec")
            .withoutFile(Arrays.stream(DeployRule.values()).map(DeployRule::id)));
  }

  @Test
  void diagnosticsEndWhereTheirTokenEnds() throws IOException {
    Diagnostic version = read("quoted-version.yml").diagnostics().get(0);
    assertEquals("1:10 to 1:15", version.position() + " to " + version.end());
    Diagnostic event = read("events.yml").diagnostics().get(1);
    assertEquals("6:3 to 6:14", event.position() + " to " + event.end());
  }
}
