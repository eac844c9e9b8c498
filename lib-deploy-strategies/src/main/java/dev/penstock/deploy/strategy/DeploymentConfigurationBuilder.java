package dev.penstock.deploy.strategy;

import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Defines a {@link DeploymentConfiguration}. Each option may be set once. Confined to one thread.
 *
 * @see DeploymentConfiguration#builder(String)
 */
public final class DeploymentConfigurationBuilder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+=,@-]{1,100}");
  private static final Duration LONGEST_LAMBDA_SHIFT = Duration.ofDays(2);

  private final String name;
  private @Nullable MinimumHealthyHosts minimumHealthy;
  private @Nullable ZonalConfiguration zones;
  private @Nullable ComputePlatform platform;
  private @Nullable DeploymentStrategy traffic;
  private @Nullable Conformance conformance;

  DeploymentConfigurationBuilder(String name) {
    this.name = name;
  }

  /**
   * Makes it a configuration of servers (D-240).
   *
   * @param value how many of them stay healthy
   * @return this builder
   */
  public DeploymentConfigurationBuilder minimumHealthy(MinimumHealthyHosts value) {
    minimumHealthy = once("minimumHealthy", minimumHealthy, value);
    return this;
  }

  /**
   * Lets the zones of servers take turns (D-270).
   *
   * @param value how; all zones at once unless set
   * @return this builder
   */
  public DeploymentConfigurationBuilder zones(ZonalConfiguration value) {
    zones = once("zones", zones, value);
    return this;
  }

  /**
   * Makes it a configuration of functions or containers (D-240).
   *
   * @param of {@link ComputePlatform#LAMBDA} or {@link ComputePlatform#ECS}
   * @param value how their traffic moves
   * @return this builder
   */
  public DeploymentConfigurationBuilder traffic(ComputePlatform of, DeploymentStrategy value) {
    traffic = once("traffic", traffic, value);
    platform = Objects.requireNonNull(of, "platform");
    return this;
  }

  /**
   * Sets which rules it is held to.
   *
   * @param value the rules; {@link Conformance#OPEN} unless set
   * @return this builder
   */
  public DeploymentConfigurationBuilder conformance(Conformance value) {
    conformance = once("conformance", conformance, value);
    return this;
  }

  /**
   * Checks the configuration.
   *
   * @return the configuration
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public DeploymentConfiguration build() {
    List<Diagnostic> faults = new ArrayList<>();
    checkName(faults);
    checkPlatform(faults);
    if (traffic != null && conformance == Conformance.CODEDEPLOY) {
      checkService(traffic, faults);
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("deployment configuration " + name, faults);
    }
    return traffic == null
        ? new DeploymentConfiguration(
            name, ComputePlatform.SERVER, Objects.requireNonNull(minimumHealthy), zones)
        : new DeploymentConfiguration(name, Objects.requireNonNull(platform), traffic, null);
  }

  private void checkName(List<Diagnostic> faults) {
    if (!NAME.matcher(name).matches()) {
      report(
          faults,
          "name",
          "name",
          "a name of " + name.length() + " characters",
          "1 to 100 characters of A-Za-z0-9._+=,@-");
    } else if (name.startsWith(PredefinedConfigurations.PREFIX)) {
      report(
          faults,
          "name",
          "name",
          "\"" + name + "\" begins with " + PredefinedConfigurations.PREFIX,
          "names that the service has not reserved");
    }
  }

  private void checkPlatform(List<Diagnostic> faults) {
    if (minimumHealthy == null && traffic == null) {
      report(
          faults,
          "platform",
          "minimumHealthy",
          "it says neither how many hosts stay healthy nor how traffic moves",
          "one of the two");
    }
    if (minimumHealthy != null && traffic != null) {
      report(
          faults,
          "platform",
          "traffic",
          "it is of servers, and says how traffic moves",
          "minimum healthy hosts for Server, traffic for Lambda and ECS");
    }
    if (zones != null && traffic != null) {
      report(faults, "zones", "zones", "zones are of servers", "none for Lambda and ECS");
    }
    if (platform == ComputePlatform.SERVER) {
      report(faults, "platform", "traffic", "Server has no traffic to move", "Lambda, ECS");
    }
  }

  private void checkService(DeploymentStrategy strategy, List<Diagnostic> faults) {
    if (strategy instanceof Canary canary) {
      checkUnits(canary.first(), canary.interval(), 1, faults);
    } else if (strategy instanceof Linear linear) {
      int steps = (Weight.WHOLE + linear.step().basisPoints() - 1) / linear.step().basisPoints();
      checkUnits(linear.step(), linear.interval(), steps - 1, faults);
    } else if (!(strategy instanceof AllAtOnce)) {
      String allowed = "Canary, Linear, AllAtOnce";
      report(faults, "service-traffic", "traffic", strategy.name() + " is no routing", allowed);
    }
  }

  private void checkUnits(Weight share, Duration interval, int holds, List<Diagnostic> faults) {
    if (share.basisPoints() % 100 != 0) {
      String allowed = "whole percent, 1 to 99";
      report(faults, "service-share", "traffic", share + " is a broken percentage", allowed);
    }
    if (interval.toMinutes() < 1 || !interval.equals(Duration.ofMinutes(interval.toMinutes()))) {
      report(faults, "service-interval", "traffic", interval + " between shifts", "whole minutes");
    }
    Duration all = interval.multipliedBy(holds);
    if (platform == ComputePlatform.LAMBDA && all.compareTo(LONGEST_LAMBDA_SHIFT) > 0) {
      String allowed = "at most 2880 minutes";
      report(faults, "service-time", "traffic", all + " from first to last shift", allowed);
    }
  }

  private static void report(
      List<Diagnostic> faults, String rule, String path, String found, String allowed) {
    faults.add(Diagnostic.error("configuration." + rule, path, found, allowed));
  }

  private static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
