package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/** Builds nodes from events. Depth, and size with all aliases replaced, are bounded. */
final class TreeBuilder {

  static final int MAX_DEPTH = 50;
  static final int MAX_NODES = 300_000;

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final Events events;
  private final TreeReader reader;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private int deepest;
  private boolean hasAliases;
  private int endLine;
  private int endColumn;

  TreeBuilder(Events events, TreeReader reader) {
    this.events = events;
    this.reader = reader;
  }

  /** An anchored node: null while it is being built; its size and height with aliases replaced. */
  private record Anchored(@Nullable Node node, int size, int height) {}

  /** The tree of the next document, up to the first fault; null if that is what comes next. */
  @Nullable Node build() {
    return node(0);
  }

  /** What to say of a tree that is larger than any spec; null of any other. */
  static @Nullable String tooLarge(int nodes, int depth) {
    if (nodes > MAX_NODES) {
      return "the document has more than " + MAX_NODES + " parts";
    }
    return depth > MAX_DEPTH ? "the document is more than " + MAX_DEPTH + " levels deep" : null;
  }

  private @Nullable Node node(int depth) {
    Event event = events.next();
    if (event == null) {
      return null;
    }
    Mark mark = event.getStartMark();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    if (event instanceof AliasEvent alias) {
      return aliased(alias, depth, line, column);
    }
    if (!grow(1, depth, line, column)) {
      return null;
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return plain(event, depth, line, column);
    }
    noteAliases(line, column);
    anchors.put(anchor, new Anchored(null, 0, 0));
    int nodesBefore = nodes;
    int deepestBefore = deepest;
    deepest = depth;
    Node node = plain(event, depth, line, column);
    anchors.put(anchor, new Anchored(node, nodes - nodesBefore + 1, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node plain(Event event, int depth, int line, int column) {
    String function = reader.function(tagOf(event));
    if (function != null) {
      Node argument = untagged(event, null, depth + 1, line, column);
      Scalar key = Scalar.of(function, argument);
      grow(2, depth + 1, line, column);
      Map<String, Mapping.Entry> entry = Map.of(function, new Mapping.Entry(key, argument));
      return new Mapping(entry, line, column, endLine, endColumn);
    }
    return untagged(event, tagOf(event), depth, line, column);
  }

  private void endAt(Event event) {
    Mark mark = event.getEndMark();
    endLine = mark.getLine() + 1;
    endColumn = mark.getColumn() + 1;
  }

  /** A collection ends at its bracket, or where its last part ended. */
  private void endOf(@Nullable Event end, boolean isFlow, char bracket) {
    if (end == null || !isFlow) {
      return;
    }
    Mark mark = end.getStartMark();
    boolean isWithin = mark.getPointer() < mark.getBuffer().length;
    if (isWithin && mark.getBuffer()[mark.getPointer()] == bracket) {
      endAt(end);
    }
  }

  private Scalar.Style style(ScalarEvent scalar, int line) {
    if (scalar.getAnchor() != null
        || scalar.getTag() != null
        || endLine != line
        || (scalar.getValue().isEmpty() && scalar.isPlain() && !hasRoom(scalar.getStartMark()))) {
      return Scalar.Style.OTHER;
    }
    return switch (scalar.getScalarStyle()) {
      case PLAIN -> Scalar.Style.PLAIN;
      case SINGLE_QUOTED -> Scalar.Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> Scalar.Style.DOUBLE_QUOTED;
      default -> Scalar.Style.OTHER;
    };
  }

  /** Whether a text may be written where there is none: in a flow, a key may stand alone. */
  private static boolean hasRoom(Mark mark) {
    int before = mark.getPointer() - 1;
    return before >= 0 && (mark.getBuffer()[before] == ':' || mark.getBuffer()[before] == '-');
  }

  private static @Nullable String tagOf(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
  }

  private Node untagged(Event event, @Nullable String tag, int depth, int line, int column) {
    endAt(event);
    if (event instanceof ScalarEvent scalar) {
      String resolved =
          tag != null && isForeign(tag) ? reader.resolved(tag, scalar.getValue()) : null;
      boolean isTagged = isTagged(resolved == null ? tag : STANDARD_TAG, line, column);
      return new Scalar(
          resolved == null ? scalar.getValue() : resolved,
          scalar.isPlain() && !isTagged,
          style(scalar, line),
          reader.notes(),
          line,
          column,
          endLine,
          endColumn);
    }
    isTagged(tag, line, column);
    if (event instanceof SequenceStartEvent sequence) {
      List<Node> items = new ArrayList<>();
      while (!events.isAt(Event.ID.SequenceEnd)) {
        Node item = node(depth + 1);
        if (item != null) {
          items.add(item);
        }
      }
      endOf(events.next(), sequence.isFlow(), ']');
      return new Sequence(items, line, column, endLine, endColumn);
    }
    return mapping(event, depth, line, column);
  }

  private Mapping mapping(Event start, int depth, int line, int column) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>(4);
    List<Node> merged = List.of();
    boolean isFlow = start instanceof CollectionStartEvent collection && collection.isFlow();
    while (!events.isAt(Event.ID.MappingEnd)) {
      Node key = node(depth + 1);
      Node value = node(depth + 1);
      if (key == null || value == null) {
        break;
      }
      if (!(key instanceof Scalar name)) {
        reader.report(
            YamlFault.COMPLEX_KEY,
            key,
            "a key is " + key.kind() + ", not a text",
            "quote a value that begins with { or [ or ?");
      } else if (name.isPlain() && name.text().equals("<<")) {
        noteAliases(line, column);
        merged = merged.isEmpty() ? new ArrayList<>() : merged;
        merged.add(value);
      } else {
        reader.put(entries, name, value);
      }
    }
    endOf(events.next(), isFlow, '}');
    for (Node value : merged) {
      merge(entries, value);
    }
    return new Mapping(entries, line, column, endLine, endColumn);
  }

  /** What a mapping says itself wins over what it merges, and the first merged wins. */
  private void merge(Map<String, Mapping.Entry> entries, Node value) {
    List<Node> sources = value instanceof Sequence several ? several.items() : List.of(value);
    for (Node source : sources) {
      if (source instanceof Mapping mapping) {
        mapping.entries().forEach(entry -> entries.putIfAbsent(entry.name(), entry));
      } else {
        reader.report(
            YamlFault.BAD_MERGE,
            source,
            "\"<<\" is given " + source.kind(),
            "give it a mapping, or a list of mappings");
      }
    }
  }

  private @Nullable Node aliased(AliasEvent alias, int depth, int line, int column) {
    endAt(alias);
    Anchored target = anchors.get(alias.getAnchor());
    if (target == null || target.node() == null) {
      reader.report(
          YamlFault.BAD_ALIAS,
          new Position(line, column),
          target == null
              ? "no anchor \"&" + alias.getAnchor() + "\" stands before this alias"
              : "the part named \"" + alias.getAnchor() + "\" contains itself",
          "quote the whole text if it should begin with *");
      return new Scalar(
          "", true, Scalar.Style.OTHER, reader.notes(), line, column, endLine, endColumn);
    }
    return grow(target.size(), depth + target.height(), line, column) ? target.node() : null;
  }

  private boolean grow(int size, int depth, int line, int column) {
    nodes += size;
    deepest = Math.max(deepest, depth);
    String found = tooLarge(nodes, depth);
    if (found != null) {
      events.stop(line, column, found);
    }
    return found == null;
  }

  private void noteAliases(int line, int column) {
    if (!hasAliases) {
      hasAliases = true;
      reader.report(
          YamlFault.ALIASES,
          new Position(line, column),
          "anchors or merge keys are used",
          "other tools may not know them");
    }
  }

  private static boolean isForeign(String tag) {
    return !tag.startsWith(STANDARD_TAG) && !tag.equals("!");
  }

  /** Whether a standard tag makes a text of it; reports any other tag. */
  private boolean isTagged(@Nullable String tag, int line, int column) {
    if (tag == null) {
      return false;
    }
    if (isForeign(tag)) {
      reader.report(
          YamlFault.TAG,
          new Position(line, column),
          "tag \"" + tag + "\" has no meaning here",
          "remove it, or quote the whole text");
    }
    return true;
  }
}
