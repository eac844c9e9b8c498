package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import dev.penstock.spec.deploy.EcsAppSpec.CapacityProvider;
import dev.penstock.spec.deploy.EcsAppSpec.Network;
import dev.penstock.spec.tree.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the properties of an ECS service. */
final class EcsReader {

  private static final String NAME = "TargetService";
  private static final ImmutableSet<String> PROPERTIES =
      ImmutableSet.of(
          "TaskDefinition",
          "LoadBalancerInfo",
          "PlatformVersion",
          "NetworkConfiguration",
          "CapacityProviderStrategy");
  private static final ImmutableSet<String> LOAD_BALANCER =
      ImmutableSet.of("ContainerName", "ContainerPort");
  private static final ImmutableSet<String> NETWORK = ImmutableSet.of("AwsvpcConfiguration");
  private static final ImmutableSet<String> AWSVPC =
      ImmutableSet.of("Subnets", "SecurityGroups", "AssignPublicIp");
  private static final Pattern TASK_DEFINITION =
      Pattern.compile("arn:.+:task-definition/[^/:]+:[0-9]+");
  private static final int HIGHEST_PORT = 65_535;

  private final Level top;
  private final KeyCase keys;
  private final Scalar name;
  private final Level resource;
  private final Notes notes;

  EcsReader(Level top, KeyCase keys, Scalar name, Level resource) {
    this.top = top;
    this.keys = keys;
    this.name = name;
    this.resource = resource;
    this.notes = top.notes();
  }

