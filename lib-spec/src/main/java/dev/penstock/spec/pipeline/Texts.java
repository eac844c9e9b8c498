package dev.penstock.spec.pipeline;

import com.google.common.base.Splitter;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of templates that make texts out of texts. Confined to one thread. */
final class Texts {
  /** A variable of a substitution; references of pipelines begin with # and are left alone. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");

  /** Longer texts are not worked out; no text of a definition may be that long. */
  private static final int LONGEST = 100_000;

  private final Resolver resolver;
  private final Template template;
  private final Origins origins;

  Texts(Resolver resolver, Template template, Origins origins) {
    this.resolver = resolver;
    this.template = template;
    this.origins = origins;
  }

  /** A text of which some may be unknown. */
  private final class Pieces {
    private final StringBuilder text = new StringBuilder();
    private boolean isPartial;
    private boolean isMixed;

    void known(String piece) {
      text.append(piece);
      isMixed |= !piece.isEmpty();
    }

    void unknown(String placeholder) {
      isMixed |= isPartial;
      isPartial = true;
      text.append(placeholder);
    }

    boolean isTooLong() {
      return text.length() > LONGEST;
    }

    Scalar at(Node node) {
      if (isTooLong()) {
        return resolver.unknown(node);
      }
      Knowledge knowledge =
          !isPartial ? Knowledge.RESOLVED : isMixed ? Knowledge.PARTIAL : Knowledge.UNKNOWN;
      return origins.mark(Scalar.of(text.toString(), node), knowledge);
    }
  }

  Node substitute(Node argument, Node node) {
    Node pattern = argument;
    Map<String, Node> own = new HashMap<>(); // each is resolved once, however often it is used
    if (argument instanceof Sequence pair && pair.items().size() == 2) {
      pattern = pair.items().get(0);
      if (pair.items().get(1) instanceof Mapping mapping) {
        for (Mapping.Entry entry : mapping.entries()) {
          Node value = resolver.resolve(entry.value());
          own.put(entry.name(), value == null ? resolver.unknown(entry.value()) : value);
        }
      }
    }
    if (!(pattern instanceof Scalar text)) {
      return resolver.unknown(node);
    }
    Pieces pieces = new Pieces();
    Matcher variable = VARIABLE.matcher(text.text());
    int end = 0;
    while (variable.find() && !pieces.isTooLong()) {
      pieces.known(text.text().substring(end, variable.start()));
      end = variable.end();
      String name = variable.group(1);
      if (name.startsWith("!")) {
        pieces.known("${" + name.substring(1) + "}");
      } else {
        substitute(name.strip(), own, node, pieces);
      }
    }
    pieces.known(text.text().substring(end));
    return pieces.at(node);
  }

  private void substitute(String name, Map<String, Node> own, Node node, Pieces pieces) {
    Node given = own.get(name);
    if (given != null) {
      append(given, pieces);
      return;
    }
    String value = template.value(name);
    if (value == null) {
      Scalar key = Scalar.of(Expressions.REF, node);
      Mapping reference = Mapping.of(List.of(new Mapping.Entry(key, Scalar.of(name, node))), node);
      pieces.unknown(resolver.unknown(reference).text());
    } else {
      pieces.known(value);
    }
  }

  private void append(Node resolved, Pieces pieces) {
    if (resolved instanceof Scalar text) {
      if (origins.of(text).compareTo(Knowledge.PARTIAL) < 0) {
        pieces.known(text.text());
      } else {
        pieces.unknown(text.text());
      }
    } else {
      pieces.unknown(resolver.unknown(resolved).text());
    }
  }

  Node join(Node argument, Node node) {
    if (!(argument instanceof Sequence pair)
        || pair.items().size() != 2
        || !(resolver.resolve(pair.items().get(1)) instanceof Sequence list)) {
      return resolver.unknown(node);
    }
    String between = resolver.knownText(pair.items().get(0));
    if (between == null) {
      return resolver.unknown(node);
    }
    Pieces pieces = new Pieces();
    boolean isFirst = true;
    for (Node item : list.items()) {
      if (pieces.isTooLong()) {
        break;
      }
      pieces.known(isFirst ? "" : between);
      isFirst = false;
      append(item, pieces);
    }
    return pieces.at(node);
  }

  Node split(Node argument, Node node) {
    if (argument instanceof Sequence pair && pair.items().size() == 2) {
      String between = resolver.knownText(pair.items().get(0));
      String text = resolver.knownText(pair.items().get(1));
      if (between != null && text != null && !between.isEmpty()) {
        return list(text, between, node);
      }
    }
    return resolver.unknown(node);
  }

  Sequence list(String text, String between, Node node) {
    List<Node> items = new ArrayList<>();
    for (String item : Splitter.on(between).split(text)) {
      items.add(origins.mark(Scalar.of(item, node), Knowledge.RESOLVED));
    }
    return Sequence.of(items, node);
  }
}
