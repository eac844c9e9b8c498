package dev.penstock.policy;

import dev.penstock.json.Faults;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonBoolean;
import dev.penstock.json.JsonValue.JsonNumber;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import dev.penstock.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a statement. Used once. */
final class ConditionReader {
  private final PolicyVersion version;
  private final Faults faults;
  private final String path;

  ConditionReader(PolicyVersion version, Faults faults, String path) {
    this.version = version;
    this.faults = faults;
    this.path = path;
  }

  List<Condition> read(@Nullable Member member) {
    List<Condition> conditions = new ArrayList<>();
    if (member == null) {
      return conditions;
    }
    if (!(member.value() instanceof JsonObject operators)) {
      expected(member.value(), path, "an object of operators");
      return conditions;
    }
    for (Member each : operators.members().values()) {
      operator(each, conditions);
    }
    return conditions;
  }

  private void operator(Member member, List<Condition> conditions) {
    Quantifier quantifier = Quantifier.SINGLE;
    String name = member.key();
    for (Quantifier each : List.of(Quantifier.ALL, Quantifier.ANY)) {
      if (name.startsWith(each.prefix)) {
        quantifier = each;
        name = name.substring(each.prefix.length());
      }
    }
    boolean isIfExists = name.endsWith(Condition.IF_EXISTS);
    if (isIfExists) {
      name = name.substring(0, name.length() - Condition.IF_EXISTS.length());
    }
    Operator operator = Operator.BY_NAME.get(name);
    if (operator == null
        || (operator == Operator.NULL && (isIfExists || quantifier != Quantifier.SINGLE))) {
      faults.report(
          "operator",
          member.position(),
          path,
          "unknown operator \"" + member.key() + "\"",
          String.join(", ", Operator.BY_NAME.keySet())
              + "; all but Null also with ForAllValues: or ForAnyValue: before, and IfExists after",
          Faults.nearest(name, Operator.BY_NAME.keySet())
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse(""));
      return;
    }
    String where = path + "." + member.key();
    if (!(member.value() instanceof JsonObject keys) || keys.members().isEmpty()) {
      expected(member.value(), where, "an object of condition keys");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Member key : keys.members().values()) {
      if (key.key().isBlank() || !seen.add(key.key().toLowerCase(Locale.ROOT))) {
        faults.report(
            "condition-key",
            key.position(),
            where,
            "found \"" + key.key() + "\"",
            "each key once, whatever its case");
      }
      List<Template> values = values(operator, key.value(), where + "." + key.key());
      conditions.add(new Condition(quantifier, operator, isIfExists, key.key(), values));
    }
  }

  private List<Template> values(Operator operator, JsonValue value, String where) {
    List<JsonValue> written = value instanceof JsonArray array ? array.elements() : List.of(value);
    if (written.isEmpty()) {
      expected(value, where, "a value, or an array of values");
    }
    List<Template> values = new ArrayList<>();
    for (JsonValue each : written) {
      text(each)
          .ifPresentOrElse(
              text -> template(operator, each, text, where).ifPresent(values::add),
              () -> expected(each, where, "a text, a number, true or false"));
    }
    return values;
  }

  private Optional<Template> template(
      Operator operator, JsonValue value, String text, String where) {
    try {
      Template template = Template.read(text, operator.isWild(), version.hasVariables());
      if (template.isFixed() && !operator.type.isValid.test(text)) {
        expected(value, where, operator.type.allowed);
        return Optional.empty();
      }
      return Optional.of(template);
    } catch (Template.MalformedVariableException e) {
      faults.report(
          "variable", value.position(), where, "a malformed variable: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonValue value) {
    if (value instanceof JsonString text) {
      return Optional.of(text.value());
    }
    if (value instanceof JsonNumber number) {
      return Optional.of(number.value().toString());
    }
    return value instanceof JsonBoolean bool
        ? Optional.of(String.valueOf(bool.value()))
        : Optional.empty();
  }

  private void expected(JsonValue found, String where, String allowed) {
    faults.report("condition-value", found.position(), where, "found " + found.kind(), allowed);
  }
}
