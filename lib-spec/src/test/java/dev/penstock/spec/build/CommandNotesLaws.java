package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("What is noted of a text that may be a command")
class CommandNotesLaws {

  private static final List<String> OF_BASH =
      List.of("[[", "=(", "<(", "source", "pushd", "popd", "disown");

  @Property(seed = "2028", tries = 4000)
  @Label("is what looking for each thing by itself finds")
  void agreesWithPlainSearches(@ForAll("commands") String text) {
    int notes = CommandNotes.of(text);
    assertEquals(text.isBlank(), CommandNotes.isBlank(notes));
    assertEquals(PlainValue.isNumberOrBoolean(text), CommandNotes.isNumberOrBoolean(notes));
    assertEquals(OF_BASH.stream().anyMatch(text::contains), CommandNotes.mayBeBash(notes));
    assertEquals(text.contains("curl") || text.contains("wget"), CommandNotes.mayDownload(notes));
    assertEquals(text.contains("|"), CommandNotes.hasPipe(notes));
  }

  @Property(seed = "2029", tries = 4000)
  @Label("never misses a quotation that is open at the end")
  void missesNoOpenQuotation(@ForAll("commands") String text) {
    int notes = CommandNotes.of(text);
    boolean isOpen = ShellText.endsWithinQuotes(text);
    assertTrue(CommandNotes.mayEndWithinQuotes(notes) || !isOpen);
    boolean hasQuotes = text.contains("\"") || text.contains("'");
    assertTrue(hasQuotes || !CommandNotes.mayEndWithinQuotes(notes));
  }

  @Property(seed = "2030", tries = 2000)
  @Label("calls for a look if a question is answered with yes, and only then")
  void callsForALook(@ForAll("commands") String text) {
    int notes = CommandNotes.of(text);
    boolean isAny =
        CommandNotes.mayEndWithinQuotes(notes)
            || CommandNotes.mayBeBash(notes)
            || CommandNotes.mayDownload(notes)
            || CommandNotes.hasPipe(notes);
    assertEquals(isAny, CommandNotes.callForALook(notes));
  }

  @Example
  @Label("of common commands is that they need no look")
  void commonCommandsNeedNoLook() {
    Stream.of("make all", "echo \"step 1 of 2\"", "./a --to 'b c' --from 'd'", "tar -xzf a.tgz", "")
        .forEach(text -> assertFalse(CommandNotes.callForALook(CommandNotes.of(text)), text));
  }

  @Provide
  Arbitrary<String> commands() {
    return Arbitraries.of(
            "\"", "'", "\\", "#", " #", "<", "<<", "<<E\n", "\nE\n", "[", "(", "=", "|", "&", ">",
            "sou", "rce", "pu", "shd", "po", "pd", "dis", "own", "cu", "rl", "wg", "et", "a", " ",
            "1", ".", "yes", "\u0122", "\u20ac", "\n", "$", "`", ")")
        .list()
        .ofMaxSize(9)
        .map(parts -> String.join("", parts));
  }
}
