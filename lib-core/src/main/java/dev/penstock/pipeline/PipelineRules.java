package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The structural rules of a pipeline, checked together; one pass in the order of the definition.
 */
final class PipelineRules {
  static final int LOWEST_RUN_ORDER = 1;
  static final int HIGHEST_RUN_ORDER = 999;

  private static final Names NAME = new Names("A-Za-z0-9.@_-", 100);
  private static final Names ARTIFACT = new Names("A-Za-z0-9_-", 100);
  private static final Names NAMESPACE = new Names("A-Za-z0-9@_-", 100);
  private static final Names VARIABLE = new Names("A-Za-z0-9@_-", 128);

  private final String pipeline;
  private final List<PipelineVariable> variables;
  private final List<Stage> stages;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final Map<String, String> outputs =
      new HashMap<>(); // artifact to the action that writes it
  private final Map<String, String> namespaces = new HashMap<>(); // namespace to its action
  private boolean isChecked;

  PipelineRules(String pipeline, List<PipelineVariable> variables, List<Stage> stages) {
    this.pipeline = pipeline;
    this.variables = variables;
    this.stages = stages;
  }

  List<Diagnostic> check() {
    if (!isChecked) {
      isChecked = true;
      checkName("name", pipeline, NAME);
      checkVariables();
      if (stages.isEmpty()) {
        add("pipeline.no-stages", "stages", "a pipeline without stages", "at least one");
      }
      Set<String> names = new HashSet<>();
      for (int i = 0; i < stages.size(); i++) {
        Stage stage = stages.get(i);
        String path = "stages[" + i + "]";
        checkName(path + ".name", stage.name(), NAME);
        if (!names.add(stage.name())) {
          add(
              "pipeline.duplicate-stage",
              path + ".name",
              twice("stage", stage.name()),
              "unique names");
        }
        checkStage(path, stage);
      }
    }
    return List.copyOf(faults);
  }

