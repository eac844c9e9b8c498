package dev.penstock.pipeline.simulation;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.engine.ActionContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which script an action follows: its own, that of its type, or that of all others. */
final class Scripts {
  private final Pipeline pipeline;
  private final Map<String, Action> actions = new LinkedHashMap<>(); // by stage/action
  private final Map<String, String> cells = new HashMap<>(); // stage/cell to stage/action
  private final Set<ActionType> types = new LinkedHashSet<>();
  private final Map<String, ActionScript> byName = new LinkedHashMap<>();
  private final Map<ActionType, ActionScript> byType = new LinkedHashMap<>();
  private @Nullable ActionScript otherwise;

  Scripts(Pipeline pipeline) {
    this.pipeline = pipeline;
    for (Stage stage : pipeline.stages()) {
      for (Action action : stage.actions()) {
        actions.put(stage.name() + "/" + action.name(), action);
        if (!action.isManualApproval()) {
          types.add(action.type());
        }
      }
      for (ActionCell cell : stage.cells()) {
        cells.put(stage.name() + "/" + cell.action().name(), stage.name() + "/" + cell.of());
      }
    }
  }

  /** The types of the actions that are scripted, without manual approvals. */
  Set<ActionType> types() {
    return types;
  }

  boolean has(ActionType type) {
    return byType.containsKey(type);
  }

  void of(ActionType type, Consumer<ActionScript> script) {
    if (!types.contains(type)) {
      throw new IllegalArgumentException(
          "no action of pipeline "
              + pipeline.name()
              + " is of type "
              + type
              + "; allowed: "
              + listed(types));
    }
    put(byType, type, "type " + type, script);
  }

  void of(String stage, String action, Consumer<ActionScript> script) {
    String name = stage + "/" + action;
    Action known = actions.get(name);
    if (known == null && !cells.containsKey(name)) {
      throw new IllegalArgumentException(unknown(name));
    }
    if (known != null && known.isManualApproval()) {
      throw new IllegalArgumentException(
          name + " is a manual approval, which people answer: see approve and reject");
    }
    put(byName, name, name, script);
  }

  void ofAllOthers(Consumer<ActionScript> script) {
    if (otherwise != null) {
      throw new IllegalStateException("the script of all other actions was given before");
    }
    otherwise = written("all other actions", script);
  }

  /** Finds a script, or null if there is none. */
  @Nullable ActionScript find(String stage, String action, ActionType type) {
    String name = stage + "/" + action;
    ActionScript own = byName.get(name);
    if (own == null) {
      own = byName.get(cells.getOrDefault(name, name));
    }
    if (own == null) {
      own = byType.get(type);
    }
    return own == null ? otherwise : own;
  }

  /** Refuses a pipeline of which actions neither follow a script nor have an executor. */
  void requireAll(Set<ActionType> executed) {
    List<Diagnostic> faults = new ArrayList<>();
    for (int i = 0; i < pipeline.stages().size(); i++) {
      Stage stage = pipeline.stages().get(i);
      for (int j = 0; j < stage.actions().size(); j++) {
        Action action = stage.actions().get(j);
        if (!action.isManualApproval()
            && !executed.contains(action.type())
            && find(stage.name(), action.name(), action.type()) == null) {
          faults.add(
              Diagnostic.error(
                      "simulation.missing-script",
                      "stages[" + i + "].actions[" + j + "]",
                      stage.name()
                          + "/"
                          + action.name()
                          + " of type "
                          + action.type()
                          + " has no script",
                      "")
                  .withHint("give one with action(...) or otherActions(...)"));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("the simulation of " + pipeline.name(), faults);
    }
  }

  String missing(ActionContext context, ActionType type) {
    return "the simulation has no script for "
        + context.stage()
        + "/"
        + context.action()
        + " of type "
        + type
        + "; give one with action(...) or otherActions(...)";
  }

  /** What to say of an action that the definition does not have. */
  String unknown(String name) {
    return "pipeline "
        + pipeline.name()
        + " has no action "
        + name
        + "; it has "
        + String.join(", ", actions.keySet());
  }

  private static <K> void put(
      Map<K, ActionScript> scripts, K key, String subject, Consumer<ActionScript> script) {
    if (scripts.putIfAbsent(key, written(subject, script)) != null) {
      throw new IllegalStateException("a script of " + subject + " was given before");
    }
  }

  private static ActionScript written(String subject, Consumer<ActionScript> script) {
    ActionScript written = new ActionScript();
    script.accept(written);
    if (written.isEmpty()) {
      throw new IllegalArgumentException(
          "the script of "
              + subject
              + " says nothing; begin with succeeds, fails, failsOnce, runs or neverEnds");
    }
    return written;
  }

  private static String listed(Collection<?> values) {
    return values.isEmpty()
        ? "none, all its actions are manual approvals"
        : values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
