package dev.penstock.spec.build;

import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads variables and their literal values (B-041). Messages withhold the values. */
final class VariableReader {

  private final Findings findings;
  private final boolean isFileWide;

  private VariableReader(Findings findings, boolean isFileWide) {
    this.findings = findings;
    this.isFileWide = isFileWide;
  }

  /** For the environment of the file. */
  static VariableReader ofFile(Findings findings) {
    return new VariableReader(findings, true);
  }

  /** For the environments of a batch, which say numbers all the time. */
  static VariableReader ofBatch(Findings findings) {
    return new VariableReader(findings, false);
  }

  /** Reads {@code variables} of an environment other than the buildspec's own. */
  Map<String, String> read(Section env) {
    Optional<Section> variables = section(env, "variables");
    return variables.isEmpty()
        ? Map.of()
        : variables
            .get()
            .each(
                entry -> {
                  DocumentPath path = variables.get().at(entry.name());
                  checkName(entry, path);
                  return value(entry.value(), entry.key(), path);
                });
  }

  /** A mapping from names to something, with a warning if it says nothing. */
  Optional<Section> section(Section env, String key) {
    Node node = env.value(key);
    if (node != null && node.isNull()) {
      findings.report(
          BuildRule.EMPTY_SECTION,
          env.keyNode(key),
          env.at(key),
          "the section is empty",
          "",
          "remove it");
    }
    return env.section(key, BuildRule.ENV_KIND);
  }

  void checkName(Mapping.Entry entry, DocumentPath path) {
    String name = entry.name();
    if (!isPortable(name)) {
      findings.report(
          BuildRule.VARIABLE_NAME,
          entry.key(),
          path,
          "\"" + name + "\" is a name that not every shell takes",
          "letters, digits and _, not beginning with a digit",
          "");
    } else if (name.startsWith("CODEBUILD_")) {
      findings.report(
          BuildRule.RESERVED_VARIABLE,
          entry.key(),
          path,
          "names that begin with CODEBUILD_ are reserved",
          "",
          "rename it");
    }
  }

  /** The value, or null if it is no text. */
  @Nullable String value(Node node, Scalar name, DocumentPath path) {
    if (!(node instanceof Scalar value)) {
      findings.report(
          BuildRule.VARIABLE_KIND,
          node,
          path,
          "expected a text, found " + node.kind(),
          "",
          "quote the value");
      return null;
    }
    String text = value.text();
    if (value.isNull()) {
      findings.report(
          BuildRule.EMPTY_VARIABLE,
          value.position().equals(value.end()) ? name : value,
          path,
          "the value is missing",
          "",
          "write \"\" for an empty text",
          value.quoted());
    } else if (PlainSecret.is(name.text(), text)) {
      findings.report(
          BuildRule.PLAIN_SECRET,
          value,
          path,
          "this looks like a secret in plain text",
          "",
          "name it under \"secrets-manager\" or \"parameter-store\", and withdraw this one");
    } else if (expands(text)) {
      findings.report(
          BuildRule.NOT_EXPANDED,
          value,
          path,
          "the value holds a $ that nothing expands here",
          "",
          "assign it in a command");
    } else if (isFileWide && value.isPlain() && PlainValue.isNumberOrBoolean(text)) {
      findings.report(
          BuildRule.UNQUOTED_VARIABLE,
          value,
          path,
          "a number or a boolean is taken as it is written",
          "",
          "quote it for other tools",
          value.quoted());
    }
    return text;
  }

  /** Whether every shell takes this name for a variable. */
  static boolean isPortable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!BuildTask.isAllowed(c) || (i == 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Whether the text holds {@code $NAME}, <code>${</code> or {@code $(}. */
  static boolean expands(String text) {
    for (int i = text.indexOf('$'); i >= 0 && i + 1 < text.length(); i = text.indexOf('$', i + 1)) {
      char next = text.charAt(i + 1);
      boolean isLetter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
      if (next == '{' || next == '(' || next == '_' || isLetter) {
        return true;
      }
    }
    return false;
  }
}
