package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RandomDefinitions;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.process.EncodedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

@Label("A definition in the journal")
class DefinitionCodecLaws {
  private static final Instant AT = Instant.parse("2026-11-26T09:00:00Z");

  @Property(seed = "20261126", tries = 400)
  @Label("reads as what was written, whatever its fields")
  void roundTrip(@ForAll long seed) {
    Pipeline pipeline = new RandomDefinitions(seed).pipeline();
    PipelineEvent event = new PipelineDefined(pipeline, 1, false, 0, 0, AT);
    assertEquals(event, PipelineDecider.CODEC.decode(PipelineDecider.CODEC.encode(event)));
    assertEquals(pipeline, pipeline.toBuilder().build());
  }

  @Example
  @Label("leaves out what is not set, and reads it as not set")
  void absent() {
    Pipeline plain =
        Pipeline.builder("plain")
            .stage(
                "Build",
                stage -> stage.action("compile", ActionType.of(ActionCategory.BUILD, "Script")))
            .build();
    EncodedEvent encoded =
        PipelineDecider.CODEC.encode(new PipelineDefined(plain, 1, false, 0, 0, AT));
    Map<?, ?> definition = assertInstanceOf(Map.class, encoded.fields().get("definition"));
    assertEquals(Set.of("name", "executionMode", "stages"), definition.keySet());
    Map<?, ?> stage = only(definition.get("stages"));
    assertEquals(Set.of("name", "actions"), stage.keySet());
    assertEquals(Set.of("name", "type", "runOrder"), only(stage.get("actions")).keySet());
    assertEquals(
        Optional.of(plain),
        Optional.of(((PipelineDefined) PipelineDecider.CODEC.decode(encoded)).definition()));
  }

  private static Map<?, ?> only(@Nullable Object list) {
    return assertInstanceOf(Map.class, assertInstanceOf(List.class, list).get(0));
  }

  @Example
  @Label("is generated with every field somewhere")
  void everyField() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      names(
          PipelineDecider.CODEC
              .encode(
                  new PipelineDefined(new RandomDefinitions(seed).pipeline(), 1, false, 0, 0, AT))
              .fields()
              .get("definition"),
          seen);
    }
    Set<String> expected = new TreeSet<>();
    for (Class<?> type : RandomDefinitions.TYPES) {
      for (var component : type.getRecordComponents()) {
        expected.add(component.getName());
      }
    }
    expected.removeAll(seen);
    assertEquals(Set.of(), expected);
  }

  private static void names(@Nullable Object value, Set<String> seen) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            seen.add((String) key);
            names(each, seen);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(each -> names(each, seen));
    }
  }
}
