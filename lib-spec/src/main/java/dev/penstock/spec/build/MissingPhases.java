package dev.penstock.spec.build;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.tree.Findings;
import dev.penstock.spec.tree.Mapping;
import dev.penstock.spec.tree.Node;
import dev.penstock.spec.tree.Section;
import java.util.List;
import java.util.Optional;

/** B-032: what it means that a file has no phases. */
final class MissingPhases {

  private final Section top;
  private final Findings findings;

  MissingPhases(Section top) {
    this.top = top;
    this.findings = top.findings();
  }

  /** A file without phases is of use only as a batch, or to pass files through. */
  void check(Optional<Batch> batch) {
    Node phases = top.value("phases");
    if (phases != null && !phases.isNull()) {
      return;
    }
    Node at = top.keyNode("phases");
    boolean hasArtifacts = top.value("artifacts") instanceof Mapping;
    boolean hasBatch = top.value("batch") instanceof Mapping;
    if (hasBatch && !hasArtifacts) {
      batchOnly(batch);
      return;
    }
    findings.report(
        BuildRule.PHASES_MISSING,
        hasArtifacts ? Severity.WARNING : Severity.ERROR,
        at,
        top.at("phases"),
        "there are no phases",
        String.join(", ", Level.PHASES.keys()),
        "add \"phases:\" with commands");
  }

  private void batchOnly(Optional<Batch> batch) {
    boolean buildsItself =
        batch.isPresent()
            && batch
                .get()
                .builds()
                .fold(
                    list -> anyWithoutBuildspec(list.tasks()),
                    graph -> anyWithoutBuildspec(graph.tasks()),
                    matrix -> matrix.dynamic().buildspecs().isEmpty(),
                    fanout -> true);
    findings.report(
        buildsItself ? BuildRule.BUILDS_ITSELF : BuildRule.BATCH_ONLY,
        top.keyNode("phases"),
        top.at("phases"),
        buildsItself
            ? "a build of the batch would run this file, which has no phases"
            : "only a batch; the file builds nothing itself",
        "",
        buildsItself ? "add \"buildspec:\" to each build" : "");
  }

  private static boolean anyWithoutBuildspec(List<BuildTask> tasks) {
    return tasks.stream().anyMatch(task -> task.buildspec().isEmpty());
  }
}