  Optional<EcsAppSpec> read() {
    resourceName();
    Optional<Level> properties =
        resource.level("Properties").map(level -> nested(level, PROPERTIES));
    if (properties.isEmpty()) {
      if (!resource.has("Properties")) {
        new PropertiesReader(resource).missing("Properties", "is missing");
      }
      return Optional.empty();
    }
    PropertiesReader reader = new PropertiesReader(properties.get());
    Optional<String> task = taskDefinition(reader);
    Optional<Level> balancer = nested(properties.get(), "LoadBalancerInfo", LOAD_BALANCER);
    if (balancer.isEmpty() && !properties.get().has("LoadBalancerInfo")) {
      reader.missing("LoadBalancerInfo", "is missing");
    }
    Optional<String> container =
        balancer.flatMap(level -> new PropertiesReader(level).required("ContainerName"));
    Optional<TemplatedNumber> port = balancer.flatMap(this::port);
    Optional<String> platform =
        properties.get().has("PlatformVersion")
            ? reader.required("PlatformVersion")
            : Optional.empty();
    Optional<Network> network = network(properties.get());
    List<CapacityProvider> providers = new CapacityReader(properties.get(), keys).read();
    List<FunctionHook> hooks =
        new FunctionHooksReader(top, keys, EcsAppSpec.events(), "an ECS deployment").read();
    return notes.hasErrors() || task.isEmpty() || container.isEmpty() || port.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EcsAppSpec(
                task.get(), container.get(), port.get(), platform, network, providers, hooks));
  }

  private void resourceName() {
    if (name.text().equalsIgnoreCase(NAME)) {
      keys.use(name, NAME, resource.path());
      return;
    }
    notes.report(
        DeployRule.RESOURCE_NAME,
        name,
        resource.path(),
        "the resource is called \"" + name.text() + "\"",
        NAME,
        "the name of the service is not written here");
  }

  private Optional<Level> nested(Level parent, String key, ImmutableSet<String> known) {
    return parent.level(key).map(level -> nested(level, known));
  }

  private Level nested(Level level, ImmutableSet<String> known) {
    Level named = keys.level(level.mapping(), level.path(), known);
    named.checkKeys(known);
    return named;
  }

  /** D-140: what pipelines replace is fine, other texts are only taken with a warning. */
  private Optional<String> taskDefinition(PropertiesReader reader) {
    Optional<String> task = reader.required("TaskDefinition");
    boolean isKnown =
        task.isEmpty()
            || TASK_DEFINITION.matcher(task.get()).matches()
            || Placeholders.isPlaceholder(task.get());
    if (!isKnown) {
      notes.report(
          DeployRule.TASK_DEFINITION,
          reader.properties().place("TaskDefinition"),
          reader.properties().at("TaskDefinition"),
          "\"" + task.get() + "\" is no ARN of a task definition",
          "arn:…:task-definition/family:revision, " + EcsAppSpec.TASK_DEFINITION_PLACEHOLDER,
          "");
    }
    return task;
  }

  private Optional<TemplatedNumber> port(Level balancer) {
    Optional<String> text = new PropertiesReader(balancer).required("ContainerPort");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean isQuoted =
        balancer.value("ContainerPort") instanceof Scalar scalar && !scalar.isPlain();
    if (!TemplatedNumber.isNumber(text.get())) {
      if (Placeholders.isPlaceholder(text.get())) {
        return Optional.of(new TemplatedNumber(text.get()));
      }
      port(DeployRule.CONTAINER_PORT, balancer, "\"" + text.get() + "\" is no port", "");
      return Optional.empty();
    }
    TemplatedNumber port = new TemplatedNumber(text.get());
    if (port.number().getAsLong() < 1 || port.number().getAsLong() > HIGHEST_PORT) {
      port(DeployRule.PORT_RANGE, balancer, "port " + port + " is out of range", "");
    } else if (isQuoted) {
      notes.report(
          DeployRule.QUOTED_PORT,
          balancer.place("ContainerPort"),
          balancer.at("ContainerPort"),
          "the port is a text; the service takes it for the number",
          "1 to " + HIGHEST_PORT,
          "write it without quotes",
          balancer.place("ContainerPort") instanceof Scalar quoted
              ? Notes.rewritten(quoted, text.get())
              : Optional.empty());
    }
    return Optional.of(port);
  }

  private void port(DeployRule rule, Level balancer, String found, String hint) {
    notes.report(
        rule,
        balancer.place("ContainerPort"),
        balancer.at("ContainerPort"),
        found,
        "1 to " + HIGHEST_PORT,
        hint);
  }

  /** D-144: all three or none. */
  private Optional<Network> network(Level properties) {
    Optional<Level> awsvpc =
        nested(properties, "NetworkConfiguration", NETWORK)
            .flatMap(level -> nested(level, "AwsvpcConfiguration", AWSVPC));
    if (awsvpc.isEmpty()) {
      return Optional.empty();
    }
    PropertiesReader reader = new PropertiesReader(awsvpc.get());
    List<String> subnets = reader.members("Subnets", DeployRule.NETWORK);
    List<String> groups = reader.members("SecurityGroups", DeployRule.NETWORK);
    Optional<String> publicIp = reader.text("AssignPublicIp");
    boolean isWhole = true;
    for (String key : AWSVPC) {
      boolean isThere =
          switch (key) {
            case "Subnets" -> awsvpc.get().has(key) && !isEmptyList(awsvpc.get(), key);
            case "SecurityGroups" -> awsvpc.get().has(key) && !isEmptyList(awsvpc.get(), key);
            default -> awsvpc.get().has(key);
          };
      if (!isThere) {
        isWhole = false;
        notes.report(
            DeployRule.NETWORK,
            awsvpc.get().place(key),
            awsvpc.get().at(key),
            key + " is missing",
            "all of " + String.join(", ", AWSVPC) + ", or none",
            "");
      }
    }
    if (publicIp.isPresent()
        && !Network.SWITCH.contains(publicIp.get())
        && !Placeholders.isPlaceholder(publicIp.get())) {
      notes.report(
          DeployRule.NETWORK,
          awsvpc.get().place("AssignPublicIp"),
          awsvpc.get().at("AssignPublicIp"),
          "found \"" + publicIp.get() + "\"",
          String.join(", ", Network.SWITCH),
          "");
    }
    return !isWhole || notes.hasErrors() || publicIp.isEmpty()
        ? Optional.empty()
        : Optional.of(new Network(subnets, groups, publicIp.get()));
  }

  private static boolean isEmptyList(Level level, String key) {
    return level.value(key) instanceof dev.penstock.spec.tree.Sequence list
        && list.items().isEmpty();
  }
}
