package dev.penstock.pipeline.engine;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.execution.PipelineCommand;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.ToldExecutions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One compaction of a pipeline's journal. Before it, so many targets of rollbacks are forgotten
 * that a checkpoint has room for the rest; after it, the journals of executions with a process of
 * their own go of which the pipeline's does not tell any more.
 */
final class PipelineCompaction {
  /** How many bytes targets of rollbacks may take in a checkpoint. */
  static final long TARGET_BYTES = 6 << 20;

  private final ProcessEngine processes;
  private final OpenProcess<?, PipelineCommand> pipeline;
  private final OwnProcesses own;

  PipelineCompaction(
      ProcessEngine processes, OpenProcess<?, PipelineCommand> pipeline, OwnProcesses own) {
    this.processes = processes;
    this.pipeline = pipeline;
    this.own = own;
  }

  CompletionStage<Boolean> run(Supplier<CompletionStage<Boolean>> compaction) {
    // Looked for first: whatever begins from now on is told of when the events are read.
    List<String> children = processes.known(pipeline.id() + "/");
    List<String> excess = told().excessTargets(TARGET_BYTES);
    CompletionStage<?> ready =
        excess.isEmpty()
            ? CompletableFuture.completedStage(null)
            : pipeline.tell(new PipelineCommand.ForgetTargets(excess, processes.now()));
    return ready
        .thenCompose(forgotten -> compaction.get())
        .thenCompose(
            isCompacted ->
                isCompacted && !children.isEmpty()
                    ? removeUntold(children).thenApply(removed -> true)
                    : CompletableFuture.completedStage(isCompacted));
  }

  private ToldExecutions told() {
    ToldExecutions told = new ToldExecutions();
    pipeline.read(0, (sequence, event) -> told.add((PipelineEvent) event));
    return told;
  }

  private CompletionStage<Void> removeUntold(List<String> children) {
    Set<String> told = new HashSet<>(told().ids());
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (String child : children) {
      String execution = child.substring(pipeline.id().length() + 1);
      if (!told.contains(execution)) {
        all = all.thenCompose(done -> own.remove(execution)).thenAccept(removed -> {});
      }
    }
    return all;
  }
}
