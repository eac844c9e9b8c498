package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EnvironmentVariable;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.VariableReference;
import dev.penstock.source.SourceAction;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an execution has gathered: artifacts, variables and source revisions. A rollback starts with
 * a copy of its target's (P-1105). Names are unique in a pipeline, so what later stages add to the
 * target's is nothing that an earlier stage could ask for.
 */
final class Knowledge {
  /** How many names an explanation lists. */
  private static final int MOST_NAMES = 10;

  private final String execution;
  private final Map<String, ArtifactReference> artifacts;
  private final Map<String, String> given;
  private final Map<String, String> revisions; // by source action
  private Variables variables; // immutable, replaced when something is added
  private ExecutionContext context; // of them

  Knowledge(
      String execution, Map<String, String> given, List<SourceOverride> overrides, int nesting) {
    this.execution = execution;
    this.given = given;
    this.artifacts = new HashMap<>();
    this.revisions = new TreeMap<>();
    Map<String, String> known = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : given.entrySet()) {
      known.put(VariableReference.PIPELINE_VARIABLES + "." + each.getKey(), each.getValue());
    }
    this.variables = Variables.NONE.with(known);
    this.context = new ExecutionContext(variables, overrides, nesting);
  }

  private Knowledge(String execution, Knowledge target) {
    this.execution = execution;
    this.given = target.given;
    this.artifacts = new HashMap<>(target.artifacts);
    this.revisions = new TreeMap<>(target.revisions);
    this.variables = target.variables;
    this.context = target.context;
  }

  Knowledge copyFor(String rollback) {
    return new Knowledge(rollback, this);
  }

  ExecutionContext context() {
    return context;
  }

  /** The values of the pipeline's variables. */
  Map<String, String> given() {
    return given;
  }

  Map<String, String> revisions() {
    return revisions;
  }

  /** What an action needs that does not exist, for a person; null if it can start. */
  @Nullable String missingFor(Action action) {
    if (action.inputArtifacts().isEmpty()
        && action.configuration().isEmpty()
        && action.commands().isEmpty()
        && action.environmentVariables().isEmpty()) {
      return null;
    }
    String missing = missing(action.inputArtifacts(), action.configuration(), action.commands());
    for (EnvironmentVariable each : action.environmentVariables()) {
      missing =
          missing == null
              ? unresolved("environment variable \"" + each.name() + "\"", each.value())
              : missing;
    }
    return missing;
  }

  /** The same for a rule. */
  @Nullable String missingFor(Rule rule) {
    return missing(rule.inputArtifacts(), rule.configuration(), rule.commands());
  }

  private @Nullable String missing(
      List<String> inputs, Map<String, String> configuration, List<String> commands) {
    for (String input : inputs) {
      if (!artifacts.containsKey(input)) {
        return "input artifact \"" + input + "\" does not exist in this execution";
      }
    }
    for (Map.Entry<String, String> entry : configuration.entrySet()) {
      String missing = unresolved("configuration \"" + entry.getKey() + "\"", entry.getValue());
      if (missing != null) {
        return missing;
      }
    }
    for (int i = 0; i < commands.size(); i++) {
      String missing = unresolved("command " + (i + 1), commands.get(i));
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  private @Nullable String unresolved(String what, String value) {
    if (VariableReference.resolve(value, this::valueOf) != null) {
      return null;
    }
    List<VariableReference> missing =
        VariableReference.in(value).stream()
            .filter(reference -> valueOf(reference) == null)
            .toList();
    StringBuilder yielded = new StringBuilder();
    missing.stream()
        .map(VariableReference::namespace)
        .distinct()
        .forEach(namespace -> yielded.append(yielded(namespace)));
    return what
        + " refers to a variable that no action has produced: "
        + missing.stream().map(VariableReference::text).toList()
        + yielded;
  }

  /** What actions of a namespace did produce, because a name may be misspelt. */
  private String yielded(String namespace) {
    String prefix = namespace + ".";
    List<String> names =
        context.variables().keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .sorted()
            .limit(MOST_NAMES)
            .toList();
    return names.isEmpty() ? "" : "; namespace " + namespace + " yielded " + names;
  }

  void add(Action action, ActionResult result) {
    if (!result.artifacts().isEmpty()) {
      artifacts.putAll(result.artifacts());
    }
    if (!result.revision().isEmpty() && action.type().category() == ActionCategory.SOURCE) {
      revisions.put(action.name(), result.revision());
    }
    if (result.variables().isEmpty()) {
      return;
    }
    String namespace = action.namespace().orElse(null);
    if (namespace != null) {
      Map<String, String> added = new LinkedHashMap<>();
      result.variables().forEach((name, value) -> added.put(namespace + "." + name, value));
      variables = variables.with(added);
      context = new ExecutionContext(variables, context.revisions(), context.nesting());
    }
  }

  Map<String, ArtifactReference> inputsOf(List<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, ArtifactReference> inputs = new LinkedHashMap<>();
    for (String input : names) {
      ArtifactReference artifact = artifacts.get(input);
      if (artifact != null) {
        inputs.put(input, artifact);
      }
    }
    return Collections.unmodifiableMap(inputs);
  }

  Map<String, String> resolved(Action action) {
    if (!context.revisions().isEmpty() && action.type().category() == ActionCategory.SOURCE) {
      String branch = context.branchOf(action.name()).orElse(null);
      if (branch != null) {
        Map<String, String> resolved = new LinkedHashMap<>(action.configuration());
        resolved.put(SourceAction.BRANCH, branch);
        return Collections.unmodifiableMap(resolved); // sources refer to no variables (P-526)
      }
    }
    return resolved(action.configuration());
  }

  Map<String, String> resolved(Map<String, String> configuration) {
    if (configuration.isEmpty()) {
      return Map.of();
    }
    Map<String, String> resolved = null;
    for (Map.Entry<String, String> entry : configuration.entrySet()) {
      String value = VariableReference.resolve(entry.getValue(), this::valueOf);
      if (value != null && !value.equals(entry.getValue())) {
        resolved = resolved == null ? new LinkedHashMap<>(configuration) : resolved;
        resolved.put(entry.getKey(), value);
      }
    }
    return resolved == null ? configuration : Collections.unmodifiableMap(resolved);
  }

  List<String> resolved(List<String> texts) {
    return texts.isEmpty()
        ? List.of()
        : texts.stream().map(text -> Objects.requireNonNullElse(resolve(text), text)).toList();
  }

  private @Nullable String resolve(String text) {
    return VariableReference.resolve(text, this::valueOf);
  }

  private @Nullable String valueOf(VariableReference reference) {
    return context.valueOf(reference, execution);
  }

  /** Everything as text, for comparing two states. */
  String describe() {
    return new TreeMap<>(context.variables())
        + " "
        + context.revisions()
        + " "
        + new TreeMap<>(artifacts)
        + " "
        + revisions;
  }
}
