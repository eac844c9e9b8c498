package dev.penstock.conventions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of code are counted without blanks and comments; notes for later are found. */
class SourceTextTest {
  @Test
  void blanksAndCommentsAreNoCode() {
    assertEquals(
        5,
        CodeLines.count(
            """
            /* A
             * comment. */
            class Gate { // another

              // a third
              String url = "http://a/*b"; /* and */
              char quote = '"'; // "
              String c = "\\"//"; /** a
              */
            }
            """));
  }

  @Test
  void textBlocksAreCode() {
    assertEquals(3, CodeLines.count("String a = \"\"\"\n  // text\n\n  \"\"\";\n"));
  }

  @Test
  void longFilesAreTold(@TempDir Path sources) throws IOException {
    Files.writeString(sources.resolve("Long.java"), "int a;\n".repeat(CodeLines.MOST + 1));
    Files.writeString(sources.resolve("Short.java"), "int a;\n//\n".repeat(CodeLines.MOST));
    assertEquals(
        List.of("Long.java: 301 lines of code, at most 300"), CodeLines.wrong(sources, Map.of()));
    assertEquals(
        List.of("Short.java: 300 lines of code, needs no exemption any more"),
        CodeLines.wrong(sources, Map.of("Long.java", "a table", "Short.java", "a table")));
  }

  @Test
  void notesForLaterAreTold(@TempDir Path sources) throws IOException {
    String note = "TO" + "DO";
    Files.writeString(sources.resolve("Gate.java"), "class Gate {\n  // " + note + " open\n}\n");
    Files.writeString(sources.resolve("Sluice.java"), "class Sluice" + note + " {}\n");
    assertEquals(List.of("Gate.java:2: // " + note + " open"), LeftForLater.in(sources));
  }
}
