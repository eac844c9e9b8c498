package dev.penstock.spec.build;

import dev.penstock.diagnostic.Fix;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import dev.penstock.spec.tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code build-list} and {@code build-graph} (B-191 to B-196). */
final class TasksReader {

  private static final String DEPEND_ON = "depend-on";

  private final Section batch;
  private final String type;
  private final Findings findings;
  private final boolean isGraph;
  private final Map<String, Section> tasks = new LinkedHashMap<>();

  TasksReader(Section batch, String type) {
    this.batch = batch;
    this.type = type;
    this.findings = batch.findings();
    this.isGraph = type.equals("build-graph");
  }

  List<BuildTask> read() {
    List<BuildTask> read = new ArrayList<>();
    Node node = batch.valueNode(type);
    if (FileLists.isEmpty(node)) {
      findings.report(
          BuildRule.EMPTY_LIST,
          batch.keyNode(type),
          batch.at(type),
          "the list is empty",
          "",
          "name the builds, or remove it");
    } else if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        BuildTask task = task(list.items().get(i), batch.at(type).item(i));
        if (task != null) {
          read.add(task);
        }
      }
    } else {
      findings.report(
          BuildRule.SECTION_KIND,
          node,
          batch.at(type),
          "expected a list, found " + node.kind(),
          "",
          "begin each build with \"- identifier:\"");
    }
    return read;
  }

  /** B-193: every dependency is a build of the graph, and none waits for itself. */
  void checkDependencies() {
    new TaskGraph(tasks, findings).check();
  }

  private @Nullable BuildTask task(Node node, DocumentPath path) {
    if (!(node instanceof Mapping mapping)) {
      findings.report(
          node.isNull() ? BuildRule.EMPTY_ITEM : BuildRule.SECTION_KIND,
          node,
          path,
          node.isNull() ? "the item is empty" : "expected a mapping, found " + node.kind(),
          "",
          node.isNull() ? "delete it" : "begin each build with \"- identifier:\"");
      return null;
    }
    Section task = new Section(mapping, path, findings);
    Level.TASK.reportUnknown(task);
    String identifier = identifier(task);
    Optional<String> buildspec = task.text("buildspec", BuildRule.SECTION_KIND);
    boolean debugSession = task.flag("debug-session", false, BuildRule.YES_OR_NO);
    List<String> dependsOn = dependsOn(task);
    TaskEnvironment env = new TaskEnvironmentReader(findings).read(task, Level.TASK_ENV);
    boolean ignoreFailure = task.flag("ignore-failure", false, BuildRule.YES_OR_NO);
    return identifier == null
        ? null
        : new BuildTask(identifier, buildspec, debugSession, dependsOn, env, ignoreFailure);
  }

  private @Nullable String identifier(Section task) {
    Node node = task.value("identifier");
    if (node == null || node.isNull() || (node instanceof Scalar s && s.text().isEmpty())) {
      findings.report(
          BuildRule.NO_IDENTIFIER,
          node == null ? task.mapping() : task.keyNode("identifier"),
          task.path(),
          "the build has no identifier",
          BuildTask.IDENTIFIERS,
          "add \"identifier:\"");
      return null;
    }
    DocumentPath path = task.at("identifier");
    if (!(node instanceof Scalar scalar) || !BuildTask.isIdentifier(scalar.text())) {
      findings.report(
          BuildRule.IDENTIFIER,
          node,
          path,
          node instanceof Scalar scalar
              ? "\"" + scalar.text() + "\" is no identifier"
              : "expected a text, found " + node.kind(),
          BuildTask.IDENTIFIERS,
          node instanceof Scalar scalar ? plain(scalar.text()) : "",
          node instanceof Scalar scalar ? renamed(scalar) : Optional.empty());
      if (node instanceof Scalar scalar) {
        tasks.putIfAbsent(scalar.text(), task);
      }
      return null;
    }
    Section before = tasks.putIfAbsent(scalar.text(), task);
    if (before != null) {
      findings.report(
          BuildRule.IDENTIFIER_TWICE,
          node,
          path,
          "another build is called \""
              + scalar.text()
              + "\" too: line "
              + before.valueNode("identifier").position().line(),
          "",
          "rename one");
    }
    return scalar.text();
  }

  /** Renames a build together with what waits for it. */
  private Optional<Fix> renamed(Scalar identifier) {
    return Fixes.renamed(batch, type, identifier, identifier.text().replace('-', '_'));
  }

  /** How an identifier can be written, if that is clear. */
  private static String plain(String text) {
    String plain = text.replace('-', '_');
    return BuildTask.isIdentifier(plain) ? "write \"" + plain + "\"" : "";
  }

  private List<String> dependsOn(Section task) {
    Node node = task.value(DEPEND_ON);
    if (node == null) {
      return List.of();
    }
    if (!isGraph) {
      findings.report(
          BuildRule.DEPENDENCY_IN_LIST,
          task.keyNode(DEPEND_ON),
          task.at(DEPEND_ON),
          "builds of a list do not wait for each other; the key is ignored",
          "",
          "write \"build-graph:\" instead of \"build-list:\"");
      return List.of();
    }
    if (node instanceof Mapping) {
      findings.report(
          BuildRule.DEPENDENCY,
          node,
          task.at(DEPEND_ON),
          "expected a list of identifiers, found a mapping",
          "",
          "begin each identifier with a dash");
    } else if (node instanceof Scalar scalar && !node.isNull()) {
      findings.report(
          BuildRule.DEPENDENCY,
          Severity.WARNING,
          node,
          task.at(DEPEND_ON),
          "a text is taken as a list of one",
          "",
          "write it as a list",
          Fixes.listOf(scalar));
    }
    return FileLists.texts(task, DEPEND_ON, BuildRule.DEPENDENCY);
  }
}
