package dev.penstock.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One key of one operator.
 *
 * @param quantifier how many of the request's values must fit
 * @param operator how they are compared
 * @param isIfExists whether an absent key fits
 * @param key the condition key as it is written
 * @param values of the document, at least one
 */
record Condition(
    Quantifier quantifier,
    Operator operator,
    boolean isIfExists,
    String key,
    List<Template> values) {

  static final String IF_EXISTS = "IfExists";

  /** How many of the request's values must fit. */
  enum Quantifier {
    /** Of a key that has one value. */
    SINGLE(""),
    /** Every one. */
    ALL("ForAllValues:"),
    /** At least one. */
    ANY("ForAnyValue:");

    final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Copies the list. */
  Condition {
    values = List.copyOf(values);
  }

  /** The operator with its prefix and suffix. */
  String operatorText() {
    return quantifier.prefix + operator.text + (isIfExists ? IF_EXISTS : "");
  }

  /** What does not fit; empty if the condition holds. */
  Optional<String> mismatch(AccessRequest request) {
    return holds(request)
        ? Optional.empty()
        : Optional.of(
            operatorText()
                + " \""
                + key
                + "\" found "
                + found(request.values(key))
                + (operator.isNegated ? "; forbidden: " : "; allowed: ")
                + values.stream().map(Template::text).collect(Collectors.joining(", ")));
  }

  private static String found(List<String> values) {
    return values.isEmpty() ? "nothing" : "\"" + String.join("\", \"", values) + "\"";
  }

  private boolean holds(AccessRequest request) {
    List<String> found = request.values(key);
    if (operator == Operator.NULL) {
      String isAbsent = String.valueOf(found.isEmpty());
      return values.stream().anyMatch(value -> operatesOnNull(value, isAbsent, request));
    }
    if (found.isEmpty()) {
      return isIfExists
          || quantifier == Quantifier.ALL
          || (quantifier == Quantifier.SINGLE && operator.isNegated);
    }
    if (quantifier == Quantifier.ALL || (quantifier == Quantifier.SINGLE && operator.isNegated)) {
      return found.stream().allMatch(value -> fits(value, request));
    }
    return found.stream().anyMatch(value -> fits(value, request));
  }

  private static boolean operatesOnNull(Template value, String isAbsent, AccessRequest request) {
    return value
        .resolve(request)
        .filter(text -> text.text().equalsIgnoreCase(isAbsent))
        .isPresent();
  }

  /** Like one of the values; of a negated operator, like none of them. */
  private boolean fits(String found, AccessRequest request) {
    return operator.isNegated
        != values.stream().anyMatch(value -> operator.isLike(found, value, request));
  }
}