  private void checkVariables() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < variables.size(); i++) {
      String path = "variables[" + i + "].name";
      String name = variables.get(i).name();
      checkName(path, name, VARIABLE);
      if (!names.add(name)) {
        add("pipeline.duplicate-variable", path, twice("variable", name), "unique names");
      }
    }
  }

  private void checkStage(String path, Stage stage) {
    if (stage.actions().isEmpty()) {
      add(
          "pipeline.no-actions",
          path + ".actions",
          "stage \"" + stage.name() + "\" has no actions",
          "at least one");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < stage.actions().size(); i++) {
      Action action = stage.actions().get(i);
      String at = path + ".actions[" + i + "]";
      checkName(at + ".name", action.name(), NAME);
      if (!names.add(action.name())) {
        add(
            "pipeline.duplicate-action",
            at + ".name",
            twice("action", action.name()),
            "names unique in the stage");
      }
      checkOptions(at, stage, action);
    }
    // Inputs and references are looked up among what earlier run orders wrote, whatever the order
    // in the list.
    List<Integer> byRunOrder = new ArrayList<>();
    for (int i = 0; i < stage.actions().size(); i++) {
      byRunOrder.add(i);
    }
    byRunOrder.sort(
        (a, b) ->
            Integer.compare(stage.actions().get(a).runOrder(), stage.actions().get(b).runOrder()));
    int from = 0;
    while (from < byRunOrder.size()) {
      int runOrder = stage.actions().get(byRunOrder.get(from)).runOrder();
      int to = from;
      while (to < byRunOrder.size()
          && stage.actions().get(byRunOrder.get(to)).runOrder() == runOrder) {
        checkNeeds(
            path + ".actions[" + byRunOrder.get(to) + "]",
            stage,
            stage.actions().get(byRunOrder.get(to)));
        to++;
      }
      for (int i = from; i < to; i++) {
        collect(
            path + ".actions[" + byRunOrder.get(i) + "]",
            stage,
            stage.actions().get(byRunOrder.get(i)));
      }
      from = to;
    }
  }

  private void checkOptions(String at, Stage stage, Action action) {
    if (action.runOrder() < LOWEST_RUN_ORDER || action.runOrder() > HIGHEST_RUN_ORDER) {
      add(
          "pipeline.run-order",
          at + ".runOrder" + called(stage, action),
          action.runOrder() + " is out of range",
          LOWEST_RUN_ORDER + ".." + HIGHEST_RUN_ORDER);
    }
    action
        .timeout()
        .filter(timeout -> timeout.isZero() || timeout.isNegative())
        .ifPresent(
            timeout ->
                add(
                    "pipeline.timeout",
                    at + ".timeout" + called(stage, action),
                    timeout + " is out of range",
                    "above zero"));
    action.namespace().ifPresent(namespace -> checkName(at + ".namespace", namespace, NAMESPACE));
    if (action.isManualApproval()
        && !(action.inputArtifacts().isEmpty() && action.outputArtifacts().isEmpty())) {
      add(
          "pipeline.approval-artifacts",
          at + called(stage, action),
          "a manual approval with artifacts",
          "none, it only waits");
    }
    for (int i = 0; i < action.outputArtifacts().size(); i++) {
      checkName(at + ".outputArtifacts[" + i + "]", action.outputArtifacts().get(i), ARTIFACT);
    }
  }

  private void checkNeeds(String at, Stage stage, Action action) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < action.inputArtifacts().size(); i++) {
      String input = action.inputArtifacts().get(i);
      String path = at + ".inputArtifacts[" + i + "]" + called(stage, action);
      if (!seen.add(input)) {
        add("pipeline.duplicate-input", path, twice("input", input), "each input once");
      } else if (!outputs.containsKey(input)) {
        add(
            "pipeline.missing-artifact",
            path,
            "\"" + input + "\" is written by no earlier action",
            outputs.isEmpty()
                ? "nothing is written so far"
                : String.join(", ", new TreeSet<>(outputs.keySet())));
      }
    }
    action
        .configuration()
        .forEach(
            (key, value) ->
                VariableReference.in(value)
                    .forEach(
                        reference ->
                            checkReference(
                                at + ".configuration." + key + called(stage, action), reference)));
  }

  private void checkReference(String path, VariableReference reference) {
    if (reference.isMalformed()) {
      add(
          "pipeline.reference",
          path,
          "\"" + reference.text() + "\" is no reference",
          "#{namespace.name}");
    } else if (reference.namespace().equals(VariableReference.PIPELINE_VARIABLES)) {
      if (variables.stream().noneMatch(variable -> variable.name().equals(reference.name()))) {
        add(
            "pipeline.unknown-variable",
            path,
            "variable \"" + reference.name() + "\" is not declared",
            variables.isEmpty()
                ? "none are"
                : String.join(
                    ", ", variables.stream().map(PipelineVariable::name).distinct().toList()));
      }
    } else if (reference.namespace().equals(VariableReference.IMPLICIT)) {
      if (!reference.name().equals(VariableReference.EXECUTION_ID)) {
        add(
            "pipeline.unknown-variable",
            path,
            "\"" + reference.text() + "\" is unknown",
            VariableReference.EXECUTION_ID);
      }
    } else if (!namespaces.containsKey(reference.namespace())) {
      Set<String> known = new TreeSet<>(namespaces.keySet());
      known.add(VariableReference.PIPELINE_VARIABLES);
      known.add(VariableReference.IMPLICIT);
      add(
          "pipeline.unknown-namespace",
          path,
          "no earlier action has the namespace \"" + reference.namespace() + "\"",
          String.join(", ", known));
    }
  }

  private void collect(String at, Stage stage, Action action) {
    for (int i = 0; i < action.outputArtifacts().size(); i++) {
      String output = action.outputArtifacts().get(i);
      String writer = outputs.putIfAbsent(output, stage.name() + "/" + action.name());
      if (writer != null) {
        add(
            "pipeline.duplicate-artifact",
            at + ".outputArtifacts[" + i + "]" + called(stage, action),
            "\"" + output + "\" is written by " + writer + " already",
            "names unique in the pipeline");
      }
      if (namespaces.containsKey(output)) {
        addCollision(at + ".outputArtifacts[" + i + "]" + called(stage, action), output);
      }
    }
    action
        .namespace()
        .ifPresent(
            namespace -> {
              String path = at + ".namespace" + called(stage, action);
              if (namespace.equals(VariableReference.PIPELINE_VARIABLES)
                  || namespace.equals(VariableReference.IMPLICIT)) {
                add("pipeline.namespace", path, "\"" + namespace + "\" is reserved", "any other");
              }
              String owner = namespaces.putIfAbsent(namespace, stage.name() + "/" + action.name());
              if (owner != null) {
                add(
                    "pipeline.namespace",
                    path,
                    "\"" + namespace + "\" is the namespace of " + owner + " already",
                    "namespaces unique in the pipeline");
              }
              if (outputs.containsKey(namespace)) {
                addCollision(path, namespace);
              }
            });
  }

  private void addCollision(String path, String name) {
    add(
        "pipeline.namespace",
        path,
        "\"" + name + "\" names a namespace and an artifact",
        "namespaces that differ from every artifact");
  }

  private void checkName(String path, String name, Names allowed) {
    if (!allowed.matches(name)) {
      add("pipeline.name", path, "\"" + name + "\" is no name", allowed.toString());
    }
  }

  private void add(String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error(rule, path, found, allowed).withSource(pipeline));
  }

  private static String called(Stage stage, Action action) {
    return " (" + stage.name() + "/" + action.name() + ")";
  }

  private static String twice(String what, String name) {
    return "a second " + what + " \"" + name + "\"";
  }

  /** What a kind of name may consist of; the message is made of the same constants as the check. */
  private record Names(String characters, int longest, Pattern pattern) {
    Names(String characters, int longest) {
      this(characters, longest, Pattern.compile("[" + characters + "]+"));
    }

    boolean matches(String name) {
      return name.length() <= longest && pattern.matcher(name).matches();
    }

    @Override
    public String toString() {
      return "1 to " + longest + " characters of " + characters;
    }
  }
}
