package dev.penstock.policy;

import dev.penstock.json.Faults;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one statement. Used once. */
final class StatementReader {
  private static final Set<String> ELEMENTS =
      PolicyReader.ordered(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]+");

  private final PolicyKind kind;
  private final PolicyVersion version;
  private final Faults faults;
  private final String path;

  StatementReader(PolicyKind kind, PolicyVersion version, Faults faults, String path) {
    this.kind = kind;
    this.version = version;
    this.faults = faults;
    this.path = path;
  }

  /** The statement; empty if a part that it needs is faulty, which is then reported. */
  Optional<Statement> read(JsonObject object, int number, Set<String> sids) {
    faults.unknownKeys(object, path, ELEMENTS);
    Optional<String> sid = sid(object.members().get("Sid"), sids);
    Optional<Effect> effect = effect(object);
    Optional<Selection<PrincipalPattern>> principals = principals(object);
    Optional<Selection<ActionPattern>> actions = select(object, "Action", this::action);
    Optional<Selection<Template>> resources = select(object, "Resource", this::resource);
    List<Condition> conditions =
        new ConditionReader(version, faults, path + ".Condition")
            .read(object.members().get("Condition"));
    if (effect.isEmpty() || actions.isEmpty() || resources.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement(
            number,
            sid,
            effect.get(),
            principals.orElse(null),
            actions.get(),
            resources.get(),
            conditions));
  }

  private Optional<String> sid(@Nullable Member member, Set<String> sids) {
    if (member == null) {
      return Optional.empty();
    }
    if (!(member.value() instanceof JsonString text) || !SID.matcher(text.value()).matches()) {
      expected(member.value(), "Sid", "letters and digits");
      return Optional.empty();
    }
    if (!sids.add(text.value())) {
      faults.report(
          "duplicate-sid",
          member.value().position(),
          path + ".Sid",
          "another statement is called \"" + text.value() + "\"",
          "a Sid that is unique in the document");
    }
    return Optional.of(text.value());
  }

  private Optional<Effect> effect(JsonObject object) {
    Member member = object.members().get("Effect");
    if (member == null) {
      missing(object, "Effect", "Allow, Deny");
      return Optional.empty();
    }
    for (Effect effect : Effect.values()) {
      if (member.value() instanceof JsonString text && text.value().equals(effect.toString())) {
        return Optional.of(effect);
      }
    }
    expected(member.value(), "Effect", "Allow, Deny");
    return Optional.empty();
  }

  private Optional<Selection<PrincipalPattern>> principals(JsonObject object) {
    if (kind == PolicyKind.RESOURCE) {
      return oneOf(object, "Principal")
          .map(
              member ->
                  new Selection<>(
                      member.key().startsWith("Not"),
                      new PrincipalReader(faults, path + "." + member.key()).read(member.value())));
    }
    for (String name : List.of("Principal", "NotPrincipal")) {
      Member member = object.members().get(name);
      if (member != null) {
        faults.report(
            "principal",
            member.position(),
            path + "." + name,
            "a policy of an identity names a principal",
            "none, because it holds for whom it is attached to");
      }
    }
    return Optional.empty();
  }

  private <T> Optional<Selection<T>> select(
      JsonObject object, String name, BiFunction<JsonString, String, Optional<T>> reader) {
    Optional<Member> member = oneOf(object, name);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    List<T> listed = new ArrayList<>();
    JsonValue value = member.get().value();
    List<JsonValue> written = value instanceof JsonArray array ? array.elements() : List.of(value);
    if (written.isEmpty()) {
      expected(value, member.get().key(), "a text, or an array of texts");
    }
    for (JsonValue each : written) {
      if (each instanceof JsonString text) {
        reader.apply(text, path + "." + member.get().key()).ifPresent(listed::add);
      } else {
        expected(each, member.get().key(), "a text");
      }
    }
    return Optional.of(new Selection<>(member.get().key().startsWith("Not"), listed));
  }

  /** An element in its positive or its negated form, exactly one of which is needed. */
  private Optional<Member> oneOf(JsonObject object, String name) {
    Member positive = object.members().get(name);
    Member negated = object.members().get("Not" + name);
    String allowed = "exactly one of " + name + " and Not" + name;
    if (positive != null && negated != null) {
      faults.report("exclusive-elements", negated.position(), path, "found both forms", allowed);
    } else if (positive == null && negated == null) {
      missing(object, name, allowed);
    }
    return Optional.ofNullable(positive != null ? positive : negated);
  }

  private Optional<ActionPattern> action(JsonString text, String where) {
    if (ActionPattern.isValid(text.value())) {
      return Optional.of(ActionPattern.of(text.value()));
    }
    faults.report("action", text.position(), where, "found " + text.kind(), ActionPattern.FORM);
    return Optional.empty();
  }

  private Optional<Template> resource(JsonString text, String where) {
    if (text.value().isEmpty()) {
      faults.report(
          "resource", text.position(), where, "found " + text.kind(), "an ARN or a pattern, or *");
      return Optional.empty();
    }
    try {
      return Optional.of(Template.read(text.value(), true, version.hasVariables()));
    } catch (Template.MalformedVariableException e) {
      faults.report(
          "variable", text.position(), where, "a malformed variable: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  private void missing(JsonObject object, String name, String allowed) {
    faults.report("missing-element", object.position(), path, name + " is missing", allowed);
  }

  private void expected(JsonValue found, String name, String allowed) {
    faults.report("value", found.position(), path + "." + name, "found " + found.kind(), allowed);
  }
}
