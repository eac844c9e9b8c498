package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML and JSON into a located tree, in one pass over the parser's events. */
public final class TreeReader {

  private static final Position START = new Position(1, 1);

  private final String text;
  private final Function<YamlFault, Rule> rules;
  private final Findings findings;
  private final Dialect dialect;

  private TreeReader(
      String text, Function<YamlFault, Rule> rules, Findings findings, Dialect dialect) {
    this.text = text;
    this.rules = rules;
    this.findings = findings;
    this.dialect = dialect;
  }

  /**
   * Reads the first document of a source, which must be a mapping.
   *
   * @param source the source
   * @param rules the format's rule for each fault; decides the fault's id and severity
   * @param findings receives the faults
   * @return the root; null if nothing could be read, which was reported as an error
   */
  public static @Nullable Mapping read(
      SpecSource source, Function<YamlFault, Rule> rules, Findings findings) {
    return read(source, rules, findings, Dialect.VERSIONED);
  }

  /**
   * Reads the first document of a source, which must be a mapping.
   *
   * @param source the source
   * @param rules the format's rule for each fault; decides the fault's id and severity
   * @param findings receives the faults
   * @param dialect what such documents begin with, and which tags they may hold
   * @return the root; null if nothing could be read, which was reported as an error
   */
  public static @Nullable Mapping read(
      SpecSource source, Function<YamlFault, Rule> rules, Findings findings, Dialect dialect) {
    String text = source.text();
    boolean hasMark = text.startsWith("\uFEFF");
    TreeReader reader =
        new TreeReader(spacesForTabs(hasMark ? text.substring(1) : text), rules, findings, dialect);
    if (hasMark) {
      reader.report(
          YamlFault.BYTE_ORDER_MARK,
          START,
          "the text begins with a byte order mark",
          "save without it");
    }
    if (text.length() > SpecSource.MAX_LENGTH) {
      reader.report(
          YamlFault.TOO_LARGE,
          START,
          "the text has more than " + SpecSource.MAX_LENGTH + " characters",
          "move scripts into files of their own");
      return null;
    }
    return reader.root();
  }

  private @Nullable Mapping root() {
    try {
      Parser parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
      parser.getEvent();
      if (parser.checkEvent(Event.ID.StreamEnd)) {
        return empty(START);
      }
      parser.getEvent();
      Node node = new TreeBuilder(parser, this).build();
      parser.getEvent();
      if (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event next = parser.peekEvent();
        report(
            YamlFault.SEVERAL_DOCUMENTS,
            TreeBuilder.position(next),
            "another document begins here and is not read",
            "keep one document in a file");
      }
      return mapping(node);
    } catch (TooLargeException e) {
      report(YamlFault.TOO_LARGE, e.position(), e.getMessage(), "write it plainly");
    } catch (MarkedYAMLException e) {
      new SyntaxFault(text, e).report(this);
    } catch (ReaderException e) {
      report(
          YamlFault.SYNTAX,
          positionOf(e.getPosition()),
          "a character that no YAML text may hold: U+%04X".formatted(e.getCodePoint()),
          "remove it");
    } catch (YAMLException e) {
      report(YamlFault.SYNTAX, START, String.valueOf(e.getMessage()), "");
    }
    return null;
  }

  private @Nullable Mapping mapping(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    if (node.isNull()) {
      return empty(node.position());
    }
    report(
        YamlFault.NOT_A_MAPPING,
        node,
        "the document is " + node.kind() + ", not a mapping",
        "begin with \"" + dialect.firstKey() + ":\" at the left edge");
    return null;
  }

  private @Nullable Mapping empty(Position at) {
    report(
        YamlFault.EMPTY, at, "the document is empty", "begin with \"" + dialect.firstKey() + ":\"");
    return null;
  }

  void report(YamlFault fault, Position at, String found, String hint) {
    Rule rule = rules.apply(fault);
    findings.report(rule, rule.severity(), at, found, hint);
  }

  void report(YamlFault fault, Node at, String found, String hint) {
    findings.report(rules.apply(fault), at, DocumentPath.ROOT, found, "", hint);
  }

  @Nullable String function(@Nullable String tag) {
    return tag == null ? null : dialect.functions().get(tag);
  }

  private Position positionOf(int codePoints) {
    int line = 1;
    int column = 1;
    int end = Math.min(codePoints, text.length());
    for (int i = 0; i < end; i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return new Position(line, column);
  }

  /** JSON may be indented by tabs, which the parser refuses: there, a tab becomes a space. */
  private static String spacesForTabs(String text) {
    if (text.indexOf('\t') < 0 || !text.stripLeading().startsWith("{")) {
      return text;
    }
    StringBuilder spaced = new StringBuilder(text);
    boolean isQuoted = false;
    for (int i = 0; i < spaced.length(); i++) {
      char c = spaced.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\' && isQuoted) {
        i++;
      } else if (c == '\t' && !isQuoted) {
        spaced.setCharAt(i, ' ');
      }
    }
    return spaced.toString();
  }
}
