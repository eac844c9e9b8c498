package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.pipeline.Conformance;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.spec.SpecSource;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

@Label("Templates made from definitions")
class TemplateLaws {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Maps whose keys are the author's. */
  private static final Set<String> FREE_KEYS = Set.of("configuration");

  /** Texts that a template may leave to its deployment. */
  private static final Set<String> OPEN_TEXTS =
      Set.of("roleArn", "location", "description", "id", "summary");

  @Property(tries = 200, seed = "1518")
  @StatisticsReport(label = "leaves a pipeline", value = StatisticsReport.StatisticsReportMode.OFF)
  @Label("keep what is unresolved, and what they become reads back equal when it is written")
  void variantsReadBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String written = PipelineDefinition.of(Everything.PIPELINE).write();
    JsonNode definition = JSON.readTree(written).get("pipeline");
    Set<String> functions = new HashSet<>();
    ObjectNode root = JSON.createObjectNode();
    ObjectNode resource = root.putObject("Resources").putObject("Release");
    resource.put("Type", "AWS::CodePipeline::Pipeline");
    resource.set("Properties", template(definition, random, functions));
    SpecSource source = new SpecSource("template.json", ascii(root.toString()));
    ReadResult<PipelineTemplate> read = PipelineTemplate.read(source);
    assertInstanceOf(
        ReadResult.Accepted.class, read, () -> source.listing(read.diagnostics()) + source.text());
    TemplatePipeline pipeline = read.orElseThrow("template").pipelines().values().iterator().next();
    assertEquals(
        functions,
        pipeline.unresolved().stream().map(Unresolved::expression).collect(Collectors.toSet()));
    assertEquals(1, pipeline.variants().size());
    Optional<Pipeline> left = pipeline.variants().get(0).pipeline();
    left.ifPresent(TemplateLaws::assertReadsBack);
    Statistics.label("leaves a pipeline")
        .collect(left.isPresent())
        .coverage(shares -> shares.check(true).percentage(share -> share > 50));
  }

  private static void assertReadsBack(Pipeline pipeline) {
    String written = PipelineDefinition.of(pipeline).write();
    SpecSource source = new SpecSource("pipeline.json", written);
    ReadResult<PipelineDefinition> again = PipelineDefinition.read(source, Conformance.OPEN);
    assertInstanceOf(
        ReadResult.Accepted.class, again, () -> source.listing(again.diagnostics()) + written);
    assertEquals(pipeline, again.orElseThrow("definition").pipeline());
    assertEquals(written, again.orElseThrow("definition").write());
  }

  /** The same in a template's spelling; some texts of configurations are left to the deployment. */
  private static JsonNode template(JsonNode node, Random random, Set<String> functions) {
    if (node.isArray()) {
      ArrayNode list = JSON.createArrayNode();
      node.forEach(item -> list.add(template(item, random, functions)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode mapping = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      if (FREE_KEYS.contains(key)) {
        mapping.set(capital(key), configuration(entry.getValue(), random, functions));
      } else if (key.equals("artifactStores")) {
        ArrayNode stores = mapping.putArray("ArtifactStores");
        for (Map.Entry<String, JsonNode> store : entry.getValue().properties()) {
          ObjectNode each = stores.addObject().put("Region", store.getKey());
          each.set("ArtifactStore", template(store.getValue(), random, functions));
        }
      } else if (OPEN_TEXTS.contains(key) && random.nextInt(3) == 0) {
        mapping.set(capital(key), function(random, functions));
      } else if (!key.equals("version") || entry.getValue().isTextual()) {
        // the version of the pipeline itself is a number, and the service's affair
        mapping.set(capital(key), template(entry.getValue(), random, functions));
      }
    }
    return mapping;
  }

  private static ObjectNode configuration(JsonNode node, Random random, Set<String> functions) {
    ObjectNode mapping = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (random.nextInt(3) == 0) {
        mapping.set(entry.getKey(), function(random, functions));
      } else {
        mapping.set(entry.getKey(), entry.getValue());
      }
    }
    return mapping;
  }

  private static ObjectNode function(Random random, Set<String> functions) {
    String name = "Parameter" + random.nextInt(9);
    functions.add("${" + name + "}");
    return JSON.createObjectNode().put("Ref", name);
  }

  /** YAML refuses some characters unless they are escaped. */
  private static String ascii(String json) {
    return json.chars()
        .mapToObj(c -> c < 0x7F ? String.valueOf((char) c) : "\\u%04X".formatted(c))
        .collect(Collectors.joining());
  }

  private static String capital(String key) {
    return Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }
}
