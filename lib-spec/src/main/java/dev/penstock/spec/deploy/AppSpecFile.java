package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.tree.Dialect;
import dev.penstock.spec.tree.DocumentPath;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Sequence;
import dev.penstock.spec.tree.TreeReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which platform a file is for, and has it read. */
final class AppSpecFile {

  private static final String NEEDS =
      "write at least \"version: 0.0\" and \"os: linux\", or \"Resources:\"";
  private static final Set<String> NOTHING = ImmutableSet.of("false", "no", "off");
  private static final Dialect PLAIN = new Dialect("version", Map.of(), NEEDS, NOTHING);

  /** Files of ECS and Lambda are often templates, whose short functions stand for a value. */
  private static final Dialect TEMPLATE =
      new Dialect("version", Placeholders.SHORT_FORMS, NEEDS, NOTHING);

  private final SpecSource source;
  private final ConformanceMode mode;

  AppSpecFile(SpecSource source, ConformanceMode mode) {
    this.source = source;
    this.mode = mode;
  }

  ReadResult<AppSpec> read() {
    Findings findings = new Findings(source.name());
    Mapping root = tree(findings, PLAIN);
    if (root == null) {
      return findings.refuse();
    }
    if (!isServer(root)) {
      return resource();
    }
    return server(root, findings)
        .fold(
            accepted -> new ReadResult.Accepted<>(accepted.value(), accepted.warnings()),
            refused ->
                new ReadResult.Refused<>(
                    refused.diagnostics(), refused.partial().map(spec -> (AppSpec) spec)));
  }

  ReadResult<ServerAppSpec> readServer() {
    Findings findings = new Findings(source.name());
    Mapping root = tree(findings, PLAIN);
    if (root == null) {
      return findings.refuse();
    }
    if (isServer(root)) {
      return server(root, findings);
    }
    Mapping.Entry resources = resources(root);
    Notes notes = new Notes(findings, mode, false);
    notes.report(
        DeployRule.NOT_SERVER,
        resources == null ? root : resources.key(),
        DocumentPath.ROOT.key(resources == null ? "" : resources.name()),
        "this is the appspec of an ECS or Lambda deployment",
        String.join(", ", ServerAppSpecReader.KEYS),
        "");
    return notes.refuse();
  }

  private @Nullable Mapping tree(Findings findings, Dialect dialect) {
    return TreeReader.read(source, fault -> DeployRule.of(fault, mode), findings, dialect);
  }

  private static boolean isServer(Mapping root) {
    return root.entry("os") != null || resources(root) == null;
  }

  private static Mapping.@Nullable Entry resources(Mapping root) {
    return root.entries().stream()
        .filter(entry -> entry.name().equalsIgnoreCase("Resources"))
        .findFirst()
        .orElse(null);
  }

  private ReadResult<ServerAppSpec> server(Mapping root, Findings findings) {
    Notes notes = new Notes(findings, mode, mode == ConformanceMode.AGENT);
    noteDates(root, notes);
    if (isJson()) {
      notes.report(
          DeployRule.JSON,
          root,
          DocumentPath.ROOT,
          "the appspec of a server is JSON",
          "YAML",
          "the agent reads it, but only under the name that the deployment gives");
    }
    return new ServerAppSpecReader(new Level(root, DocumentPath.ROOT, notes)).read();
  }

  private ReadResult<AppSpec> resource() {
    Findings findings = new Findings(source.name());
    Mapping root = tree(findings, TEMPLATE);
    if (root == null) {
      return findings.refuse();
    }
    Notes notes = new Notes(findings, mode, false);
    noteDates(root, notes);
    return new ResourceReader(root, new KeyCase(notes, isJson()), notes).read();
  }

  private boolean isJson() {
    String text = source.text().stripLeading();
    return text.startsWith("{") || text.startsWith("\uFEFF{");
  }

  /** D-014: a plain scalar that is a date, wherever it stands. */
  private static void noteDates(Mapping root, Notes notes) {
    noteDates(root, DocumentPath.ROOT, notes, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void noteDates(Node node, DocumentPath path, Notes notes, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof Scalar scalar && AgentValue.of(scalar).kind() == AgentValue.Kind.DATE) {
      notes.report(
          DeployRule.DATE,
          node,
          path,
          "\"" + scalar.text() + "\" is a date, which newer agents refuse",
          "",
          "put it in quotes",
          scalar.quoted());
    } else if (node instanceof Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        noteDates(list.items().get(i), path.item(i), notes, seen);
      }
    } else if (node instanceof Mapping mapping) {
      for (Mapping.Entry entry : mapping.entries()) {
        noteDates(entry.key(), path.key(entry.name()), notes, seen);
        noteDates(entry.value(), path.key(entry.name()), notes, seen);
      }
    }
  }
}
