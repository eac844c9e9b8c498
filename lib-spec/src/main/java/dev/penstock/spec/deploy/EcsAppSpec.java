package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a new set of tasks of an Amazon ECS service is made and checked.
 *
 * <p>Immutable. Texts may be placeholders that a release tool replaces.
 *
 * @param taskDefinition ARN of the task definition, family and revision included, or {@link
 *     #TASK_DEFINITION_PLACEHOLDER}; not blank
 * @param containerName the container that receives traffic; not blank
 * @param containerPort its port
 * @param platformVersion the version of Fargate; empty for {@link #LATEST_PLATFORM}
 * @param network where tasks run; empty to keep the service's settings
 * @param capacityProviders what tasks run on, in order; empty to keep the service's settings
 * @param hooks functions that validate, in order
 */
public record EcsAppSpec(
    String taskDefinition,
    String containerName,
    TemplatedNumber containerPort,
    Optional<String> platformVersion,
    Optional<Network> network,
    List<CapacityProvider> capacityProviders,
    List<FunctionHook> hooks)
    implements AppSpec {

  /** What the action of a pipeline replaces by the ARN of the task definition. */
  public static final String TASK_DEFINITION_PLACEHOLDER = "<TASK_DEFINITION>";

  /** The version of the platform unless another is named. */
  public static final String LATEST_PLATFORM = "LATEST";

  private static final ImmutableSet<String> EVENTS =
      ImmutableSet.of(
          "BeforeInstall",
          "AfterInstall",
          "AfterAllowTestTraffic",
          "BeforeAllowTraffic",
          "AfterAllowTraffic");

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no file could say it: a blank task definition or container
   *     name, more than one provider with a base, several providers without any weight, an unknown
   *     lifecycle event
   */
  public EcsAppSpec {
    requireText("taskDefinition", taskDefinition);
    requireText("containerName", containerName);
    Objects.requireNonNull(containerPort, "containerPort");
    platformVersion.ifPresent(version -> requireText("platformVersion", version));
    Objects.requireNonNull(network, "network");
    capacityProviders = List.copyOf(capacityProviders);
    if (capacityProviders.stream().filter(each -> each.base() > 0).count() > 1) {
      throw new IllegalArgumentException("capacityProviders: more than one has a base");
    }
    if (capacityProviders.size() > 1
        && capacityProviders.stream().allMatch(each -> each.weight() == 0)) {
      throw new IllegalArgumentException("capacityProviders: none has a weight above 0");
    }
    hooks = List.copyOf(hooks);
    requireEvents(hooks, EVENTS);
  }

  /**
   * The lifecycle events that can run functions.
   *
   * @return their names, in the order in which they happen
   */
  public static Set<String> events() {
    return EVENTS;
  }

  /**
   * Writes it as JSON. What is read from it equals this appspec.
   *
   * @return the text, ended by a line feed
   */
  public String toJson() {
    return AppSpecWriter.json(this);
  }

  static void requireEvents(List<FunctionHook> hooks, ImmutableSet<String> events) {
    for (FunctionHook hook : hooks) {
      if (!events.contains(hook.event())) {
        throw new IllegalArgumentException(
            "hooks: \"" + hook.event() + "\" is no event; allowed: " + String.join(", ", events));
      }
    }
  }

  static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
  }

  /**
   * The network that tasks run in.
   *
   * @param subnets at least one; none is blank
   * @param securityGroups at least one; none is blank
   * @param assignPublicIp whether tasks get a public address: {@code ENABLED}, {@code DISABLED} or
   *     a placeholder
   */
  public record Network(List<String> subnets, List<String> securityGroups, String assignPublicIp) {

    static final ImmutableSet<String> SWITCH = ImmutableSet.of("ENABLED", "DISABLED");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a list is empty, a member is blank, or the switch has
     *     another position
     */
    public Network {
      subnets = members("subnets", subnets);
      securityGroups = members("securityGroups", securityGroups);
      if (!SWITCH.contains(assignPublicIp) && !Placeholders.isPlaceholder(assignPublicIp)) {
        throw new IllegalArgumentException(
            "assignPublicIp: \"" + assignPublicIp + "\"; allowed: " + String.join(", ", SWITCH));
      }
    }

    private static List<String> members(String what, List<String> texts) {
      if (texts.isEmpty()) {
        throw new IllegalArgumentException(what + " are missing");
      }
      texts.forEach(text -> requireText("a member of " + what, text));
      return List.copyOf(texts);
    }
  }

  /**
   * What tasks run on.
   *
   * @param name the capacity provider's name; not blank
   * @param base how many tasks it runs at least, 0 or more
   * @param weight its share of the others, 0 or more; without a weight it is not used beside others
   */
  public record CapacityProvider(String name, int base, int weight) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the name is blank, or a number is negative
     */
    public CapacityProvider {
      requireText("the capacity provider's name", name);
      if (base < 0 || weight < 0) {
        throw new IllegalArgumentException(
            "base " + base + " and weight " + weight + "; allowed: 0 or more");
      }
    }
  }
}
