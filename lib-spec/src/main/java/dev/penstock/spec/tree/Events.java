package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;

/** The parser's events up to the first fault, at which everything that is open ends. */
final class Events {

  private final String text;
  private final TreeReader reader;
  private final Characters characters;
  private final Parser parser;
  private boolean isStopped;

  Events(String text, TreeReader reader) {
    this.text = text;
    this.reader = reader;
    this.characters = new Characters(text);
    this.parser = new ParserImpl(characters, new LoaderOptions());
  }

  static Position position(Event event) {
    Mark mark = event.getStartMark();
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Takes the next event; null behind a fault. */
  @Nullable Event next() {
    if (isStopped) {
      return null;
    }
    try {
      return parser.getEvent();
    } catch (YAMLException | NumberFormatException e) {
      fail(e);
      return null;
    }
  }

  /** Whether the next event is the awaited end; true behind a fault. */
  boolean isAt(Event.ID end) {
    if (isStopped) {
      return true;
    }
    try {
      return parser.checkEvent(end);
    } catch (YAMLException | NumberFormatException e) {
      fail(e);
      return true;
    }
  }

  /** The next event, which is not taken; null behind a fault. */
  @Nullable Event peek() {
    return isStopped ? null : parser.peekEvent();
  }

  boolean isStopped() {
    return isStopped;
  }

  /** Ends everything, because a bound of the tree was reached. */
  void stop(int line, int column, String found) {
    if (!isStopped) {
      isStopped = true;
      reader.report(YamlFault.TOO_LARGE, new Position(line, column), found, "write it plainly");
    }
  }

  private void fail(RuntimeException fault) {
    isStopped = true;
    if (fault instanceof MarkedYAMLException marked) {
      new SyntaxFault(text, marked).report(reader);
    } else if (fault instanceof ReaderException unreadable) {
      reader.report(
          YamlFault.SYNTAX,
          positionOf(unreadable.getPosition()),
          "a character that no YAML text may hold: U+%04X".formatted(unreadable.getCodePoint()),
          "remove it");
    } else {
      reader.report(
          YamlFault.SYNTAX,
          new Position(characters.getLine() + 1, characters.getColumn() + 1),
          fault instanceof NumberFormatException
              ? "an escape that names no character"
              : String.valueOf(fault.getMessage()),
          "");
    }
  }

  private Position positionOf(int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    return new TextCursor(text).at(end);
  }
}
