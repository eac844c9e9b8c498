package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

@Label("The pipeline decider")
class PipelineDeciderLaws {

  @Property(tries = 300, seed = "20260105")
  @Label("obeys the laws of deciders in every history")
  void obeysTheLaws(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertEquals(List.of(), PipelineHistories.laws(random).violations(random, 80));
  }

  @Property(tries = 20_000)
  @Tag("thorough")
  @Label("obeys the laws of deciders in very many histories")
  void obeysTheLawsThoroughly(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertEquals(List.of(), PipelineHistories.laws(random).violations(random, 200));
  }

  @Property(tries = 150, seed = "20260106")
  @Label("obeys the laws of deciders when it carries one execution of mode PARALLEL")
  void obeysTheLawsWithOneExecution(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertEquals(List.of(), PipelineHistories.lawsOfOne(random).violations(random, 80));
  }

  @Property(tries = 10_000)
  @Tag("thorough")
  @Label("obeys the laws when it carries one execution, in very many histories")
  void obeysTheLawsWithOneExecutionThoroughly(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    assertEquals(List.of(), PipelineHistories.lawsOfOne(random).violations(random, 200));
  }

  @Example
  @Label("is driven through every kind of event by these histories")
  void everyEventIsVisited() {
    TreeSet<String> seen = new TreeSet<>();
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<PipelineEvent> events = PipelineHistories.laws(random).events(random, 120);
      events.addAll(PipelineHistories.lawsOfOne(random).events(random, 20));
      events.forEach(e -> seen.add(e.getClass().getSimpleName()));
    }
    List<String> missing = new ArrayList<>();
    Arrays.stream(PipelineEvent.class.getPermittedSubclasses())
        .map(Class::getSimpleName)
        .filter(name -> !seen.contains(name))
        .forEach(missing::add);
    assertEquals(List.of("Checkpointed"), missing); // no command asks for it: compaction makes it
  }
}
