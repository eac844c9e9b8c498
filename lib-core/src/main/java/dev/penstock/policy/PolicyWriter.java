package dev.penstock.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes documents. */
final class PolicyWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyWriter() {}

  static String write(Policy policy) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", policy.version().text);
    policy.id().ifPresent(id -> document.put("Id", id));
    document.put("Statement", policy.statements().stream().map(PolicyWriter::statement).toList());
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts cannot be written", e);
    }
  }

  private static Map<String, Object> statement(Statement statement) {
    Map<String, Object> written = new LinkedHashMap<>();
    statement.sid().ifPresent(sid -> written.put("Sid", sid));
    written.put("Effect", statement.effect().toString());
    Selection<PrincipalPattern> principals = statement.principals();
    if (principals != null) {
      written.put(name(principals, "Principal"), principals(principals.listed()));
    }
    written.put(name(statement.actions(), "Action"), oneOrMore(statement.actions().listed()));
    written.put(name(statement.resources(), "Resource"), oneOrMore(statement.resources().listed()));
    if (!statement.conditions().isEmpty()) {
      Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
      for (Condition condition : statement.conditions()) {
        conditions
            .computeIfAbsent(condition.operatorText(), operator -> new LinkedHashMap<>())
            .put(condition.key(), oneOrMore(condition.values()));
      }
      written.put("Condition", conditions);
    }
    return written;
  }

  private static String name(Selection<?> selection, String name) {
    return selection.isNegated() ? "Not" + name : name;
  }

  private static Object principals(List<PrincipalPattern> patterns) {
    if (patterns.equals(List.of(PrincipalPattern.EVERYBODY))) {
      return "*";
    }
    Map<String, List<String>> byType = new LinkedHashMap<>();
    for (PrincipalPattern pattern : patterns) {
      String type =
          pattern.type() == Principal.Type.ANONYMOUS
              ? Principal.Type.AWS.word()
              : pattern.type().word();
      byType.computeIfAbsent(type, word -> new ArrayList<>()).add(pattern.value());
    }
    Map<String, Object> written = new LinkedHashMap<>();
    byType.forEach((type, values) -> written.put(type, oneOrMore(values)));
    return written;
  }

  private static Object oneOrMore(List<?> values) {
    List<String> texts = values.stream().map(String::valueOf).toList();
    return texts.size() == 1 ? texts.get(0) : texts;
  }
}
