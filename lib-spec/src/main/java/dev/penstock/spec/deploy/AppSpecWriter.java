package dev.penstock.spec.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.penstock.spec.tree.YamlText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes appspecs in the order in which the documentation shows their keys. */
final class AppSpecWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ImmutableMap<String, String> TAGS =
      Placeholders.SHORT_FORMS.entrySet().stream()
          .collect(ImmutableMap.toImmutableMap(Map.Entry::getValue, Map.Entry::getKey));

  private AppSpecWriter() {}

  static String yaml(AppSpec spec) {
    return YamlText.write(tree(spec), TAGS);
  }

  static String json(AppSpec spec) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return ascii(JSON.writer(printer).writeValueAsString(tree(spec))) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree was written", e);
    }
  }

  /** Only texts hold other characters, and YAML refuses some of them unless they are escaped. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      text.append(c < 0x7F ? String.valueOf(c) : "\\u%04X".formatted((int) c));
    }
    return text.toString();
  }

  private static JsonNode tree(AppSpec spec) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("version", DecimalNode.valueOf(new BigDecimal("0.0")));
    return spec.fold(
        server -> ServerAppSpecWriter.write(server, root),
        ecs -> ecs(ecs, root),
        lambda -> lambda(lambda, root));
  }

  private static ObjectNode ecs(EcsAppSpec spec, ObjectNode root) {
    ObjectNode properties = resource(root, "TargetService", "AWS::ECS::Service");
    properties.set("TaskDefinition", text(spec.taskDefinition()));
    ObjectNode balancer = properties.putObject("LoadBalancerInfo");
    balancer.set("ContainerName", text(spec.containerName()));
    balancer.set("ContainerPort", number(spec.containerPort()));
    spec.platformVersion().ifPresent(each -> properties.set("PlatformVersion", text(each)));
    spec.network().ifPresent(each -> network(each, properties));
    if (!spec.capacityProviders().isEmpty()) {
      ArrayNode providers = properties.putArray("CapacityProviderStrategy");
      for (EcsAppSpec.CapacityProvider each : spec.capacityProviders()) {
        ObjectNode provider = providers.addObject();
        provider.set("CapacityProvider", text(each.name()));
        provider.put("Base", each.base()).put("Weight", each.weight());
      }
    }
    hooks(spec.hooks(), root);
    return root;
  }

  private static void network(EcsAppSpec.Network network, ObjectNode properties) {
    ObjectNode awsvpc =
        properties.putObject("NetworkConfiguration").putObject("AwsvpcConfiguration");
    ArrayNode subnets = awsvpc.putArray("Subnets");
    network.subnets().forEach(each -> subnets.add(text(each)));
    ArrayNode groups = awsvpc.putArray("SecurityGroups");
    network.securityGroups().forEach(each -> groups.add(text(each)));
    awsvpc.set("AssignPublicIp", text(network.assignPublicIp()));
  }

  private static ObjectNode lambda(LambdaAppSpec spec, ObjectNode root) {
    ObjectNode properties = resource(root, spec.resource(), "AWS::Lambda::Function");
    properties.set("Name", text(spec.name()));
    properties.set("Alias", text(spec.alias()));
    properties.set("CurrentVersion", number(spec.currentVersion()));
    properties.set("TargetVersion", number(spec.targetVersion()));
    hooks(spec.hooks(), root);
    return root;
  }

  private static ObjectNode resource(ObjectNode root, String name, String type) {
    return root.putArray("Resources")
        .addObject()
        .putObject(name)
        .put("Type", type)
        .putObject("Properties");
  }

  private static void hooks(List<FunctionHook> hooks, ObjectNode root) {
    if (!hooks.isEmpty()) {
      ArrayNode list = root.putArray("Hooks");
      hooks.forEach(hook -> list.addObject().set(hook.event(), text(hook.function())));
    }
  }

  /** A function in its short form becomes what it is short for. */
  private static JsonNode text(String text) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return Placeholders.function(text)
        .<JsonNode>map(name -> nodes.objectNode().put(name, Placeholders.argument(text)))
        .orElseGet(() -> nodes.textNode(text));
  }

  private static JsonNode number(TemplatedNumber number) {
    return number.number().isPresent()
        ? JsonNodeFactory.instance.numberNode(number.number().getAsLong())
        : text(number.text());
  }
}
