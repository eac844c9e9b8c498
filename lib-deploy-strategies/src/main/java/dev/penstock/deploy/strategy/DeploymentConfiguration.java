package dev.penstock.deploy.strategy;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to deploy under a name: how many hosts stay healthy, or how traffic moves (D-240).
 *
 * <pre>{@code
 * DeploymentConfiguration careful =
 *     DeploymentConfiguration.builder("Careful")
 *         .minimumHealthy(MinimumHealthyHosts.percent(75))
 *         .zones(ZonalConfiguration.monitoring(Duration.ofMinutes(10)))
 *         .build();
 * DeploymentConfiguration halves =
 *     DeploymentConfiguration.predefined("CodeDeployDefault.HalfAtATime");
 * }</pre>
 *
 * <p>Immutable; equal to another one of the same name and content.
 */
public final class DeploymentConfiguration {
  private final String name;
  private final ComputePlatform platform;
  private final DeploymentStrategy strategy;
  private final @Nullable ZonalConfiguration zones;

  DeploymentConfiguration(
      String name,
      ComputePlatform platform,
      DeploymentStrategy strategy,
      @Nullable ZonalConfiguration zones) {
    this.name = name;
    this.platform = platform;
    this.strategy = strategy;
    this.zones = zones;
  }

  /**
   * Starts a custom configuration.
   *
   * @param name 1 to 100 characters of {@code A-Za-z0-9._+=,@-} that do not begin with {@link
   *     PredefinedConfigurations#PREFIX} (D-240)
   * @return a builder
   */
  public static DeploymentConfigurationBuilder builder(String name) {
    return new DeploymentConfigurationBuilder(Objects.requireNonNull(name, "name"));
  }

  /**
   * A configuration that needs no definition: one of the service's, or one that circulates as such.
   *
   * @param name such as {@code CodeDeployDefault.OneAtATime}
   * @return the configuration
   * @throws IllegalArgumentException if there is none of that name, listing all names
   * @see PredefinedConfigurations
   */
  public static DeploymentConfiguration predefined(String name) {
    DeploymentStrategy strategy = PredefinedConfigurations.get(name);
    String rest = name.substring(PredefinedConfigurations.PREFIX.length());
    ComputePlatform platform =
        rest.startsWith("Lambda")
            ? ComputePlatform.LAMBDA
            : rest.startsWith("ECS") ? ComputePlatform.ECS : ComputePlatform.SERVER;
    return new DeploymentConfiguration(name, platform, strategy, null);
  }

  /**
   * The name by which groups refer to it.
   *
   * @return 1 to 100 characters
   */
  public String name() {
    return name;
  }

  /**
   * What it is for.
   *
   * @return the platform
   */
  public ComputePlatform platform() {
    return platform;
  }

  /**
   * How hosts take turns, or how traffic moves: the first for {@link ComputePlatform#SERVER}, the
   * second for the other platforms.
   *
   * @return the strategy
   */
  public DeploymentStrategy strategy() {
    return strategy;
  }

  /**
   * How zones take turns.
   *
   * @return empty if hosts are picked across all zones (D-270)
   */
  public Optional<ZonalConfiguration> zones() {
    return Optional.ofNullable(zones);
  }

  /**
   * Whether it needs no definition.
   *
   * @return false for a custom one
   */
  public boolean isPredefined() {
    return name.startsWith(PredefinedConfigurations.PREFIX);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeploymentConfiguration that
        && name.equals(that.name)
        && platform == that.platform
        && strategy.equals(that.strategy)
        && Objects.equals(zones, that.zones);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "DeploymentConfiguration[" + name + ": " + platform + ", " + strategy.name() + "]";
  }
}
