package dev.penstock.spec.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

@Label("The characters of a text")
class CharactersLaws {

  private static final List<String> PARTS =
      List.of(
          "a",
          "key: ",
          "- ",
          "  ",
          "    ",
          "\n",
          "\n",
          "\n",
          "\n  - ",
          "? ",
          ": ",
          "\t",
          "#",
          " # x",
          "word of it ",
          "'",
          "''",
          "\"",
          "\\n",
          "\\u00e9",
          "\\U0001F600",
          "%YAML 1.1\n",
          "%TAG ! x\n",
          "---\n",
          "...\n",
          "[",
          "]",
          "{",
          "}",
          ", ",
          "|\n",
          ">-\n   ",
          "&a ",
          "*a",
          "!!str ",
          "!<x%20> ",
          "\r",
          "\r\n",
          "\u0085",
          "\u2028",
          "\u2029",
          "\u00e9",
          "\u4e2d",
          "\ud834\udd1e",
          "\uFEFF");

  private static final List<String> REFUSED =
      List.of("\u0000", "\u0007", "\ud834", "\udd1e", "\ud834\ud834", "\uFFFE");

  @Property(seed = "4413", tries = 20_000)
  @Label("give the parser the events, marks and faults that its own reader gives it")
  void areThoseOfTheParsersReader(@ForAll long seed) {
    String text = text(new Random(seed));
    assertEquals(events(new StreamReader(text)), events(new Characters(text)), () -> text);
  }

  /** Long enough now and then for several of the pieces in which texts are read. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    boolean isRefused = random.nextInt(8) == 0;
    int pieces = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
    for (int piece = 0; piece <= pieces; piece++) {
      int parts = random.nextInt(60);
      for (int i = 0; i < parts; i++) {
        boolean isOdd = isRefused && random.nextInt(40) == 0;
        List<String> of = isOdd ? REFUSED : PARTS;
        text.append(of.get(random.nextInt(of.size())));
      }
      if (pieces > 0) {
        text.append((random.nextBoolean() ? "x" : "x ").repeat(490 + random.nextInt(30)));
      }
    }
    return text.toString();
  }

  private static List<String> events(StreamReader characters) {
    List<String> events = new ArrayList<>();
    ParserImpl parser = new ParserImpl(characters, new LoaderOptions());
    try {
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        events.add(event + mark(event.getStartMark()) + mark(event.getEndMark()));
      }
    } catch (ReaderException e) {
      events.add("refused " + e.getCodePoint() + " at " + e.getPosition());
    } catch (YAMLException | NumberFormatException e) {
      events.add(e.toString());
    }
    events.add(characters.getLine() + ":" + characters.getColumn());
    return events;
  }

  private static String mark(Mark mark) {
    return " %d:%d %d in %s"
            .formatted(
                mark.getLine(),
                mark.getColumn(),
                mark.getIndex(),
                Arrays.hashCode(mark.getBuffer()))
        + mark.getPointer();
  }
}
