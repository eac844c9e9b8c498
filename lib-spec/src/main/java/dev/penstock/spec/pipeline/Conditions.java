package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the conditions of a template hold, under assumptions about what is unknown. Notes what it
 * would have to know. Confined to one thread.
 */
final class Conditions {
  private static final int DEEPEST = 30;

  private final Template template;
  private final Map<Atom, Boolean> assumed;
  private final Resolver resolver;
  private final Set<Atom> undecided = new LinkedHashSet<>();
  private final Map<String, @Nullable Boolean> named = new HashMap<>();
  private int nesting;

  Conditions(Template template, Map<Atom, Boolean> assumed, Resolver resolver) {
    this.template = template;
    this.assumed = assumed;
    this.resolver = resolver;
  }

  /** What was asked and is not known. */
  Set<Atom> undecided() {
    return undecided;
  }

  /** Whether a named condition holds; null if that is unknown. */
  @Nullable Boolean holds(String name) {
    if (nesting > DEEPEST) { // conditions that compare texts that depend on conditions
      return null;
    }
    nesting++;
    Boolean holds = named(name, 0);
    nesting--;
    return holds;
  }

  private @Nullable Boolean named(String name, int depth) {
    if (named.containsKey(name)) {
      return named.get(name);
    }
    named.put(name, null); // a ring of conditions is never known
    Node condition = template.condition(name);
    Boolean holds =
        condition == null ? assume(new Atom(name, "", false)) : holds(condition, depth + 1);
    named.put(name, holds);
    return holds;
  }

  private @Nullable Boolean holds(Node condition, int depth) {
    Mapping.Entry function = Expressions.function(condition);
    if (function == null || depth > DEEPEST) {
      return assume(new Atom(Expressions.text(condition), "", false));
    }
    if (function.name().equals(Expressions.CONDITION) && function.value() instanceof Scalar name) {
      return named(name.text(), depth);
    }
    List<Node> arguments =
        function.value() instanceof Sequence list ? list.items() : List.of(function.value());
    if (function.name().equals("Fn::Equals") && arguments.size() == 2) {
      return equal(arguments.get(0), arguments.get(1));
    }
    if (function.name().equals("Fn::Not") && arguments.size() == 1) {
      Boolean holds = holds(arguments.get(0), depth + 1);
      return holds == null ? null : !holds;
    }
    if (function.name().equals("Fn::And")) {
      return every(arguments, true, depth);
    }
    if (function.name().equals("Fn::Or")) {
      return every(arguments, false, depth);
    }
    return assume(new Atom(Expressions.text(condition), "", false));
  }

  /** And, with {@code all} true; or, with {@code all} false. */
  private @Nullable Boolean every(List<Node> conditions, boolean all, int depth) {
    Boolean result = all;
    for (Node condition : conditions) {
      Boolean holds = holds(condition, depth + 1);
      if (holds == null) {
        result = null;
      } else if (holds != all) {
        return !all;
      }
    }
    return result;
  }

  private @Nullable Boolean equal(Node one, Node other) {
    String left = resolver.knownText(one);
    String right = resolver.knownText(other);
    if (left != null && right != null) {
      return left.equals(right);
    }
    if (left == null && right == null) {
      String a = Expressions.text(one);
      String b = Expressions.text(other);
      return a.equals(b)
          ? Boolean.TRUE
          : assume(a.compareTo(b) < 0 ? new Atom(a, b, false) : new Atom(b, a, false));
    }
    Node unknown = left == null ? one : other;
    return assume(
        new Atom(Expressions.text(unknown), "\"" + (left == null ? right : left) + "\"", true));
  }

  private @Nullable Boolean assume(Atom atom) {
    Boolean known = World.holds(assumed, atom);
    if (known == null) {
      undecided.add(atom);
    }
    return known;
  }
}
