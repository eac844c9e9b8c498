package dev.penstock.spec.pipeline;

import dev.penstock.pipeline.Blocker;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Stage;
import java.util.List;
import java.util.Optional;

/** Reads stages. */
final class StageReader {
  private StageReader() {}

  static Stage read(Level stage, boolean isFirst) {
    stage.checkKeys("name", "actions", "blockers", "beforeEntry", "onSuccess", "onFailure");
    Stage.Builder builder = Stage.builder(stage.required("name"));
    if (stage.entry("actions") == null) {
      stage.missing("actions", "actions");
    }
    stage
        .levels("actions", "actions")
        .forEach(each -> builder.action(ActionReader.read(each, isFirst)));
    stage.levels("blockers", "blockers").forEach(each -> builder.blocker(blocker(each)));
    Stage made = builder.build();
    return new Stage(
        made.name(),
        made.actions(),
        condition(stage, "beforeEntry"),
        condition(stage, "onSuccess"),
        stage.level("onFailure", "onFailure").map(StageReader::onFailure),
        Optional.empty(),
        made.blockers());
  }

  private static Blocker blocker(Level blocker) {
    blocker.checkKeys("name", "type");
    return new Blocker(blocker.required("name"), blocker.required("type"));
  }

  private static Optional<Condition> condition(Level stage, String key) {
    Optional<Level> level = stage.level(key, key);
    level.ifPresent(
        each -> {
          each.checkKeys("conditions");
          if (each.entry("conditions") == null) {
            each.missing("conditions", "conditions");
          }
        });
    return level.flatMap(StageReader::only);
  }

  private static OnFailure onFailure(Level level) {
    level.checkKeys("result", "retryConfiguration", "conditions");
    Optional<RetryMode> mode =
        level
            .level("retryConfiguration", "retryConfiguration")
            .map(each -> each.checkKeys("retryMode"))
            .flatMap(each -> each.word("retryMode", "retryMode", RetryMode.class, Enum::name));
    return new OnFailure(result(level), mode, only(level));
  }

  /** A list of conditions has one (P-138). */
  private static Optional<Condition> only(Level level) {
    List<Level> conditions = level.levels("conditions", "conditions");
    boolean isLacking = level.reading().places().isLacking(level.inModel("conditions"));
    if (level.entry("conditions") != null
        && conditions.size() != 1
        && !isLacking
        && level.reading().places().knowledge(level.inModel("conditions")) == Knowledge.WRITTEN) {
      level.fault(
          DefinitionRule.ONE_CONDITION,
          "conditions",
          "conditions",
          conditions.isEmpty() ? level.keyNode("conditions") : conditions.get(1).mapping(),
          conditions.size() + " conditions",
          "exactly one, with several rules",
          "");
    }
    return conditions.stream().findFirst().map(StageReader::condition);
  }

  private static Condition condition(Level level) {
    level.checkKeys("result", "rules");
    return new Condition(
        result(level), level.levels("rules", "rules").stream().map(RuleReader::read).toList());
  }

  private static Optional<ConditionResult> result(Level level) {
    return level.word("result", "result", ConditionResult.class, Enum::name);
  }
}
