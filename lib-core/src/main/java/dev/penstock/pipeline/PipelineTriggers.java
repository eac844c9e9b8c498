package dev.penstock.pipeline;

import dev.penstock.source.SourceAction;
import dev.penstock.source.SourceEvent;
import dev.penstock.source.Trigger;
import dev.penstock.source.TriggerMatcher;
import dev.penstock.source.TriggerVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What watches the source actions of one pipeline: which events start it, and why.
 *
 * <pre>{@code
 * PipelineTriggers.of(pipeline).judge(event).forEach(System.out::println);
 * }</pre>
 *
 * <p>Immutable and safe for several threads; all patterns are compiled once.
 */
public final class PipelineTriggers {
  private final Pipeline pipeline;
  private final List<TriggerMatcher> matchers;

  private PipelineTriggers(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.matchers =
        sourcesOf(pipeline.stages()).stream()
            .map(source -> TriggerMatcher.of(source, triggerOf(pipeline, source)))
            .toList();
  }

  /**
   * Compiles the triggers of a pipeline, and the built-in detection of the source actions that no
   * trigger watches.
   *
   * @param pipeline the pipeline
   * @return what watches it
   */
  public static PipelineTriggers of(Pipeline pipeline) {
    return new PipelineTriggers(pipeline);
  }

  /**
   * The pipeline that is watched.
   *
   * @return the pipeline
   */
  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * One matcher for each source action, which also tells what a host has to listen to.
   *
   * @return the matchers, in the order of the definition
   */
  public List<TriggerMatcher> matchers() {
    return matchers;
  }

  /**
   * Says what each source action makes of an event. The event starts the pipeline if one of them
   * does.
   *
   * @param event what a Git host reports
   * @return one verdict for each source action, in the order of the definition
   */
  public List<TriggerVerdict> judge(SourceEvent event) {
    return matchers.stream().map(matcher -> matcher.judge(event)).toList();
  }

  static List<SourceAction> sourcesOf(List<Stage> stages) {
    List<SourceAction> sources = new ArrayList<>();
    for (Stage stage : stages) {
      for (Action action : stage.actions()) {
        if (action.type().category() == ActionCategory.SOURCE) {
          sources.add(
              SourceAction.of(action.name(), action.type().provider(), action.configuration()));
        }
      }
    }
    return sources;
  }

  private static Optional<Trigger> triggerOf(Pipeline pipeline, SourceAction source) {
    return pipeline.triggers().stream()
        .filter(trigger -> trigger.sourceAction().equals(source.name()))
        .findFirst();
  }
}
