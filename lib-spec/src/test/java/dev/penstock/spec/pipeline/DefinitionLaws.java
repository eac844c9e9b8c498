package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.Conformance;
import dev.penstock.spec.SpecSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Definitions in the service's form")
class DefinitionLaws {
  private static final List<SpecSource> FILES = files();

  @Property(tries = 300, seed = "1501")
  @Label("what is written reads back equal, and is written the same again")
  @Covers("P-1502")
  void writtenReadsBack(@ForAll long seed) {
    Map<String, String> tags = new LinkedHashMap<>();
    new Random(seed).ints(seed & 3, 0, 99).forEach(i -> tags.put("k: " + i, "v\n" + i));
    PipelineDefinition definition = new PipelineDefinition(new RandomPipelines(seed).next(), tags);
    String written = definition.write();
    SpecSource source = new SpecSource("pipeline.json", written);
    ReadResult<PipelineDefinition> read = PipelineDefinition.read(source, Conformance.OPEN);
    assertInstanceOf(
        ReadResult.Accepted.class, read, () -> source.listing(read.diagnostics()) + written);
    PipelineDefinition again = ((ReadResult.Accepted<PipelineDefinition>) read).value();
    assertEquals(definition, again);
    assertEquals(List.copyOf(definition.tags().entrySet()), List.copyOf(again.tags().entrySet()));
    assertEquals(written, again.write());
  }

  @Property(tries = 2_000, seed = "1505")
  @Label("whatever is in a file, reading says something and never throws")
  @Covers("P-1505")
  void nothingThrows(@ForAll long seed) {
    Random random = new Random(seed);
    String text = mutated(FILES.get(random.nextInt(FILES.size())).text(), random);
    SpecSource source = new SpecSource("broken", text);
    ReadResult<PipelineDefinition> definition = PipelineDefinition.read(source);
    assertNotNull(source.listing(definition.diagnostics()));
    ReadResult<PipelineTemplate> template =
        random.nextBoolean()
            ? PipelineTemplate.read(source)
            : PipelineTemplate.read(source, Map.of("Environment", "prod"));
    assertNotNull(source.listing(template.diagnostics()));
    definition.fold(
        accepted -> {
          PipelineDefinition spec = accepted.value();
          String written = spec.write();
          ReadResult<PipelineDefinition> again =
              PipelineDefinition.read(new SpecSource("again", written));
          assertEquals(spec, ((ReadResult.Accepted<PipelineDefinition>) again).value(), () -> text);
          return spec;
        },
        refused -> refused);
  }

  /** Cuts pieces out, doubles them, moves them, and puts other words in their place. */
  private static String mutated(String text, Random random) {
    String[] words = {
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\n",
      "  ",
      "- ",
      "null",
      "true",
      "3",
      "!Ref x",
      "!If [c, a, b]",
      "!Sub \"${a}\"",
      "!Ref AWS::NoValue",
      "&a ",
      "*a",
      "<<: ",
      "\"",
      "'",
      "#{a.b}",
      "{Ref: a}",
      "{\"Fn::Transform\": {}}",
      "!Select [0, []]",
      "!Join [\",\", [a, !Ref b]]",
      "\u0000",
      "\ud800"
    };
    StringBuilder broken = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && broken.length() > 0; i--) {
      int from = random.nextInt(broken.length());
      int to = Math.min(broken.length(), from + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> broken.delete(from, to);
        case 1 -> broken.insert(from, broken.substring(from, to));
        case 2 -> broken.replace(from, to, words[random.nextInt(words.length)]);
        default -> {
          int end = broken.indexOf("\n", from);
          int value = broken.indexOf(": ", from);
          if (value >= 0 && value < end) {
            broken.replace(value + 2, end, words[random.nextInt(words.length)]);
          }
        }
      }
    }
    return broken.toString();
  }

  private static List<SpecSource> files() {
    try (Stream<Path> all = Files.walk(Path.of("src/test/resources/broken"))) {
      return all.filter(file -> file.toString().matches(".*/(pipeline|template).*[.](yml|json)"))
          .sorted()
          .map(DefinitionLaws::source)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SpecSource source(Path file) {
    try {
      return SpecSource.read(file, file.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
