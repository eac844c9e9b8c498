package dev.penstock.spec.pipeline;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configurations of actions and rules: the provider's own keys, whose values are texts. */
final class Configurations {
  private Configurations() {}

  static Map<String, String> read(Level owner) {
    Map<String, String> values = new LinkedHashMap<>();
    owner
        .level("configuration", "configuration")
        .ifPresent(level -> level.mapping().entries().forEach(entry -> read(level, entry, values)));
    return values;
  }

  private static void read(Level level, Mapping.Entry entry, Map<String, String> values) {
    Reading reading = level.reading();
    DocumentPath path = level.path().key(entry.name());
    Node value = entry.value();
    if (!(value instanceof Scalar scalar) || value.isNull()) {
      reading.places().put(level.inModel(entry.name()), entry.key(), path, Knowledge.FAULTY);
      reading
          .findings()
          .report(
              DefinitionRule.NESTED_VALUE,
              entry.key(),
              path,
              value.kind() + " where a text is expected",
              "",
              value.isNull() ? "leave the key out" : "write it as JSON text");
      return;
    }
    Knowledge knowledge = reading.origins().of(value);
    reading.places().put(level.inModel(entry.name()), entry.key(), path, knowledge);
    String other = Values.otherKind(scalar);
    if (other != null && reading.form() == Form.SERVICE) {
      reading
          .findings()
          .report(
              Values.isFlag(scalar) ? DefinitionRule.BOOLEAN_TEXT : DefinitionRule.TEXT_TYPE,
              entry.key(),
              path,
              other + " where a text is expected",
              "",
              "put it in quotes: \"" + Values.normalized(scalar) + "\"");
    }
    if (knowledge == Knowledge.WRITTEN) {
      PlainSecrets.check(reading.findings(), entry.key(), path, entry.name(), scalar.text());
    }
    values.put(entry.name(), Values.normalized(scalar));
  }
}
