package dev.penstock.samples.localhost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

@Label("Output lines")
class OutputLinesTest {

  @Property(seed = "71", tries = 200)
  @Label("are what was written between line ends")
  void areWhatWasWritten(
      @ForAll @Size(max = 40)
          List<@StringLength(max = 30) @CharRange(from = 'a', to = 'e') String> lines)
      throws IOException {
    String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    assertEquals(lines, read(text));
    assertEquals(lines, read(text.replace("\n", "\r\n")));
  }

  @Example
  @Label("are cut when they would fill the memory")
  void areCut() throws IOException {
    String longest = "x".repeat(OutputLines.LONGEST);
    assertEquals(List.of(longest, longest, "yz", "end"), read(longest + longest + "yz\nend"));
  }

  private static List<String> read(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    OutputLines.deliver(new StringReader(text), lines::add);
    return lines;
  }
}
