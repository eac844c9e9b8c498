package dev.penstock.policy;

import dev.penstock.json.Faults;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads whom a statement is about. Used once. */
final class PrincipalReader {
  private static final Set<String> TYPES =
      PolicyReader.ordered("AWS", "Service", "Federated", "CanonicalUser");
  private static final String ARN_FORM =
      "*, 12 digits, or arn:<partition>:iam::<12 digits>:<root, user/name or role/name>"
          + " without wild characters";

  private final Faults faults;
  private final String path;

  PrincipalReader(Faults faults, String path) {
    this.faults = faults;
    this.path = path;
  }

  List<PrincipalPattern> read(JsonValue value) {
    List<PrincipalPattern> patterns = new ArrayList<>();
    if (value instanceof JsonString text && text.value().equals("*")) {
      patterns.add(PrincipalPattern.EVERYBODY);
    } else if (value instanceof JsonObject object) {
      faults.unknownKeys(object, path, TYPES);
      if (object.members().isEmpty()) {
        expected(value, path, "at least one of " + String.join(", ", TYPES));
      }
      for (Member member : object.members().values()) {
        if (TYPES.contains(member.key())) {
          read(member, patterns);
        }
      }
    } else {
      expected(value, path, "\"*\", or an object of " + String.join(", ", TYPES));
    }
    return patterns;
  }

  private void read(Member member, List<PrincipalPattern> patterns) {
    String where = path + "." + member.key();
    List<JsonValue> written =
        member.value() instanceof JsonArray array ? array.elements() : List.of(member.value());
    if (written.isEmpty()) {
      expected(member.value(), where, "a text, or an array of texts");
    }
    for (JsonValue each : written) {
      if (each instanceof JsonString text) {
        read(type(member.key()), text, where, patterns);
      } else {
        expected(each, where, "a text");
      }
    }
  }

  private void read(
      Principal.Type type, JsonString text, String where, List<PrincipalPattern> patterns) {
    String id = text.value();
    if (type == Principal.Type.AWS) {
      if (id.equals("*")) {
        patterns.add(PrincipalPattern.EVERYBODY);
      } else if (PrincipalPattern.isAccount(id) || PrincipalPattern.isArn(id)) {
        patterns.add(new PrincipalPattern(type, id));
      } else {
        expected(text, where, ARN_FORM);
      }
    } else if (id.isEmpty() || id.indexOf('*') >= 0 || id.indexOf('?') >= 0) {
      expected(text, where, "an id without wild characters");
    } else {
      patterns.add(new PrincipalPattern(type, id));
    }
  }

  private static Principal.Type type(String word) {
    for (Principal.Type type : Principal.Type.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new IllegalStateException("unknown type " + Objects.requireNonNull(word));
  }

  private void expected(JsonValue found, String where, String allowed) {
    faults.report("principal", found.position(), where, "found " + found.kind(), allowed);
  }
}
