package dev.penstock.notification;

import dev.penstock.diagnostic.ReadResult;
import dev.penstock.json.Faults;
import dev.penstock.json.JsonReader;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one pattern. Used once. */
final class PatternReader {
  private static final String OR = "$or";

  private final Faults faults;

  PatternReader(String source) {
    this.faults = new Faults(source, "event-pattern");
  }

  ReadResult<EventPattern> read(String json) {
    Optional<EventPattern> pattern =
        new JsonReader(faults, EventPattern.LONGEST)
            .object(json)
            .map(object -> new EventPattern(fields(object, "")));
    if (pattern.isEmpty() || faults.hasErrors()) {
      return new ReadResult.Refused<>(faults.list());
    }
    return new ReadResult.Accepted<>(pattern.get(), faults.list());
  }

  private PatternNode.Fields fields(JsonObject object, String path) {
    Map<String, PatternNode> byKey = new LinkedHashMap<>();
    List<List<PatternNode.Fields>> alternatives = new ArrayList<>();
    if (object.members().isEmpty()) {
      expected(object, path, "at least one key, for an empty pattern picks nothing");
    }
    for (Member member : object.members().values()) {
      String where = path.isEmpty() ? member.key() : path + "." + member.key();
      if (member.key().equals(OR)) {
        alternatives.add(alternatives(member.value(), where));
      } else if (member.value() instanceof JsonObject inner) {
        byKey.put(member.key(), fields(inner, where));
      } else if (member.value() instanceof JsonArray array && !array.elements().isEmpty()) {
        byKey.put(member.key(), leaf(array, where));
      } else {
        expected(member.value(), where, "an object, or an array of values of which one must match");
      }
    }
    return new PatternNode.Fields(byKey, alternatives);
  }

  private List<PatternNode.Fields> alternatives(JsonValue value, String path) {
    List<PatternNode.Fields> read = new ArrayList<>();
    if (!(value instanceof JsonArray array) || array.elements().isEmpty()) {
      expected(value, path, "an array of patterns of which one must match");
      return read;
    }
    for (int i = 0; i < array.elements().size(); i++) {
      String where = path + "[" + i + "]";
      if (array.elements().get(i) instanceof JsonObject object) {
        read.add(fields(object, where));
      } else {
        expected(array.elements().get(i), where, "a pattern");
      }
    }
    return read;
  }

  private PatternNode.Leaf leaf(JsonArray array, String path) {
    List<ValueTest> tests = new ArrayList<>();
    for (int i = 0; i < array.elements().size(); i++) {
      new ValueTestReader(faults, path + "[" + i + "]")
          .read(array.elements().get(i))
          .ifPresent(tests::add);
    }
    return new PatternNode.Leaf(tests);
  }

  private void expected(JsonValue found, String path, String allowed) {
    faults.report("value", found.position(), path, "found " + found.kind(), allowed);
  }
}
