package dev.penstock.spec.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.BuildPhase;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeReaderTest {

  private static String told(String text) {
    return Buildspec.read(new SpecSource("b", text)).diagnostics().toString();
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder text =
        new StringBuilder("version: 0.2\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String before = ", *a" + (i - 1);
      text.append("a%d: &a%d [*a%d%s]\n".formatted(i, i, i - 1, before.repeat(9)));
    }
    String told = told(text.toString());
    assertTrue(told.contains("the document has more than 300000 parts"), told);
  }

  @Test
  void aliasesThatDeepenAreRefused() {
    StringBuilder text = new StringBuilder("version: 0.2\na0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    String told = told(text.toString());
    assertTrue(told.contains("the document is more than 50 levels deep"), told);
  }

  @Test
  void aDocumentAtTheBoundOfDepthIsRead() {
    int levels = TreeBuilder.MAX_DEPTH - 1;
    String text = "version: 0.2\nx: " + "[".repeat(levels) + "]".repeat(levels) + "\n";
    assertEquals(-1, told(text).indexOf("levels deep"));
    assertTrue(told(text.replace("[]", "[[]]").replace("[[]]", "[[[]]]")).contains("levels deep"));
  }

  @Test
  @Covers({"B-012", "B-016"})
  void tabsOfWhatIsAlmostJsonMayIndentAndStayWithinQuotes() {
    String commands = "[ 'cut -d''\t''', \"a\tb\",\n\t'c\td']";
    String text = "{version: 0.2,\n\tphases: {build:\t{commands: " + commands + "}}}\n";
    if (Buildspec.read(new SpecSource("b", text))
        instanceof ReadResult.Accepted<Buildspec> accepted) {
      assertEquals(
          List.of("cut -d'\t'", "a\tb", "c\td"),
          accepted.value().phase(BuildPhase.BUILD).commands().stream().map(Command::text).toList());
      return;
    }
    throw new AssertionError(told(text));
  }

  @Test
  void aTextThatIsTooLongIsRefusedUnparsed() {
    String told = told("#".repeat(SpecSource.MAX_LENGTH + 1));
    assertEquals(
        "[b:1:1: the text has more than 1048576 characters; move scripts into files of their own"
            + " [BS901]]",
        told);
  }

  @Test
  void bytesThatAreNoTextAreRead(@TempDir Path directory) throws IOException {
    Path file =
        Files.write(directory.resolve("b"), new byte[] {'a', (byte) 0xC3, '\n', (byte) 0xFF});
    SpecSource source = SpecSource.read(file, "b");
    assertEquals("a\uFFFD\n\uFFFD", source.text());
    assertTrue(Buildspec.read(source) instanceof ReadResult.Refused);
    Files.write(file, "x".repeat(5_000_000).getBytes(StandardCharsets.UTF_8));
    assertTrue(Buildspec.read(SpecSource.read(file, "b")) instanceof ReadResult.Refused);
  }
}
