package dev.penstock.pipeline;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What follows a condition or a failure is something that can follow. */
final class ConditionChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    boolean isParallel = definition.draft().executionMode() == ExecutionMode.PARALLEL;
    for (PlacedStage stage : definition.stages()) {
      if (stage.stage().onFailure().isPresent()) {
        reaction(stage, stage.stage().onFailure().get(), isParallel, faults);
      }
      rollback(stage, faults);
      for (PlacedCondition each : stage.conditions()) {
        String path = each.at(".result");
        result(each.kind(), path, each.condition().result(), isParallel, faults);
      }
    }
    skippedProducers(definition, faults);
  }

  private static void reaction(
      PlacedStage stage, OnFailure reaction, boolean isParallel, Faults faults) {
    ConditionKind kind = ConditionKind.ON_FAILURE;
    result(kind, stage.at(".onFailure.result"), reaction.result(), isParallel, faults);
    boolean isRetry = reaction.result().equals(Optional.of(ConditionResult.RETRY));
    if (isRetry && reaction.condition().isPresent()) {
      faults.error(
          "retry-condition",
          "P-1025",
          stage.at(".onFailure.conditions"),
          "a condition beside the result RETRY",
          "one of the two");
    }
    if (isRetry && reaction.retryMode().isEmpty()) {
      faults.warning(
          "retry-mode",
          "P-1024",
          stage.at(".onFailure.retryConfiguration"),
          "a retry without a mode, taken as " + OnFailure.DEFAULT_RETRY_MODE,
          modes());
    }
    boolean isConditionalRetry =
        reaction
            .condition()
            .flatMap(Condition::result)
            .filter(ConditionResult.RETRY::equals)
            .isPresent();
    if (!isRetry && !isConditionalRetry && reaction.retryMode().isPresent()) {
      faults.error(
          "retry-mode",
          "P-1021",
          stage.at(".onFailure.retryConfiguration"),
          "a retry mode without the result RETRY",
          "a mode where the stage is retried");
    }
  }

  private static void result(
      ConditionKind kind,
      String path,
      Optional<ConditionResult> result,
      boolean isParallel,
      Faults faults) {
    if (result.isEmpty()) {
      return;
    }
    if (!kind.results().contains(result.get())) {
      faults.error(
          "condition-result",
          "P-215",
          path,
          result.get() + " does not follow " + kind.field(),
          kind.results().stream().map(Enum::name).collect(Collectors.joining(", ")));
    } else if (isParallel && result.get() == ConditionResult.ROLLBACK) {
      faults.error(
          "parallel-rollback",
          "P-213",
          path,
          "ROLLBACK in a pipeline of the mode " + ExecutionMode.PARALLEL,
          "any other result, for executions that run side by side leave nothing to go back to");
    }
  }

  private static void rollback(PlacedStage stage, Faults faults) {
    for (PlacedAction each : stage.actions()) {
      if (each.action().type().category() != ActionCategory.SOURCE) {
        return;
      }
    }
    if (stage.actions().isEmpty()) {
      return;
    }
    Set<Optional<ConditionResult>> rollback = Set.of(Optional.of(ConditionResult.ROLLBACK));
    if (rollback.contains(stage.stage().onFailure().flatMap(OnFailure::result))) {
      source(stage.at(".onFailure.result"), faults);
    }
    for (PlacedCondition each : stage.conditions()) {
      if (rollback.contains(each.condition().result())) {
        source(each.at(".result"), faults);
      }
    }
  }

  private static void source(String path, Faults faults) {
    faults.error(
        "source-rollback",
        "P-214",
        path,
        "ROLLBACK of a stage of source actions",
        "any other result, for such a stage cannot be rolled back");
  }

  private static String modes() {
    return RetryMode.FAILED_ACTIONS + ", " + RetryMode.ALL_ACTIONS;
  }

  /** Warns where something is needed that a skipped stage does not make. */
  private static void skippedProducers(Definition definition, Faults faults) {
    for (PlacedAction reader : definition.inOrder()) {
      for (int i = 0; i < reader.cell().inputArtifacts().size(); i++) {
        String input = reader.cell().inputArtifacts().get(i);
        PlacedAction writer = definition.writerOf(input);
        if (writer != null && isSkipped(writer.stage(), reader.stage())) {
          warn(faults, reader.at(".inputArtifacts[" + i + "]"), "\"" + input + "\"", writer);
        }
      }
      for (PlacedReference placed : PlacedReference.of(reader.cell())) {
        VariableReference reference = placed.reference();
        PlacedAction owner = definition.ownerOf(reference.namespace());
        if (owner != null && isSkipped(owner.stage(), reader.stage())) {
          warn(faults, reader.at(placed.path()), "\"" + reference.text() + "\"", owner);
        }
      }
    }
  }

  private static boolean isSkipped(PlacedStage writer, PlacedStage reader) {
    return writer.index() < reader.index()
        && writer
            .stage()
            .beforeEntry()
            .flatMap(Condition::result)
            .filter(ConditionResult.SKIP::equals)
            .isPresent();
  }

  private static void warn(Faults faults, String path, String what, PlacedAction writer) {
    faults.warning(
        "skipped-producer",
        "P-1209",
        path,
        what + " comes from " + writer.called() + ", whose stage may be skipped",
        "",
        "the action then fails when it starts");
  }
}
