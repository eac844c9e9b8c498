package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.build.Batch.BuildFanout;
import dev.penstock.spec.build.Batch.BuildGraph;
import dev.penstock.spec.build.Batch.BuildList;
import dev.penstock.spec.build.Batch.Builds;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Scalar;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code batch} (B-190). */
final class BatchReader {

  private static final List<String> TYPES =
      List.of("build-list", "build-graph", "build-matrix", "build-fanout");

  private final Section batch;
  private final Findings findings;

  BatchReader(Section batch) {
    this.batch = batch;
    this.findings = batch.findings();
  }

  Optional<Batch> read() {
    Level.BATCH.reportUnknown(batch);
    boolean fastFail = batch.flag("fast-fail", false, BuildRule.YES_OR_NO);
    List<String> named = TYPES.stream().filter(type -> batch.value(type) != null).toList();
    if (named.size() != 1) {
      findings.report(
          BuildRule.BATCH_TYPE,
          named.isEmpty() ? batch.mapping() : batch.keyNode(named.get(1)),
          named.isEmpty() ? batch.path() : batch.at(named.get(1)),
          named.isEmpty()
              ? "no builds are named"
              : "\"" + named.get(1) + "\" stands beside \"" + named.get(0) + "\"",
          "exactly one of " + String.join(", ", TYPES),
          "");
    }
    Builds builds = null;
    for (String type : named) {
      builds = builds(type);
    }
    return builds == null ? Optional.empty() : Optional.of(new Batch(builds, fastFail));
  }

  private @Nullable Builds builds(String type) {
    return switch (type) {
      case "build-list" -> new BuildList(new TasksReader(batch, type).read());
      case "build-graph" -> graph(type);
      case "build-matrix" ->
          section(type).map(matrix -> new MatrixReader(matrix).read()).orElse(null);
      default -> section(type).map(this::fanout).orElse(null);
    };
  }

  private BuildGraph graph(String type) {
    TasksReader reader = new TasksReader(batch, type);
    List<BuildTask> tasks = reader.read();
    reader.checkDependencies();
    return new BuildGraph(tasks);
  }

  /** A section that may be empty: what it lacks is then told. */
  private Optional<Section> section(String type) {
    if (batch.valueNode(type).isNull()) {
      return Optional.of(
          new Section(Mapping.of(List.of(), batch.keyNode(type)), batch.at(type), findings));
    }
    return batch.section(type, BuildRule.SECTION_KIND);
  }

  private @Nullable BuildFanout fanout(Section fanout) {
    Level.FANOUT.reportUnknown(fanout);
    boolean ignoreFailure = fanout.flag("ignore-failure", false, BuildRule.YES_OR_NO);
    Node node = fanout.value("parallelism");
    int parallelism = node instanceof Scalar scalar ? positive(scalar.text()) : 0;
    if (parallelism > 0) {
      return new BuildFanout(parallelism, ignoreFailure);
    }
    findings.report(
        BuildRule.PARALLELISM,
        Severity.ERROR,
        node == null ? batch.keyNode("build-fanout") : node,
        fanout.at("parallelism"),
        node == null || node.isNull()
            ? "the number of builds is missing"
            : node instanceof Scalar scalar
                ? "found \"" + scalar.text() + "\""
                : "found " + node.kind(),
        "whole numbers from 1",
        "");
    return null;
  }

  /** The number, or 0 if the text is no whole number from 1 that fits. */
  private static int positive(String text) {
    boolean isNumber =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text) : 0;
  }
}
