package dev.penstock.spec.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import java.util.List;
import java.util.Map;

/** Writes stages and what is in them. */
final class StageWriter {
  private StageWriter() {}

  static void write(Stage stage, ObjectNode out) {
    out.put("name", stage.name());
    if (!stage.blockers().isEmpty()) {
      ArrayNode blockers = out.putArray("blockers");
      stage
          .blockers()
          .forEach(each -> blockers.addObject().put("name", each.name()).put("type", each.type()));
    }
    ArrayNode actions = out.putArray("actions");
    stage.actions().forEach(action -> write(action, actions.addObject()));
    stage.beforeEntry().ifPresent(each -> write(each, out.putObject("beforeEntry")));
    stage.onSuccess().ifPresent(each -> write(each, out.putObject("onSuccess")));
    stage
        .onFailure()
        .ifPresent(
            reaction -> {
              ObjectNode to = out.putObject("onFailure");
              reaction.result().ifPresent(result -> to.put("result", result.name()));
              reaction
                  .retryMode()
                  .ifPresent(
                      mode -> to.putObject("retryConfiguration").put("retryMode", mode.name()));
              reaction.condition().ifPresent(each -> write(each, to));
            });
  }

  private static void write(Action action, ObjectNode out) {
    out.put("name", action.name());
    ObjectNode type = out.putObject("actionTypeId");
    type.put("category", Level.title(action.type().category()));
    type.put("owner", action.type().owner());
    type.put("provider", action.type().provider());
    type.put("version", action.type().version());
    out.put("runOrder", action.runOrder());
    configuration(action.configuration(), out);
    texts("commands", action.commands(), out);
    if (!action.environmentVariables().isEmpty()) {
      ArrayNode variables = out.putArray("environmentVariables");
      action.environmentVariables().forEach(each -> write(each, variables.addObject()));
    }
    ArrayNode outputs = out.putArray("outputArtifacts");
    for (String output : action.outputArtifacts()) {
      ObjectNode to = outputs.addObject().put("name", output);
      List<String> files = action.outputFiles().get(output);
      if (files != null) {
        ArrayNode list = to.putArray("files");
        files.forEach(list::add);
      }
    }
    inputs(action.inputArtifacts(), out);
    texts("outputVariables", action.outputVariables(), out);
    action.roleArn().ifPresent(role -> out.put("roleArn", role));
    action.region().ifPresent(region -> out.put("region", region));
    action.namespace().ifPresent(namespace -> out.put("namespace", namespace));
    action.timeout().ifPresent(timeout -> out.put("timeoutInMinutes", timeout.toMinutes()));
  }

  private static void write(EnvironmentVariable variable, ObjectNode out) {
    out.put("name", variable.name());
    out.put("value", variable.value());
    out.put("type", variable.type().name());
  }

  private static void write(Condition condition, ObjectNode out) {
    ObjectNode to = out.putArray("conditions").addObject();
    condition.result().ifPresent(result -> to.put("result", result.name()));
    ArrayNode rules = to.putArray("rules");
    condition.rules().forEach(rule -> write(rule, rules.addObject()));
  }

  private static void write(Rule rule, ObjectNode out) {
    out.put("name", rule.name());
    ObjectNode type = out.putObject("ruleTypeId");
    type.put("category", RuleType.CATEGORY);
    type.put("owner", rule.type().owner());
    type.put("provider", rule.type().provider());
    type.put("version", rule.type().version());
    configuration(rule.configuration(), out);
    texts("commands", rule.commands(), out);
    inputs(rule.inputArtifacts(), out);
    rule.roleArn().ifPresent(role -> out.put("roleArn", role));
    rule.region().ifPresent(region -> out.put("region", region));
    rule.timeout().ifPresent(timeout -> out.put("timeoutInMinutes", timeout.toMinutes()));
  }

  private static void configuration(Map<String, String> configuration, ObjectNode out) {
    configuration.forEach(out.putObject("configuration")::put);
  }

  private static void inputs(List<String> inputs, ObjectNode out) {
    ArrayNode list = out.putArray("inputArtifacts");
    inputs.forEach(input -> list.addObject().put("name", input));
  }

  private static void texts(String key, List<String> texts, ObjectNode out) {
    if (!texts.isEmpty()) {
      ArrayNode list = out.putArray(key);
      texts.forEach(list::add);
    }
  }
}
