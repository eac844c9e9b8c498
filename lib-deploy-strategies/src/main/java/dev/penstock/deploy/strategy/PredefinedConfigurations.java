package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The cloud service's predefined deployment configurations by their exact names (D-230 to D-238).
 * {@code Every1Minute} is spelled in the singular for functions and in the plural for containers,
 * as the service has it.
 *
 * <p>Two more names circulate in course notes as if they were the service's. They are found by name
 * like the others, and listed apart in {@link #circulating()}: the service itself refuses them.
 */
public final class PredefinedConfigurations {

  /** What every predefined name starts with, and no custom one may. */
  public static final String PREFIX = "CodeDeployDefault.";

  private static final Map<String, DeploymentStrategy> BY_NAME = catalogue();
  private static final Map<String, DeploymentStrategy> CIRCULATING =
      Map.of(
          PREFIX + "ECSLinear10PercentEvery10Minutes", linear(10),
          PREFIX + "ECSCanary10Percent30Minutes", canary(30));

  private PredefinedConfigurations() {}

  /**
   * All that the service has, in the order of its documentation.
   *
   * @return an unmodifiable map from the full name
   */
  public static Map<String, DeploymentStrategy> all() {
    return BY_NAME;
  }

  /**
   * Those that pass for the service's in course notes and are not.
   *
   * @return an unmodifiable map from the full name, in no order
   */
  public static Map<String, DeploymentStrategy> circulating() {
    return CIRCULATING;
  }

  /**
   * Looks one up, a circulating one too.
   *
   * @param name such as {@code CodeDeployDefault.LambdaCanary10Percent5Minutes}
   * @return the strategy, or empty if there is none of that name
   */
  public static Optional<DeploymentStrategy> find(String name) {
    DeploymentStrategy own = BY_NAME.get(Objects.requireNonNull(name, "name"));
    return Optional.ofNullable(own == null ? CIRCULATING.get(name) : own);
  }

  /**
   * The one of that name.
   *
   * @param name such as {@code CodeDeployDefault.OneAtATime}
   * @return the strategy
   * @throws IllegalArgumentException if there is none, listing all names
   */
  public static DeploymentStrategy get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "deployment configuration: \""
                        + name
                        + "\" is not predefined; allowed: "
                        + String.join(", ", BY_NAME.keySet())));
  }

  private static Map<String, DeploymentStrategy> catalogue() {
    Map<String, DeploymentStrategy> all = new LinkedHashMap<>();
    all.put(PREFIX + "AllAtOnce", new AllAtOnce());
    all.put(PREFIX + "HalfAtATime", new HalfAtATime());
    all.put(PREFIX + "OneAtATime", new OneAtATime());
    all.put(PREFIX + "LambdaAllAtOnce", new AllAtOnce());
    for (int minutes : new int[] {5, 10, 15, 30}) {
      all.put(PREFIX + "LambdaCanary10Percent" + minutes + "Minutes", canary(minutes));
    }
    for (int minutes : new int[] {1, 2, 3, 10}) {
      String every = minutes == 1 ? "1Minute" : minutes + "Minutes";
      all.put(PREFIX + "LambdaLinear10PercentEvery" + every, linear(minutes));
    }
    all.put(PREFIX + "ECSAllAtOnce", new AllAtOnce());
    for (int minutes : new int[] {5, 15}) {
      all.put(PREFIX + "ECSCanary10Percent" + minutes + "Minutes", canary(minutes));
    }
    for (int minutes : new int[] {1, 3}) {
      all.put(PREFIX + "ECSLinear10PercentEvery" + minutes + "Minutes", linear(minutes));
    }
    return Collections.unmodifiableMap(all);
  }

  private static DeploymentStrategy canary(int minutes) {
    return Canary.of(Weight.ofPercent(10), Duration.ofMinutes(minutes));
  }

  private static DeploymentStrategy linear(int minutes) {
    return Linear.of(Weight.ofPercent(10), Duration.ofMinutes(minutes));
  }
}
