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
    "B-070", "B-071", "B-072", "B-073", "B-074", "B-090", "B-160", "BS001", "BS002", "BS003",
    "BS004", "BS005", "BS006", "BS007", "BS008", "BS010", "BS011", "BS012", "BS014", "BS015",
    "BS020", "BS021", "BS022", "BS023", "BS024", "BS030", "BS031", "BS032", "BS033", "BS034",
    "BS035", "BS036", "BS037", "BS038", "BS039", "BS040", "BS041", "BS042", "BS043", "BS044",
    "BS045", "BS046", "BS047", "BS050", "BS051", "BS052", "BS053", "BS054", "BS060", "BS061",
    "BS062", "BS065", "BS070", "BS071", "BS072", "BS073", "BS074", "BS075", "BS076", "BS077",
    "BS078", "BS079", "BS080", "BS081", "BS082", "BS083", "BS090", "BS091", "BS092", "BS093",
    "BS094", "BS095", "BS100", "BS101", "BS102", "BS103", "BS104", "BS110", "BS111", "BS113",
    "BS114", "BS115", "BS120", "BS121", "BS122", "BS123", "BS124", "BS125", "BS126", "BS127",
    "BS128", "BS129", "BS130", "BS131", "BS132", "BS133", "BS140", "BS150", "BS160", "BS161",
    "BS162"
  })
  Stream<DynamicTest> everyFaultIsToldAtItsPlace() {
    return files.tests(Buildspec::read);
  }

  @TestFactory
  @Covers({"BS063", "B-091"})
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
