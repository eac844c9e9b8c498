package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that stand for what is unknown: equal ones for equal functions. Names of every kind. */
final class Placeholders {
  private static final String PREFIX = "unresolved-";

  private final Map<String, Unresolved> byExpression = new LinkedHashMap<>();

  String of(Node function) {
    String expression = Expressions.text(function);
    return byExpression
        .computeIfAbsent(
            expression,
            added ->
                new Unresolved(PREFIX + (byExpression.size() + 1), expression, function.position()))
        .placeholder();
  }

  List<Unresolved> all() {
    return new ArrayList<>(byExpression.values());
  }

  static boolean isIn(String text) {
    return text.contains(PREFIX);
  }
}
