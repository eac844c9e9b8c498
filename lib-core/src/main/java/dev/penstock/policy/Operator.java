package dev.penstock.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** How a condition compares. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are lambdas without state
enum Operator {
  STRING_EQUALS("StringEquals", Type.TEXT, false, String::equals),
  STRING_NOT_EQUALS("StringNotEquals", Type.TEXT, true, String::equals),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Type.TEXT, false, String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE(
      "StringNotEqualsIgnoreCase", Type.TEXT, true, String::equalsIgnoreCase),
  STRING_LIKE("StringLike", Type.PATTERN, false),
  STRING_NOT_LIKE("StringNotLike", Type.PATTERN, true),
  NUMERIC_EQUALS("NumericEquals", Type.NUMBER, false, numeric(order -> order == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Type.NUMBER, true, numeric(order -> order == 0)),
  NUMERIC_LESS_THAN("NumericLessThan", Type.NUMBER, false, numeric(order -> order < 0)),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", Type.NUMBER, false, numeric(order -> order <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Type.NUMBER, false, numeric(order -> order > 0)),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", Type.NUMBER, false, numeric(order -> order >= 0)),
  DATE_EQUALS("DateEquals", Type.DATE, false, dated(order -> order == 0)),
  DATE_NOT_EQUALS("DateNotEquals", Type.DATE, true, dated(order -> order == 0)),
  DATE_LESS_THAN("DateLessThan", Type.DATE, false, dated(order -> order < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Type.DATE, false, dated(order -> order <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", Type.DATE, false, dated(order -> order > 0)),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Type.DATE, false, dated(order -> order >= 0)),
  BOOL(
      "Bool",
      Type.BOOL,
      false,
      (found, allowed) ->
          Values.bool(found).filter(Values.bool(allowed).get()::equals).isPresent()),
  BINARY_EQUALS(
      "BinaryEquals",
      Type.BINARY,
      false,
      (found, allowed) ->
          Values.bytes(found)
              .filter(bytes -> Arrays.equals(bytes, Values.bytes(allowed).get()))
              .isPresent()),
  IP_ADDRESS("IpAddress", Type.ADDRESS, false, Operator::isWithin),
  NOT_IP_ADDRESS("NotIpAddress", Type.ADDRESS, true, Operator::isWithin),
  ARN_EQUALS("ArnEquals", Type.ARN, false),
  ARN_LIKE("ArnLike", Type.ARN, false),
  ARN_NOT_EQUALS("ArnNotEquals", Type.ARN, true),
  ARN_NOT_LIKE("ArnNotLike", Type.ARN, true),
  NULL("Null", Type.BOOL, false);

  /** How many parts of an ARN colons divide. */
  private static final int ARN_PARTS = 6;

  static final Map<String, Operator> BY_NAME = new LinkedHashMap<>();

  static {
    for (Operator operator : values()) {
      BY_NAME.put(operator.text, operator);
    }
  }

  /** What the values of an operator must look like. */
  enum Type {
    TEXT("any text", text -> true),
    PATTERN("any text", text -> true),
    NUMBER("a number", text -> Values.number(text).isPresent()),
    DATE(
        "a date, a date and time with its offset, or seconds since 1970",
        text -> Values.instant(text).isPresent()),
    BOOL("true, false", text -> Values.bool(text).isPresent()),
    BINARY("Base64", text -> Values.bytes(text).isPresent()),
    ADDRESS(
        "an IPv4 or IPv6 address, or a block such as 192.0.2.0/24",
        text -> Values.block(text).isPresent()),
    ARN(
        "six parts with colons between them",
        text -> text.split(":", ARN_PARTS).length == ARN_PARTS);

    final String allowed;
    final Predicate<String> isValid;

    Type(String allowed, Predicate<String> isValid) {
      this.allowed = allowed;
      this.isValid = isValid;
    }
  }

  final String text;
  final Type type;
  final boolean isNegated;
  private final BiPredicate<String, String> comparison;

  Operator(String text, Type type, boolean isNegated) {
    this(text, type, isNegated, (found, allowed) -> false); // these compare patterns
  }

  Operator(String text, Type type, boolean isNegated, BiPredicate<String, String> comparison) {
    this.text = text;
    this.type = type;
    this.isNegated = isNegated;
    this.comparison = comparison;
  }

  /** Whether the document's values may have wild characters. */
  boolean isWild() {
    return type == Type.PATTERN || type == Type.ARN;
  }

  /**
   * Whether a value of the request is like one of the document, before any negation. A variable
   * without a value, and a value that is not of the operator's type, are like nothing.
   */
  boolean isLike(String found, Template allowed, AccessRequest request) {
    Optional<Glob> pattern = allowed.resolve(request);
    if (pattern.isEmpty()) {
      return false;
    }
    if (type == Type.PATTERN) {
      return pattern.get().matches(found);
    }
    if (type == Type.ARN) {
      return isLikeArn(found, pattern.get());
    }
    String text = pattern.get().text();
    return type.isValid.test(text) && comparison.test(found, text);
  }

  private static boolean isLikeArn(String found, Glob pattern) {
    List<String> values = List.of(found.split(":", ARN_PARTS));
    List<Glob> parts = pattern.parts(ARN_PARTS);
    if (values.size() != ARN_PARTS || parts.size() != ARN_PARTS) {
      return false;
    }
    for (int i = 0; i < ARN_PARTS; i++) {
      if (!parts.get(i).matches(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(String found, String allowed) {
    Values.Block block = Values.block(allowed).orElseThrow();
    return Values.address(found).filter(block::contains).isPresent();
  }

  private static BiPredicate<String, String> numeric(Predicate<Integer> isRight) {
    return (found, allowed) ->
        Values.number(found)
            .map(number -> number.compareTo(Values.number(allowed).orElseThrow()))
            .filter(isRight)
            .isPresent();
  }

  private static BiPredicate<String, String> dated(Predicate<Integer> isRight) {
    return (found, allowed) ->
        Values.instant(found)
            .map(time -> time.compareTo(Values.instant(allowed).orElseThrow()))
            .filter(isRight)
            .isPresent();
  }
}
