package dev.penstock.notification;

import dev.penstock.json.Faults;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonBoolean;
import dev.penstock.json.JsonValue.JsonNumber;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads what one value must be like. Used once. */
final class ValueTestReader {
  private static final String PREFIX = "prefix";
  private static final String SUFFIX = "suffix";
  private static final String EITHER_CASE = "equals-ignore-case";
  private static final String WILDCARD = "wildcard";
  private static final String ANYTHING_BUT = "anything-but";
  private static final String NUMERIC = "numeric";
  private static final String EXISTS = "exists";

  /** Those that are about texts, and may stand within anything-but. */
  private static final Set<String> OF_TEXT =
      new TreeSet<>(Set.of(PREFIX, SUFFIX, EITHER_CASE, WILDCARD));

  private static final Set<String> ALL =
      new TreeSet<>(Set.of(PREFIX, SUFFIX, EITHER_CASE, WILDCARD, ANYTHING_BUT, NUMERIC, EXISTS));

  private final Faults faults;
  private final String path;

  ValueTestReader(Faults faults, String path) {
    this.faults = faults;
    this.path = path;
  }

  /** The test; empty if it is faulty, which is then reported. */
  Optional<ValueTest> read(JsonValue value) {
    if (value instanceof JsonObject object) {
      return single(object, ALL).flatMap(this::named);
    }
    if (value instanceof JsonArray) {
      return expected(value, path, "a text, a number, true, false, null, or an object of one test");
    }
    return Optional.of(exactly(value));
  }

  private static ValueTest exactly(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return new ValueTest.Numeric(List.of(new ValueTest.Comparison("=", number.value())));
    }
    if (value instanceof JsonString text) {
      return new ValueTest.Exactly(text.value());
    }
    return new ValueTest.Exactly(value instanceof JsonBoolean bool ? bool.value() : null);
  }

  private Optional<Member> single(JsonObject object, Set<String> known) {
    if (object.members().size() != 1) {
      expected(object, path, "exactly one of " + String.join(", ", known));
      return Optional.empty();
    }
    Member member = object.members().values().iterator().next();
    if (!known.contains(member.key())) {
      faults.report(
          "test",
          member.position(),
          path,
          "unknown test \"" + member.key() + "\"",
          String.join(", ", known));
      return Optional.empty();
    }
    return Optional.of(member);
  }

  private Optional<ValueTest> named(Member member) {
    String where = path + "." + member.key();
    JsonValue value = member.value();
    return switch (member.key()) {
      case EXISTS ->
          value instanceof JsonBoolean bool
              ? Optional.of(new ValueTest.Exists(bool.value()))
              : expected(value, where, "true, false");
      case NUMERIC -> numeric(value, where);
      case ANYTHING_BUT -> anythingBut(value, where);
      default -> ofText(member.key(), value, where);
    };
  }

  private Optional<ValueTest> ofText(String test, JsonValue value, String where) {
    if (value instanceof JsonObject object && (test.equals(PREFIX) || test.equals(SUFFIX))) {
      return single(object, Set.of(EITHER_CASE))
          .flatMap(inner -> affix(test, inner.value(), where + "." + EITHER_CASE, true));
    }
    if (test.equals(PREFIX) || test.equals(SUFFIX)) {
      return affix(test, value, where, false);
    }
    if (!(value instanceof JsonString text)) {
      return expected(value, where, "a text");
    }
    return test.equals(EITHER_CASE)
        ? Optional.of(new ValueTest.EitherCase(text.value()))
        : wildcard(text, where);
  }

  private Optional<ValueTest> affix(
      String test, JsonValue value, String where, boolean isEitherCase) {
    if (!(value instanceof JsonString text) || text.value().isEmpty()) {
      return expected(value, where, "a text of at least one character");
    }
    return Optional.of(
        test.equals(PREFIX)
            ? new ValueTest.Prefix(text.value(), isEitherCase)
            : new ValueTest.Suffix(text.value(), isEitherCase));
  }

  private Optional<ValueTest> wildcard(JsonString value, String where) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    String text = value.value();
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\\') {
        i++;
        if (i == text.length() || (text.charAt(i) != '*' && text.charAt(i) != '\\')) {
          return expected(value, where, "a backslash only before * or another one");
        }
        piece.append(text.charAt(i));
      } else if (next == '*') {
        if (i > 0 && piece.length() == 0 && !pieces.isEmpty()) {
          return expected(value, where, "no two * side by side");
        }
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(next);
      }
    }
    pieces.add(piece.toString());
    return Optional.of(new ValueTest.Wildcard(pieces));
  }

  private Optional<ValueTest> anythingBut(JsonValue value, String where) {
    if (value instanceof JsonObject object) {
      Optional<Member> member = single(object, OF_TEXT);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      String inner = where + "." + member.get().key();
      return all(member.get().value(), inner, each -> ofText(member.get().key(), each, inner));
    }
    return all(
        value,
        where,
        each ->
            each instanceof JsonString || each instanceof JsonNumber
                ? Optional.of(exactly(each))
                : expected(each, where, "texts, numbers, or an object of one test of texts"));
  }

  private Optional<ValueTest> all(
      JsonValue value, String where, Function<JsonValue, Optional<ValueTest>> reader) {
    List<JsonValue> written = value instanceof JsonArray array ? array.elements() : List.of(value);
    if (written.isEmpty()) {
      return expected(value, where, "at least one value");
    }
    List<ValueTest> excluded = new ArrayList<>();
    for (JsonValue each : written) {
      reader.apply(each).ifPresent(excluded::add);
    }
    return Optional.of(new ValueTest.AnythingBut(excluded));
  }

  private Optional<ValueTest> numeric(JsonValue value, String where) {
    String form =
        "one or two pairs of "
            + String.join(", ", ValueTest.Comparison.OPERATORS)
            + " and a number, the lower bound first";
    List<JsonValue> written = value instanceof JsonArray array ? array.elements() : List.of();
    if (written.size() != 2 && written.size() != 4) {
      return expected(value, where, form);
    }
    List<ValueTest.Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < written.size(); i += 2) {
      if (!(written.get(i) instanceof JsonString operator)
          || !ValueTest.Comparison.OPERATORS.contains(operator.value())) {
        return expected(written.get(i), where, form);
      }
      if (!(written.get(i + 1) instanceof JsonNumber number)) {
        return expected(written.get(i + 1), where, form);
      }
      comparisons.add(new ValueTest.Comparison(operator.value(), number.value()));
    }
    if (comparisons.size() == 2 && !isRange(comparisons.get(0), comparisons.get(1))) {
      return expected(value, where, form);
    }
    return Optional.of(new ValueTest.Numeric(comparisons));
  }

  private static boolean isRange(ValueTest.Comparison low, ValueTest.Comparison high) {
    return low.operator().startsWith(">")
        && high.operator().startsWith("<")
        && low.bound().compareTo(high.bound()) < 0;
  }

  private Optional<ValueTest> expected(JsonValue found, String where, String allowed) {
    faults.report("value", found.position(), where, "found " + found.kind(), allowed);
    return Optional.empty();
  }
}
