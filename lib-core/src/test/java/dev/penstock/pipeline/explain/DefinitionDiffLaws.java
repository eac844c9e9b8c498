package dev.penstock.pipeline.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("The difference of two definitions")
class DefinitionDiffLaws {

  static Pipeline pipeline(Random random) {
    List<String> names = new ArrayList<>(List.of("A", "B", "C", "D", "E", "F"));
    Collections.shuffle(names, random);
    Pipeline.Builder pipeline = Pipeline.builder("p");
    pipeline.stage(
        "Source", stage -> stage.action("fetch", ActionType.of(ActionCategory.SOURCE, "Git")));
    for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
      pipeline.stage(name, stage -> actions(stage, random));
    }
    return pipeline.build();
  }

  private static void actions(Stage.Builder stage, Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    Collections.shuffle(names, random);
    for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
      stage.action(
          name,
          ActionType.of(ActionCategory.BUILD, random.nextBoolean() ? "Make" : "Maven"),
          action ->
              action.runOrder(1 + random.nextInt(3)).configuration("x", "" + random.nextInt(2)));
    }
  }

  /** A definition without the order of actions within stages. */
  private static List<Object> meaning(Pipeline pipeline) {
    return pipeline.stages().stream()
        .<Object>map(stage -> List.of(stage.name(), new HashSet<>(stage.actions())))
        .toList();
  }

  @Property(tries = 500, seed = "20261126")
  @Label("is empty if, and only if, they mean the same")
  void emptyIfSame(@ForAll long one, @ForAll @IntRange(max = 3) int distance) {
    Pipeline before = pipeline(new Random(one));
    Pipeline after = pipeline(new Random(one + distance));
    assertTrue(DefinitionDiff.between(before, before).isEmpty());
    assertEquals(
        meaning(before).equals(meaning(after)), DefinitionDiff.between(before, after).isEmpty());
  }

  @Property(tries = 500, seed = "20261126")
  @Label("accounts for every stage and every action once")
  void accounts(@ForAll long one, @ForAll long other) {
    Pipeline before = pipeline(new Random(one));
    Pipeline after = pipeline(new Random(other));
    List<Change> changes = DefinitionDiff.between(before, after).changes();
    Set<String> stages = names(before);
    Set<String> actions = new HashSet<>();
    before
        .stages()
        .forEach(stage -> stage.actions().forEach(a -> actions.add(stage.name() + "/" + a.name())));
    List<Runnable> later = new ArrayList<>();
    for (Change change : changes) {
      if (change instanceof Change.StageRemoved removed) {
        later.add(() -> assertTrue(stages.remove(removed.stage())));
        later.add(() -> actions.removeIf(action -> action.startsWith(removed.stage() + "/")));
      } else if (change instanceof Change.StageRenamed renamed) {
        assertTrue(stages.remove(renamed.before()));
        assertTrue(stages.add(renamed.after()));
        Set<String> inside =
            actions.stream()
                .filter(a -> a.startsWith(renamed.before() + "/"))
                .collect(Collectors.toSet());
        actions.removeAll(inside);
        inside.forEach(a -> actions.add(renamed.after() + a.substring(renamed.before().length())));
      } else if (change instanceof Change.StageAdded added) {
        assertTrue(stages.add(added.stage()));
        after
            .stage(added.stage())
            .orElseThrow()
            .actions()
            .forEach(action -> later.add(() -> actions.add(added.stage() + "/" + action.name())));
      } else if (change instanceof Change.ActionAdded added) {
        later.add(() -> assertTrue(actions.add(added.stage() + "/" + added.action())));
      } else if (change instanceof Change.ActionRemoved removed) {
        assertTrue(actions.remove(removed.stage() + "/" + removed.action()));
      } else if (change instanceof Change.ActionRenamed renamed) {
        assertTrue(actions.remove(renamed.stage() + "/" + renamed.before()));
        later.add(() -> assertTrue(actions.add(renamed.stage() + "/" + renamed.after())));
      } else if (change instanceof Change.ActionMoved moved) {
        later.add(() -> actions.add(moved.to() + "/" + moved.action()));
        actions.removeIf(
            action ->
                action.endsWith("/" + moved.action())
                    && renamedFrom(changes, action.substring(0, action.indexOf('/')))
                        .equals(moved.from()));
      }
    }
    later.forEach(Runnable::run);
    assertEquals(names(after), stages);
    Set<String> expected = new HashSet<>();
    after
        .stages()
        .forEach(
            stage -> stage.actions().forEach(a -> expected.add(stage.name() + "/" + a.name())));
    assertEquals(expected, actions);
  }

  private static String renamedFrom(List<Change> changes, String stage) {
    return changes.stream()
        .filter(change -> change instanceof Change.StageRenamed r && r.after().equals(stage))
        .map(change -> ((Change.StageRenamed) change).before())
        .findFirst()
        .orElse(stage);
  }

  private static Set<String> names(Pipeline pipeline) {
    return pipeline.stages().stream()
        .map(Stage::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Property(tries = 500, seed = "20261126")
  @Label("leaves as many in order as can be")
  void longestAscending(@ForAll long seed) {
    Random random = new Random(seed);
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, random.nextInt(9)).boxed().toList());
    Collections.shuffle(numbers, random);
    List<Integer> indices = Ascending.longest(numbers);
    int most = 0;
    for (int chosen = 0; chosen < 1 << numbers.size(); chosen++) {
      int previous = -1;
      int count = 0;
      for (int i = 0; i < numbers.size(); i++) {
        if ((chosen >> i & 1) == 1) {
          count = numbers.get(i) > previous ? count + 1 : Integer.MIN_VALUE;
          previous = numbers.get(i);
        }
      }
      most = Math.max(most, count);
    }
    assertEquals(most, indices.size());
    for (int i = 1; i < indices.size(); i++) {
      assertTrue(indices.get(i) > indices.get(i - 1));
      assertTrue(numbers.get(indices.get(i)) > numbers.get(indices.get(i - 1)));
    }
  }
}
