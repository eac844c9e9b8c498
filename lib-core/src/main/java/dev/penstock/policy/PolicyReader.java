package dev.penstock.policy;

import dev.penstock.diagnostic.Position;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.json.Faults;
import dev.penstock.json.JsonReader;
import dev.penstock.json.JsonValue;
import dev.penstock.json.JsonValue.JsonArray;
import dev.penstock.json.JsonValue.JsonObject;
import dev.penstock.json.JsonValue.JsonString;
import dev.penstock.json.JsonValue.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one document. Used once. */
final class PolicyReader {
  private static final Set<String> ELEMENTS = ordered("Version", "Id", "Statement");

  private final PolicyKind kind;
  private final Faults faults;

  PolicyReader(PolicyKind kind, String source) {
    this.kind = kind;
    this.faults = new Faults(source, "policy");
  }

  ReadResult<Policy> read(String json) {
    Optional<Policy> policy = new JsonReader(faults, Policy.LONGEST).object(json).map(this::policy);
    if (policy.isEmpty() || faults.hasErrors()) {
      return new ReadResult.Refused<>(faults.list());
    }
    return new ReadResult.Accepted<>(policy.get(), faults.list());
  }

  private Policy policy(JsonObject document) {
    faults.unknownKeys(document, "", ELEMENTS);
    PolicyVersion version = version(document);
    Optional<String> id =
        Optional.ofNullable(document.members().get("Id")).flatMap(member -> text(member, "Id"));
    Member statements = document.members().get("Statement");
    if (statements == null) {
      faults.report(
          "missing-element",
          document.position(),
          "",
          "Statement is missing",
          "a statement, or an array of them");
      return new Policy(kind, version, id, List.of());
    }
    List<JsonValue> written =
        statements.value() instanceof JsonArray array
            ? array.elements()
            : List.of(statements.value());
    if (written.isEmpty()) {
      expected(statements.value(), "Statement", "a statement, or an array of them");
    }
    List<Statement> read = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (int i = 0; i < written.size(); i++) {
      String path = statements.value() instanceof JsonArray ? "Statement[" + i + "]" : "Statement";
      if (written.get(i) instanceof JsonObject object) {
        new StatementReader(kind, version, faults, path)
            .read(object, i + 1, sids)
            .ifPresent(read::add);
      } else {
        expected(written.get(i), path, "an object");
      }
    }
    return new Policy(kind, version, id, read);
  }

  private PolicyVersion version(JsonObject document) {
    Member member = document.members().get("Version");
    if (member == null) {
      faults.warn(
          "version",
          document.position(),
          "",
          "Version is missing, so that variables are plain text",
          "write \"Version\": \"2012-10-17\"");
      return PolicyVersion.V2008;
    }
    for (PolicyVersion version : PolicyVersion.values()) {
      if (member.value() instanceof JsonString text && text.value().equals(version.text)) {
        return version;
      }
    }
    expected(member.value(), "Version", "2012-10-17, 2008-10-17");
    return PolicyVersion.V2012;
  }

  private Optional<String> text(Member member, String path) {
    if (member.value() instanceof JsonString text) {
      return Optional.of(text.value());
    }
    expected(member.value(), path, "a text");
    return Optional.empty();
  }

  private void expected(JsonValue found, String path, String allowed) {
    Position at = found.position();
    faults.report("value", at, path, "found " + found.kind(), allowed);
  }

  static Set<String> ordered(String... words) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
  }
}
