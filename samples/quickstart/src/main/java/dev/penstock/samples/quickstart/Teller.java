package dev.penstock.samples.quickstart;

import dev.penstock.engine.ProcessListener;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.samples.quickstart.report.ActionRow;
import dev.penstock.samples.quickstart.report.Progress;
import dev.penstock.samples.quickstart.report.RunState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the terminal what happens in the execution under way. Thread-safe. */
final class Teller implements ProcessListener {
  private static final Set<String> DEPLOYING = Set.of("Staging", "Production", "Traffic");

  private final Progress progress;
  private final boolean isLive;
  private final Pipeline definition;
  private @Nullable OpenPipeline pipeline; // guarded by this, as all below
  private @Nullable String execution;
  private List<ActionRow> rows = List.of();

  Teller(Progress progress, boolean isLive, Pipeline definition) {
    this.progress = progress;
    this.isLive = isLive;
    this.definition = definition;
  }

  /** From now on this execution is told of, under a heading. */
  synchronized void follow(OpenPipeline open, String id, String heading) {
    progress.heading(heading);
    pipeline = open;
    execution = id;
    refresh();
  }

  @Override
  public void onEvent(String process, long sequence, Object event) {
    if (process.startsWith(PipelineEngine.PROCESS_PREFIX)) {
      refresh();
    }
  }

  /** What is shown comes from the journal, so that it is the same after a crash. */
  synchronized void refresh() {
    if (pipeline != null && execution != null) {
      rows =
          pipeline.history().execution(execution).stream()
              .flatMap(found -> ActionRows.of(definition, found).stream())
              .toList();
      rows.forEach(progress::show);
    }
  }

  /** Says something behind the action that deploys. */
  synchronized void activity(String text) {
    for (ActionRow row : rows) {
      if (row.state() == RunState.RUNNING && DEPLOYING.contains(row.stage())) {
        progress.show(ActionRows.withSummary(row, text));
      }
    }
  }

  void note(String text) {
    progress.note(text);
  }

  /** Says something that a terminal shows behind the action. */
  void detail(String text) {
    if (isLive) {
      activity(text);
    } else {
      progress.note(text);
    }
  }
}
