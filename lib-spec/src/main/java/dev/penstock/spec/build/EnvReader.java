package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Buildspec.Env;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads {@code env}. Messages name variables and withhold their values. */
final class EnvReader {

  private static final Set<String> SHELLS = Set.of("bash", "/bin/sh", "powershell.exe", "cmd.exe");

  private final Section env;
  private final Findings findings;
  private final VariableReader variables;
  private final Map<String, String> definedIn = new HashMap<>();

  EnvReader(Section env) {
    this.env = env;
    this.findings = env.findings();
    this.variables = VariableReader.ofFile(findings);
  }

  Env read() {
    Level.ENV.reportUnknown(env);
    Optional<String> shell = shell();
    Map<String, String> values = entries("variables", this::variable);
    Map<String, String> parameters = entries("parameter-store", this::reference);
    Map<String, SecretsManagerReference> secrets = entries("secrets-manager", this::secret);
    List<String> exported = exported();
    boolean helper = env.flag("git-credential-helper", false, BuildRule.YES_OR_NO);
    return new Env(shell, values, parameters, secrets, exported, helper);
  }

  /** Reads the {@code environment_variables} of version 0.1. */
  Env readOld() {
    Map<String, String> values = entries("plaintext", this::variable);
    return new Env(Optional.empty(), values, Map.of(), Map.of(), List.of(), false);
  }

  private Optional<String> shell() {
    Optional<String> shell = env.text("shell", BuildRule.ENV_KIND);
    if (shell.isPresent() && !SHELLS.contains(shell.get())) {
      Node at = env.valueNode("shell");
      findings.report(
          BuildRule.UNKNOWN_SHELL,
          at,
          env.at("shell"),
          "shell \"" + shell.get() + "\" is not documented",
          "bash, /bin/sh, powershell.exe, cmd.exe",
          "",
          Fixes.documentedShell(at));
    }
    return shell;
  }

  private <T> Map<String, T> entries(
      String key, BiFunction<Mapping.Entry, DocumentPath, @Nullable T> read) {
    Optional<Section> section = variables.section(env, key);
    return section.isEmpty()
        ? Map.of()
        : section
            .get()
            .each(
                entry -> {
                  DocumentPath path = section.get().at(entry.name());
                  checkTwice(entry, path, key);
                  variables.checkName(entry, path);
                  return read.apply(entry, path);
                });
  }

  /** B-057. */
  private void checkTwice(Mapping.Entry entry, DocumentPath path, String sectionKey) {
    String before = definedIn.put(entry.name(), sectionKey);
    if (before != null) {
      findings.report(
          BuildRule.VARIABLE_TWICE,
          entry.key(),
          path,
          "\"" + entry.name() + "\" stands under \"" + before + "\" too, and this value wins",
          "",
          "keep one");
    }
  }

  private @Nullable String variable(Mapping.Entry entry, DocumentPath path) {
    return variables.value(entry.value(), entry.key(), path);
  }

  private @Nullable String reference(Mapping.Entry entry, DocumentPath path) {
    if (!(entry.value() instanceof Scalar value)) {
      findings.report(
          BuildRule.VARIABLE_KIND,
          entry.value(),
          path,
          "expected a parameter's name, found " + entry.value().kind());
      return null;
    }
    if (value.text().isBlank()) {
      findings.report(
          BuildRule.EMPTY_VARIABLE, entry.key(), path, "the parameter's name is missing");
      return null;
    }
    return value.text();
  }

  private @Nullable SecretsManagerReference secret(Mapping.Entry entry, DocumentPath path) {
    String text = entry.value() instanceof Scalar scalar ? scalar.text() : "";
    Optional<SecretsManagerReference> reference = SecretsManagerReference.parse(text);
    if (reference.isEmpty()) {
      findings.report(
          BuildRule.SECRET_REFERENCE,
          entry.value(),
          path,
          entry.value() instanceof Scalar
              ? "no reference to a secret"
              : "found " + entry.value().kind(),
          SecretsManagerReference.FORM,
          "");
      return null;
    }
    if (reference.get().versionStage().isPresent() && reference.get().versionId().isPresent()) {
      findings.report(
          BuildRule.SECRET_REFERENCE,
          Severity.WARNING,
          entry.value(),
          path,
          "both a version's stage and its id are given",
          "",
          "keep one");
    }
    return reference.get();
  }

  private List<String> exported() {
    Node node = env.value("exported-variables");
    if (node instanceof Mapping) {
      findings.report(
          BuildRule.EXPORTED_KIND,
          node,
          env.at("exported-variables"),
          "expected a list of names, found a mapping",
          "",
          "write \"- NAME\" lines");
      return List.of();
    }
    List<String> names = FileLists.texts(env, "exported-variables", BuildRule.EXPORTED_KIND);
    boolean isList = node instanceof Sequence;
    int index = 0;
    for (Node item : env.items("exported-variables")) {
      DocumentPath path = env.at("exported-variables");
      if (item instanceof Scalar scalar) {
        checkExported(scalar, isList ? path.item(index) : path);
      }
      index++;
    }
    if (node instanceof Scalar scalar && !node.isNull()) {
      findings.report(
          BuildRule.EXPORTED_KIND,
          Severity.WARNING,
          node,
          env.at("exported-variables"),
          "a text is taken as a list of one",
          "",
          "write it as a list",
          Fixes.listOf(scalar));
    }
    return names;
  }

  private void checkExported(Scalar name, DocumentPath path) {
    String home = definedIn.getOrDefault(name.text(), "variables");
    if (name.text().startsWith("AWS_")) {
      findings.report(
          BuildRule.NOT_EXPORTABLE, name, path, "names that begin with AWS_ are not exported");
    } else if (!home.equals("variables") && !home.equals("plaintext")) {
      findings.report(
          BuildRule.NOT_EXPORTABLE,
          name,
          path,
          "\"" + name.text() + "\" comes from \"" + home + "\" and is not exported",
          "",
          "export what may be seen");
    }
  }
}
