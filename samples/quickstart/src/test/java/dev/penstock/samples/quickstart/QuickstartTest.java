package dev.penstock.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The quickstart")
class QuickstartTest {
  @TempDir private Path directory;

  private Path output() {
    return directory.resolve("output");
  }

  private Path place() {
    return directory.resolve("place");
  }

  @AfterEach
  void nothingIsLeft() {
    ChildRun.expectNothingLeft(directory);
  }

  @Test
  @DisplayName("tells the whole story, although it is killed in the middle of a deployment")
  void wholeStory() throws Exception {
    ChildRun run = ChildRun.start(output(), "--yes", "--crash", "--directory", place().toString());
    run.expect(0);
    String text = run.text();
    assertTrue(text.contains("(SIGKILL) in the middle of production-2"), text);
    assertTrue(text.contains("instances run and are adopted"), text);
    assertTrue(text.contains("All 3 releases ended as told."), text);
    List<Chronicle.Entry> chronicle = Chronicle.read(place().resolve("chronicle.tsv"));
    assertEquals(
        List.of("1.0.0", "1.0.0", "1.1.1"), fields(chronicle, Chronicle.Kind.SEEN, 1), text);
    assertEquals(
        List.of("production-1", "production-2", "production-2", "production-4", "production-4"),
        fields(chronicle, Chronicle.Kind.ROUTED, 0),
        text);
    assertEquals(
        List.of("10000", "9000", "10000", "9000", "0"),
        fields(chronicle, Chronicle.Kind.ROUTED, 1),
        text);
    assertEquals(2, fields(chronicle, Chronicle.Kind.BEGAN, 0).size(), text);
    assertEquals(1, fields(chronicle, Chronicle.Kind.ALARM, 0).size(), text);
    OnceOnly.check(place(), 3);
    String page = Files.readString(place().resolve("report.html"));
    assertTrue(page.contains("production-3: rollback to 1.0.0"), page);
    assertFalse(page.contains("src=\"http"), page);
  }

  @Test
  @DisplayName("ends all processes when it is asked to end in the middle, as by Ctrl-C")
  void interrupted() throws Exception {
    ChildRun run =
        ChildRun.start(output(), "--yes", "--releases", "1", "--directory", place().toString());
    while (run.process().isAlive()
        && !Chronicle.read(place().resolve("chronicle.tsv")).stream()
            .anyMatch(
                entry ->
                    entry.kind() == Chronicle.Kind.EVENT_ENDED
                        && entry.field(0).equals("production-1")
                        && entry.field(2).equals("ValidateService"))) {
      run.process().waitFor(5, TimeUnit.MILLISECONDS);
    }
    run.process().destroy();
    run.expect(143);
    assertTrue(run.text().endsWith("quickstart: interrupted; all that ran was ended\n"), run::text);
  }

  @Test
  @DisplayName("says where a step failed, and leaves nothing behind")
  void failedStep() throws Exception {
    Path broken = Files.writeString(directory.resolve("console.jar"), "no archive");
    ChildRun run =
        ChildRun.startWith(
            broken.toString(), output(), "--releases", "1", "--directory", place().toString());
    run.expect(1);
    assertTrue(run.text().contains("failed in Build/Package: "), run::text);
    assertTrue(run.text().contains("0 of 1 releases ended as told."), run::text);
  }

  @Test
  @DisplayName("teaches its options")
  void wrongUse() throws Exception {
    ChildRun run = ChildRun.start(output(), "--fast");
    run.expect(2);
    assertEquals(
        "quickstart: \"--fast\" is no option; allowed: --yes, --crash, --directory, --resume,"
            + " --releases\n\n"
            + Options.USAGE,
        run.text());
  }

  private static List<String> fields(
      List<Chronicle.Entry> chronicle, Chronicle.Kind kind, int field) {
    return chronicle.stream()
        .filter(entry -> entry.kind() == kind)
        .map(entry -> entry.field(field))
        .toList();
  }
}
