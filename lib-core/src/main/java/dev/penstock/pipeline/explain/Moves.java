package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which actions have gone to another stage: those of one name and type that left exactly one stage
 * and arrived in exactly one.
 */
final class Moves {
  private final Map<String, Place> leaving = new HashMap<>();
  private final Map<String, Place> arriving = new HashMap<>();

  /** An action and the stage that it is in. */
  record Place(Stage stage, Action action) {}

  Moves(Pipeline before, Pipeline after, Map<String, Stage> pairs) {
    Map<String, List<Place>> left = new HashMap<>();
    Map<String, List<Place>> arrived = new HashMap<>();
    for (Stage old : before.stages()) {
      Optional<Stage> now =
          after.stages().stream().filter(stage -> old.equals(pairs.get(stage.name()))).findFirst();
      for (Action action : old.actions()) {
        if (now.isEmpty() || !has(now.get(), action)) {
          left.computeIfAbsent(identity(action), key -> new ArrayList<>())
              .add(new Place(old, action));
        }
      }
    }
    for (Stage stage : after.stages()) {
      Stage old = pairs.get(stage.name());
      for (Action action : stage.actions()) {
        if (old == null || !has(old, action)) {
          arrived
              .computeIfAbsent(identity(action), key -> new ArrayList<>())
              .add(new Place(stage, action));
        }
      }
    }
    left.forEach(
        (identity, from) -> {
          List<Place> to = arrived.getOrDefault(identity, List.of());
          if (from.size() == 1 && to.size() == 1) {
            leaving.put(identity, from.get(0));
            arriving.put(identity, to.get(0));
          }
        });
  }

  private static boolean has(Stage stage, Action action) {
    return stage.actions().stream().anyMatch(each -> each.name().equals(action.name()));
  }

  private static String identity(Action action) {
    return action.name() + " " + action.type();
  }

  /** Whether an action of an old stage is in another stage now. */
  boolean isLeaving(Stage stage, Action action) {
    return new Place(stage, action).equals(leaving.get(identity(action)));
  }

  /** Where an action of a new stage was before, if in another stage. */
  Optional<Place> originOf(Stage stage, Action action) {
    return new Place(stage, action).equals(arriving.get(identity(action)))
        ? Optional.ofNullable(leaving.get(identity(action)))
        : Optional.empty();
  }
}
