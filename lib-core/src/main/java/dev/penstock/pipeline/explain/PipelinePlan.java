package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a definition means, before it is run.
 *
 * <pre>{@code
 * PipelinePlan plan = PipelinePlan.of(checkout, PastDurations.of(open.history()));
 * System.out.println(plan.text());
 * }</pre>
 *
 * @param groups what may run at one time: every maximal parallel group of every stage, in order; at
 *     most 100 of a stage
 * @param unusedArtifacts artifacts that no action reads, in order
 * @param criticalPath the actions that decide how long an execution takes
 */
public record PipelinePlan(
    List<ParallelGroup> groups, List<UnusedArtifact> unusedArtifacts, CriticalPath criticalPath) {

  /** Copies the lists. */
  public PipelinePlan {
    groups = List.copyOf(groups);
    unusedArtifacts = List.copyOf(unusedArtifacts);
  }

  /**
   * Explains a definition.
   *
   * @param pipeline the definition
   * @param past how long its actions took; {@link PastDurations#none()} if it is new
   * @return the plan
   */
  public static PipelinePlan of(Pipeline pipeline, PastDurations past) {
    List<ParallelGroup> groups = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      groups.addAll(ParallelGroups.of(stage.name(), new StageOrder(stage)));
    }
    return new PipelinePlan(groups, unused(pipeline), CriticalPath.of(pipeline, past));
  }

  private static List<UnusedArtifact> unused(Pipeline pipeline) {
    Set<String> read = new HashSet<>();
    for (Stage stage : pipeline.stages()) {
      stage.cells().forEach(cell -> read.addAll(cell.action().inputArtifacts()));
    }
    List<UnusedArtifact> unused = new ArrayList<>();
    for (Stage stage : pipeline.stages()) {
      for (ActionCell cell : stage.cells()) {
        for (String artifact : cell.action().outputArtifacts()) {
          if (!read.contains(artifact)) {
            unused.add(new UnusedArtifact(artifact, stage.name(), cell.action().name()));
          }
        }
      }
    }
    return unused;
  }

  /**
   * The plan in words.
   *
   * @return several lines: what runs side by side, what is unused, and the critical path
   */
  public String text() {
    List<String> lines = new ArrayList<>();
    for (ParallelGroup group : groups) {
      lines.add(
          group.stage()
              + ": "
              + String.join(", ", group.actions())
              + (group.actions().size() > 1 ? " (side by side)" : ""));
    }
    for (UnusedArtifact unused : unusedArtifacts) {
      lines.add(
          "nobody reads artifact "
              + unused.artifact()
              + " of "
              + unused.stage()
              + "/"
              + unused.action());
    }
    lines.add(
        "critical path, "
            + Times.text(criticalPath.total())
            + ": "
            + criticalPath.steps().stream()
                .map(
                    step ->
                        step.stage()
                            + "/"
                            + step.action()
                            + " "
                            + step.duration().map(Times::text).orElse("(no past)"))
                .collect(Collectors.joining(", ")));
    return String.join("\n", lines);
  }
}
