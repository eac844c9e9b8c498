package dev.penstock.picture;

import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.Stage;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A stage's triggers and conditions in words. */
final class StageNotes {
  private StageNotes() {}

  /** What starts a pipeline through the sources of a stage, and the stage's conditions. */
  static List<String> of(Pipeline pipeline, Stage stage) {
    List<String> notes = new ArrayList<>();
    for (Trigger trigger : pipeline.triggers()) {
      if (stage.actions().stream().anyMatch(each -> each.name().equals(trigger.sourceAction()))) {
        notes.add(TriggerNote.of(trigger));
      }
    }
    notes.addAll(of(stage));
    return notes;
  }

  static List<String> of(Stage stage) {
    List<String> notes = new ArrayList<>();
    stage.beforeEntry().ifPresent(condition -> notes.add("Enters if " + text(condition)));
    stage.onSuccess().ifPresent(condition -> notes.add("Leaves if " + text(condition)));
    stage.onFailure().ifPresent(reaction -> notes.add("On failure: " + text(reaction)));
    stage.timeout().ifPresent(limit -> notes.add("At most " + Durations.text(limit)));
    return notes;
  }

  private static String text(Condition condition) {
    return condition.rules().stream().map(Rule::name).collect(Collectors.joining(" and "))
        + condition.result().map(result -> ", else " + word(result)).orElse(", else fail");
  }

  private static String text(OnFailure reaction) {
    List<String> parts = new ArrayList<>();
    reaction.result().ifPresent(result -> parts.add(word(result)));
    reaction
        .retryMode()
        .ifPresent(
            mode -> parts.add(mode == RetryMode.ALL_ACTIONS ? "all actions" : "failed actions"));
    reaction.condition().ifPresent(condition -> parts.add("fine if " + text(condition)));
    return String.join(" ", parts);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
