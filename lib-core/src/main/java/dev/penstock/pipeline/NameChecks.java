package dev.penstock.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names are well formed, and unique where they are looked up. */
final class NameChecks implements DefinitionCheck {

  @Override
  public void check(Definition definition, Faults faults) {
    name(faults, "P-101", "name", definition.draft().name(), Names.NAME);
    variables(definition.draft().variables(), faults);
    Set<String> stages = new HashSet<>();
    for (PlacedStage stage : definition.stages()) {
      String name = stage.stage().name();
      name(faults, "P-131", stage.path() + ".name", name, Names.NAME);
      if (!stages.add(name)) {
        faults.error(
            "duplicate-stage",
            "P-202",
            stage.path() + ".name",
            "a second stage \"" + name + "\"",
            "names unique in the pipeline");
      }
      actions(stage, faults);
      for (PlacedCondition condition : stage.conditions()) {
        rules(condition, faults);
      }
    }
  }

  private static void variables(List<PipelineVariable> variables, Faults faults) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < variables.size(); i++) {
      String path = "variables[" + i + "].name";
      String name = variables.get(i).name();
      name(faults, "P-521", path, name, Names.VARIABLE);
      if (!names.add(name)) {
        faults.error(
            "duplicate-variable",
            "P-522",
            path,
            "a second variable \"" + name + "\"",
            "names unique in the pipeline");
      }
    }
  }

  private static void actions(PlacedStage stage, Faults faults) {
    Set<String> names = new HashSet<>();
    for (PlacedAction each : stage.actions()) {
      Action action = each.action();
      name(faults, "P-141", each.path() + ".name", action.name(), Names.NAME);
      if (action.namespace().isPresent()) {
        String namespace = action.namespace().get();
        name(faults, "P-156", each.at(".namespace"), namespace, Names.NAMESPACE);
      }
      for (int i = 0; i < action.outputArtifacts().size(); i++) {
        String path = each.at(".outputArtifacts[" + i + "]");
        name(faults, "P-304", path, action.outputArtifacts().get(i), Names.ARTIFACT);
      }
      if (!names.add(action.name())) {
        faults.error(
            "duplicate-action",
            "P-202",
            each.path() + ".name",
            "a second action \"" + action.name() + "\"",
            "names unique in the stage");
      }
    }
  }

  private static void rules(PlacedCondition condition, Faults faults) {
    Set<String> names = new HashSet<>();
    for (PlacedRule each : condition.rules()) {
      name(faults, "P-171", each.path() + ".name", each.rule().name(), Names.NAME);
      if (!names.add(each.rule().name())) {
        faults.error(
            "duplicate-rule",
            "",
            each.path() + ".name",
            "a second rule \"" + each.rule().name() + "\"",
            "names unique in the condition");
      }
    }
  }

  static void name(Faults faults, String reference, String path, String name, Names allowed) {
    if (!allowed.matches(name)) {
      faults.error("name", reference, path, "\"" + name + "\" is no name", allowed.toString());
    }
  }
}
