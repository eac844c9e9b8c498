package dev.penstock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.penstock.process.Command;
import dev.penstock.process.Effect;
import dev.penstock.process.EffectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Effects under way")
class RunningEffectsLaws {

  @Property(tries = 2_000, seed = "20261126")
  @Label("are what a plain map in order of beginning would hold, in whatever order they end")
  void agreeWithAMap(@ForAll("steps") List<Step> steps) {
    RunningEffects<Task, Command> effects = new RunningEffects<>();
    Map<EffectKey, RunningEffect<Task, Command>> model = new LinkedHashMap<>();
    List<RunningEffect<Task, Command>> unstarted = new ArrayList<>();
    int made = 0;
    for (Step step : steps) {
      if (step.kind == Kind.BEGIN) {
        RunningEffect<Task, Command> effect =
            new RunningEffect<>(null, new Task(new Key(made++)), false);
        effects.expect(step.which % 5); // right or wrong, it changes nothing
        effects.put(effect);
        model.put(effect.key(), effect);
        unstarted.add(effect);
      } else if (step.kind == Kind.START_ALL) {
        assertEquals(unstarted, start(Integer.MAX_VALUE, effects));
        unstarted.clear();
      } else if (step.kind == Kind.START_SOME) {
        List<RunningEffect<Task, Command>> started = start(step.which % 8, effects);
        assertEquals(unstarted.subList(0, started.size()), started);
        unstarted.subList(0, started.size()).clear();
      } else if (!model.isEmpty()) {
        List<EffectKey> keys = List.copyOf(model.keySet());
        EffectKey key = keys.get(step.which % (step.kind == Kind.END_OLD ? 1 : keys.size()));
        EffectKey asked = step.isSame ? key : new Key(((Key) key).number());
        assertSame(model.get(key), step.isSame ? model.get(key) : effects.get(asked));
        assertSame(model.remove(key), effects.remove(asked));
        unstarted.removeIf(each -> each.key().equals(key));
        assertNull(effects.remove(asked));
      }
    }
    assertEquals(List.copyOf(model.values()), effects.removeAll());
    assertEquals(List.of(), effects.removeAll());
    assertEquals(0, effects.unstarted());
  }

  private static List<RunningEffect<Task, Command>> start(
      int most, RunningEffects<Task, Command> effects) {
    List<RunningEffect<Task, Command>> started = new ArrayList<>();
    for (int left = Math.min(most, effects.unstarted()); left > 0; left--) {
      RunningEffect<Task, Command> next = effects.nextToStart();
      if (next != null) {
        started.add(next);
      }
    }
    return started;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.just(Kind.BEGIN)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Kind.START_ALL)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Kind.START_SOME)),
                net.jqwik.api.Tuple.of(3, Arbitraries.just(Kind.END_OLD)),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(Kind.END_ANY))),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(true, true, true, true, true, true, false))
        .as(Step::new)
        .list()
        .ofMaxSize(150);
  }

  private enum Kind {
    BEGIN,
    START_ALL,
    START_SOME,
    END_OLD,
    END_ANY
  }

  private record Step(Kind kind, int which, boolean isSame) {}

  private record Key(int number) implements EffectKey {
    @Override
    public String text() {
      return "effect-" + number;
    }
  }

  private record Task(EffectKey key) implements Effect {}
}
