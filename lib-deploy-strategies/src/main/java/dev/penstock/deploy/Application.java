package dev.penstock.deploy;

import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is deployed as one: groups such as staging and production, and the configurations that they
 * deploy by.
 *
 * <pre>{@code
 * Application shop =
 *     Application.builder("shop")
 *         .configuration(careful)
 *         .group(
 *             "staging",
 *             "CodeDeployDefault.AllAtOnce",
 *             group -> group.side("hosts", "s-1", "s-2"))
 *         .group("production", "Careful", group -> group.side("hosts", production))
 *         .build();
 * Map<String, OpenGroup> groups = deployments.open(shop);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Application {
  private final String name;
  private final ComputePlatform platform;
  private final Map<String, DeploymentConfiguration> configurations;
  private final Map<String, DeploymentGroup> groups;

  Application(
      String name,
      ComputePlatform platform,
      Map<String, DeploymentConfiguration> configurations,
      Map<String, DeploymentGroup> groups) {
    this.name = name;
    this.platform = platform;
    this.configurations = Collections.unmodifiableMap(new LinkedHashMap<>(configurations));
    this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * Starts an application.
   *
   * @param name 1 to 100 characters of {@code A-Za-z0-9._+=,@-} (D-431)
   * @return a builder
   */
  public static ApplicationBuilder builder(String name) {
    return new ApplicationBuilder(Objects.requireNonNull(name, "name"));
  }

  /**
   * The application's name.
   *
   * @return 1 to 100 characters
   */
  public String name() {
    return name;
  }

  /**
   * What it runs on.
   *
   * @return {@link ComputePlatform#SERVER} unless set
   */
  public ComputePlatform platform() {
    return platform;
  }

  /**
   * The custom configurations that groups may refer to.
   *
   * @return by name, in the order of the definition, perhaps none
   */
  public Map<String, DeploymentConfiguration> configurations() {
    return configurations;
  }

  /**
   * The groups.
   *
   * @return by name, in the order of the definition, perhaps none
   */
  public Map<String, DeploymentGroup> groups() {
    return groups;
  }

  /**
   * The application without one of its configurations (D-240).
   *
   * @param configuration the configuration's name
   * @return a changed copy
   * @throws InvalidDefinitionException if it is predefined, a group deploys by it, or there is none
   *     of that name
   */
  public Application withoutConfiguration(String configuration) {
    List<String> users =
        groups.values().stream()
            .filter(
                group ->
                    group
                        .configuration()
                        .filter(each -> each.name().equals(configuration))
                        .isPresent())
            .map(DeploymentGroup::name)
            .toList();
    String quoted = GroupRules.quoted(configuration);
    if (ApplicationBuilder.isPredefined(configuration)) {
      throw fault(quoted + " is predefined", "custom ones, " + configurations.keySet());
    }
    if (!users.isEmpty()) {
      throw fault(quoted + " is in use by " + users, "those that no group deploys by");
    }
    Map<String, DeploymentConfiguration> fewer = new LinkedHashMap<>(configurations);
    if (fewer.remove(configuration) == null) {
      throw fault(quoted + " is not known", configurations.keySet().toString());
    }
    return new Application(name, platform, fewer, groups);
  }

  private InvalidDefinitionException fault(String found, String allowed) {
    return new InvalidDefinitionException(
        "application " + name,
        List.of(Diagnostic.error("application.configuration", "configurations", found, allowed)));
  }

  @Override
  public String toString() {
    return "Application[" + name + ", groups " + groups.keySet() + "]";
  }
}
