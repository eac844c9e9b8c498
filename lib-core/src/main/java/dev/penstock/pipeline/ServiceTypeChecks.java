package dev.penstock.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** What only pipelines of the second generation have (P-111, P-112). */
final class ServiceTypeChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    Draft draft = definition.draft();
    if (draft.pipelineType().filter(PipelineType.V2::equals).isPresent()) {
      return;
    }
    Map<String, String> newer = newer(definition);
    for (Map.Entry<String, String> each : newer.entrySet()) {
      if (draft.pipelineType().isPresent()) {
        faults.error(
            "pipeline-type",
            "P-111",
            each.getKey(),
            each.getValue() + " in a pipeline of the type V1",
            "the type V2");
      }
    }
    if (draft.pipelineType().isEmpty() && !newer.isEmpty()) {
      faults.warning(
          "pipeline-type",
          "P-112",
          "pipelineType",
          "no type, taken as V2 because of " + String.join(", ", newer.keySet()),
          "V2");
    }
  }

  /** What is newer, by its path. */
  private static Map<String, String> newer(Definition definition) {
    Map<String, String> newer = new LinkedHashMap<>();
    Draft draft = definition.draft();
    if (draft.executionMode() != ExecutionMode.SUPERSEDED) {
      newer.put("executionMode", "the mode " + draft.executionMode());
    }
    if (!draft.variables().isEmpty()) {
      newer.put("variables", "variables of the pipeline");
    }
    if (!draft.triggers().isEmpty()) {
      newer.put("triggers", "triggers");
    }
    for (PlacedStage stage : definition.stages()) {
      if (stage.stage().beforeEntry().isPresent()) {
        newer.put(stage.at(".beforeEntry"), "a condition");
      }
      if (stage.stage().onSuccess().isPresent()) {
        newer.put(stage.at(".onSuccess"), "a condition");
      }
      if (stage.stage().onFailure().isPresent()) {
        newer.put(stage.at(".onFailure"), "a reaction to failure");
      }
      for (PlacedAction each : stage.actions()) {
        ActionType type = each.action().type();
        if (ActionCatalogue.find(type)
            .filter(ActionCatalogue.Entry::isSecondGeneration)
            .isPresent()) {
          newer.put(each.at(".type"), type.toString());
        }
      }
    }
    return newer;
  }
}
