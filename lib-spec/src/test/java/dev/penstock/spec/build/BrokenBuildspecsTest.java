package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.Fix;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.fixture.BrokenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrokenBuildspecsTest {

  private static final BuildImage IMAGE =
      BuildImage.named("aws/codebuild/standard:7.0").orElseThrow();

  private final BrokenFiles files = new BrokenFiles("buildspec");
  private final BrokenFiles filesForImage = new BrokenFiles("buildspec-for-image");

  @TestFactory
  @Covers({
    "B-010", "B-014", "B-015", "B-016", "B-018", "B-019", "B-020", "B-021", "B-022", "B-024",
    "B-030", "B-032", "B-033", "B-041", "B-042", "B-043", "B-047", "B-050", "B-051", "B-057",
    "B-070", "B-071", "B-072", "B-073", "B-074", "B-090", "B-160"
  })
  Stream<DynamicTest> everyFaultIsToldAtItsPlace() {
    return files.tests(Buildspec::read);
  }

  @TestFactory
  Stream<DynamicTest> everyVersionThatTheImageLacksIsTold() {
    return filesForImage.tests(source -> Buildspec.read(source, IMAGE));
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    Stream<String> rules = Arrays.stream(BuildRule.values()).map(BuildRule::id);
    assertEquals(List.of(), filesForImage.withoutFile(files.withoutFile(rules).stream()));
  }

  /**
   * Beside each file that can be mended by machine lies what it becomes, in which nothing else has
   * changed.
   */
  @TestFactory
  Stream<DynamicTest> whatCanBeMendedIsMendedAndNothingElse() throws IOException {
    List<Path> broken = new ArrayList<>();
    try (Stream<Path> folder = Files.list(Path.of("src/test/resources/broken/buildspec"))) {
      folder.filter(file -> file.toString().endsWith(".yml")).sorted().forEach(broken::add);
    }
    return broken.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> checkMended(file)));
  }

  private static void checkMended(Path file) throws IOException {
    String text = Files.readString(file);
    Path beside = file.resolveSibling(file.getFileName().toString().replace(".yml", ".fixed"));
    String expected = Files.exists(beside) ? Files.readString(beside) : text;
    assertEquals(expected, mended(text));
    assertEquals(
        expected.replace("\n", "\r\n"),
        mended(text.replace("\n", "\r\n")),
        "with the line ends of Windows");
  }

  private static String mended(String text) {
    List<Fix> fixes =
        Buildspec.read(new SpecSource("buildspec.yml", text)).diagnostics().stream()
            .map(Diagnostic::fix)
            .flatMap(Optional::stream)
            .toList();
    return Fix.applyAll(text, fixes);
  }
}
