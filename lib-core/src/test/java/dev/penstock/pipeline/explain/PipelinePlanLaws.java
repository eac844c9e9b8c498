package dev.penstock.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("The plan of a pipeline")
class PipelinePlanLaws {
  private static final ActionType MAVEN = ActionType.of(ActionCategory.BUILD, "Maven");

  /** Actions a0 to a7 at most: run orders, named predecessors of lower number, small matrices. */
  private static Pipeline pipeline(Random random) {
    return Pipeline.builder("p")
        .stage(
            "S",
            stage -> {
              int size = 1 + random.nextInt(6);
              for (int i = 0; i < size; i++) {
                int number = i;
                stage.action("a" + i, MAVEN, action -> define(action, number, random));
              }
            })
        .build();
  }

  private static void define(Action.Builder action, int number, Random random) {
    if (number > 0 && random.nextInt(2) == 0) {
      Set<Integer> named = new HashSet<>();
      for (int i = 0; i <= random.nextInt(2); i++) {
        named.add(random.nextInt(number));
      }
      named.forEach(each -> action.after("a" + each));
    } else {
      action.runOrder(1 + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      action.matrix("x", "1", "2");
    }
  }

  /** Whether one action must end before another starts, straight from the rule. */
  private static boolean precedes(Stage stage, Action one, Action other) {
    if (other.after().isEmpty()) {
      return one.after().isEmpty() && one.runOrder() < other.runOrder();
    }
    return other.after().stream()
        .map(name -> action(stage, name))
        .anyMatch(named -> named.equals(one) || precedes(stage, one, named));
  }

  private static Action action(Stage stage, String name) {
    return stage.actions().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The names of all cells, each with the action that it is of. */
  private static Map<String, Action> cells(Stage stage) {
    Map<String, Action> cells = new HashMap<>();
    stage.cells().forEach(cell -> cells.put(cell.action().name(), action(stage, cell.of())));
    return cells;
  }

  @Property(tries = 300, seed = "20261126")
  @Label("tells every maximal set of actions that may run at one time, and no other")
  void groups(@ForAll long seed) {
    Pipeline pipeline = pipeline(new Random(seed));
    Stage stage = pipeline.stages().get(0);
    Map<String, Action> cells = cells(stage);
    List<String> names = new ArrayList<>(cells.keySet());
    List<Set<String>> all = new ArrayList<>();
    for (int chosen = 1; chosen < 1 << names.size(); chosen++) {
      Set<String> set = new HashSet<>();
      for (int i = 0; i < names.size(); i++) {
        if ((chosen >> i & 1) == 1) {
          set.add(names.get(i));
        }
      }
      boolean isFree =
          set.stream()
              .allMatch(
                  one ->
                      set.stream()
                          .noneMatch(other -> precedes(stage, cells.get(one), cells.get(other))));
      if (isFree) {
        all.add(set);
      }
    }
    Set<Set<String>> maximal = new HashSet<>();
    for (Set<String> set : all) {
      if (all.stream().noneMatch(other -> other.size() > set.size() && other.containsAll(set))) {
        maximal.add(set);
      }
    }
    List<ParallelGroup> told = PipelinePlan.of(pipeline, PastDurations.none()).groups();
    Set<Set<String>> found = new HashSet<>();
    told.forEach(group -> found.add(new HashSet<>(group.actions())));
    assertEquals(maximal, found);
    assertEquals(told.size(), found.size(), "no group twice");
  }

  @Property(tries = 300, seed = "20261126")
  @Label("has a critical path as long as the longest chain, whose steps wait for each other")
  void criticalPath(@ForAll long seed) {
    Random random = new Random(seed);
    Pipeline pipeline = pipeline(random);
    Stage stage = pipeline.stages().get(0);
    Map<String, Action> cells = cells(stage);
    Map<String, Duration> medians = new HashMap<>();
    cells
        .keySet()
        .forEach(name -> medians.put("S/" + name, Duration.ofSeconds(random.nextInt(100))));
    CriticalPath path = PipelinePlan.of(pipeline, new PastDurations(medians)).criticalPath();
    long longest = 0;
    for (String name : cells.keySet()) {
      longest = Math.max(longest, until(stage, name, cells, medians));
    }
    assertEquals(Duration.ofSeconds(longest), path.total());
    long sum = 0;
    for (int i = 0; i < path.steps().size(); i++) {
      CriticalPath.Step step = path.steps().get(i);
      assertEquals(medians.get("S/" + step.action()), step.duration().orElseThrow());
      sum += step.duration().orElseThrow().toSeconds();
      if (i > 0) {
        assertEquals(
            true,
            precedes(stage, cells.get(path.steps().get(i - 1).action()), cells.get(step.action())));
      }
    }
    assertEquals(longest, sum);
  }

  private static long until(
      Stage stage, String name, Map<String, Action> cells, Map<String, Duration> medians) {
    long start = 0;
    for (String other : cells.keySet()) {
      if (precedes(stage, cells.get(other), cells.get(name))) {
        start = Math.max(start, until(stage, other, cells, medians));
      }
    }
    return start + medians.get("S/" + name).toSeconds();
  }
}
