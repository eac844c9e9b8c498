package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import dev.penstock.spec.SpecSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.Event;

/** Reads YAML and JSON into a located tree, in one pass over the parser's events. */
public final class TreeReader {

  private static final Position START = new Position(1, 1);

  /** What single quotes follow: the beginning of a part, or another one within a text. */
  private static final String BEFORE_QUOTES = "[{,:'";

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
   * Reads the first document of a source, which must be a mapping. Where a text breaks off, because
   * it is no YAML or too large, what comes before is read, and the findings take nothing more.
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
   * Reads the first document of a source, which must be a mapping. Where a text breaks off, because
   * it is no YAML or too large, what comes before is read, and the findings take nothing more.
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
    if (JsonTree.isJson(text)) {
      JsonTree tree = new JsonTree(text, this);
      return root(tree.build(), tree.isStopped());
    }
    Events events = new Events(text, this);
    events.next();
    if (events.isAt(Event.ID.StreamEnd) && !events.isStopped()) {
      return empty(START);
    }
    events.next();
    Node node = new TreeBuilder(events, this).build();
    events.next();
    Event after = events.isAt(Event.ID.StreamEnd) ? null : events.peek();
    if (after != null) {
      report(
          YamlFault.SEVERAL_DOCUMENTS,
          Events.position(after),
          "another document begins here and is not read",
          "keep one document in a file");
    }
    return root(node, events.isStopped());
  }

  /** Of a text that breaks off, what came before; readers' findings there would be echoes. */
  private @Nullable Mapping root(@Nullable Node node, boolean isStopped) {
    if (!isStopped) {
      return node == null ? null : mapping(node);
    }
    findings.close();
    return node instanceof Mapping mapping ? mapping : null;
  }

  private @Nullable Mapping mapping(Node node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    if (node.isNull() || isNothing(node)) {
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
    report(YamlFault.EMPTY, at, "the document is empty", dialect.needs());
    return null;
  }

  private boolean isNothing(Node node) {
    return node instanceof Scalar scalar
        && scalar.isPlain()
        && dialect.nothing().contains(scalar.text().toLowerCase(Locale.ROOT));
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

  /** What a text with a tag that has no meaning here is read as; null if that is a fault. */
  @Nullable String resolved(String tag, String text) {
    return dialect.tags().resolve(tag, text).orElse(null);
  }

  ToIntFunction<String> notes() {
    return dialect.notes();
  }

  /** Adds an entry; a later one of the same name wins. */
  void put(Map<String, Mapping.Entry> entries, Scalar key, Node value) {
    Mapping.Entry first = entries.put(key.text(), new Mapping.Entry(key, value));
    if (first != null) {
      report(
          YamlFault.DUPLICATE_KEY,
          key,
          "key \"" + key.text() + "\" stands in line " + first.key().position().line() + " already",
          "keep one, or merge the two");
    }
  }

  /** What is almost JSON may be indented by tabs, which YAML refuses: there, they become spaces. */
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
      } else if (c == '\'' && !isQuoted && BEFORE_QUOTES.indexOf(lastBefore(i, text)) >= 0) {
        int end = text.indexOf(c, i + 1);
        i = end < 0 ? text.length() : end;
      } else if (c == '\t' && !isQuoted) {
        spaced.setCharAt(i, ' ');
      }
    }
    return spaced.toString();
  }

  /** The last character before a place that is no blank. */
  private static char lastBefore(int place, String text) {
    int i = place - 1;
    while (Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return text.charAt(i);
  }
}
