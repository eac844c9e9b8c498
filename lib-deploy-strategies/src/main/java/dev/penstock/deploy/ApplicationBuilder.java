package dev.penstock.deploy;

import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.deploy.strategy.PredefinedConfigurations;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines an {@link Application}. Confined to one thread.
 *
 * @see Application#builder(String)
 */
public final class ApplicationBuilder {
  private final String name;
  private @Nullable ComputePlatform platform;
  private final List<DeploymentConfiguration> configurations = new ArrayList<>();
  private final List<Described> groups = new ArrayList<>();

  ApplicationBuilder(String name) {
    this.name = name;
  }

  /** A group that is defined when the application is built. */
  private record Described(
      String name, @Nullable String configuration, Consumer<DeploymentGroupBuilder> definition) {}

  static boolean isPredefined(String configuration) {
    return PredefinedConfigurations.find(configuration).isPresent();
  }

  /**
   * Sets what the application runs on.
   *
   * @param value the platform; {@link ComputePlatform#SERVER} unless set
   * @return this builder
   * @throws IllegalStateException if it was set before
   */
  public ApplicationBuilder platform(ComputePlatform value) {
    if (platform != null) {
      throw new IllegalStateException("platform was set before, to " + platform);
    }
    platform = Objects.requireNonNull(value, "platform");
    return this;
  }

  /**
   * Adds a configuration that groups may refer to by name.
   *
   * @param configuration a custom one; the predefined ones are there already
   * @return this builder
   */
  public ApplicationBuilder configuration(DeploymentConfiguration configuration) {
    configurations.add(Objects.requireNonNull(configuration, "configuration"));
    return this;
  }

  /**
   * Adds a group.
   *
   * @param group its name, distinct within the application
   * @param definition defines the group; called by {@link #build()}
   * @return this builder
   */
  public ApplicationBuilder group(String group, Consumer<DeploymentGroupBuilder> definition) {
    groups.add(
        new Described(
            Objects.requireNonNull(group, "group"),
            null,
            Objects.requireNonNull(definition, "definition")));
    return this;
  }

  /**
   * Adds a group that deploys by a configuration.
   *
   * @param group its name, distinct within the application
   * @param configuration the name of a predefined configuration or one of the application's
   * @param definition defines the rest of the group; called by {@link #build()}
   * @return this builder
   */
  public ApplicationBuilder group(
      String group, String configuration, Consumer<DeploymentGroupBuilder> definition) {
    groups.add(
        new Described(
            Objects.requireNonNull(group, "group"),
            Objects.requireNonNull(configuration, "configuration"),
            Objects.requireNonNull(definition, "definition")));
    return this;
  }

  /**
   * Checks the definition.
   *
   * @return the application
   * @throws InvalidDefinitionException if rules are broken, its own or those of its groups; it
   *     holds all faults
   */
  public Application build() {
    List<Diagnostic> faults = new ArrayList<>();
    ComputePlatform on = platform == null ? ComputePlatform.SERVER : platform;
    if (!GroupRules.isName(name)) {
      String found = GroupRules.quoted(name) + " is no name";
      faults.add(Diagnostic.error("application.name", "name", found, GroupRules.ALLOWED_NAME));
    }
    Map<String, DeploymentConfiguration> byName = configurations(faults);
    Map<String, DeploymentGroup> built = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      group(groups.get(i), "groups[" + i + "]", on, byName, built, faults);
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("application " + name, faults);
    }
    return new Application(name, on, byName, built);
  }

  private Map<String, DeploymentConfiguration> configurations(List<Diagnostic> faults) {
    Map<String, DeploymentConfiguration> byName = new LinkedHashMap<>();
    for (int i = 0; i < configurations.size(); i++) {
      DeploymentConfiguration each = configurations.get(i);
      String path = "configurations[" + i + "]";
      if (each.isPredefined()) {
        report(faults, path, each.name() + " is predefined", "custom ones");
      } else if (byName.putIfAbsent(each.name(), each) != null) {
        report(faults, path, GroupRules.quoted(each.name()) + " is there twice", "");
      }
    }
    return byName;
  }

  private void group(
      Described described,
      String path,
      ComputePlatform on,
      Map<String, DeploymentConfiguration> byName,
      Map<String, DeploymentGroup> built,
      List<Diagnostic> faults) {
    DeploymentGroupBuilder builder = DeploymentGroup.builder(described.name()).application(name);
    builder.isOfApplication = true;
    if (described.configuration() != null) {
      find(described.configuration(), path, on, byName, faults).forEach(builder::configuration);
    }
    described.definition().accept(builder);
    platform(builder, path, on, faults);
    for (Diagnostic fault : builder.faults()) {
      if (!fault.rule().equals("group.application")) { // the application's own name, see above
        faults.add(
            Diagnostic.error(
                fault.rule(), path + "." + fault.path(), fault.found(), fault.allowed()));
      }
    }
    if (built.containsKey(described.name())) {
      String found = GroupRules.quoted(described.name()) + " is there twice";
      faults.add(Diagnostic.error("application.group", path + ".name", found, ""));
    } else if (faults.isEmpty()) {
      built.put(described.name(), builder.build());
    }
  }

  /** A group runs on what its application runs on. */
  private static void platform(
      DeploymentGroupBuilder group, String path, ComputePlatform on, List<Diagnostic> faults) {
    if (group.style.platform == null && on != ComputePlatform.SERVER) {
      group.style.platform =
          on == ComputePlatform.ECS
              ? DeploymentPlatform.ECS_BLUE_GREEN
              : DeploymentPlatform.LAMBDA_ALIAS;
    }
    DeploymentPlatform platform = group.style.platform(group.sides.size());
    boolean fits =
        switch (platform.targetType()) {
          case INSTANCE -> on == ComputePlatform.SERVER;
          case ECS -> on == ComputePlatform.ECS;
          case LAMBDA -> on == ComputePlatform.LAMBDA;
          case CLOUD_FORMATION -> false;
        };
    if (!fits) {
      String found = platform + " in an application for " + on;
      faults.add(
          Diagnostic.error(
              "application.platform", path + ".platform", found, "platforms of " + on));
    }
  }

  /** The configuration of a name, unless there is a fault. */
  private List<DeploymentConfiguration> find(
      String wanted,
      String path,
      ComputePlatform on,
      Map<String, DeploymentConfiguration> byName,
      List<Diagnostic> faults) {
    DeploymentConfiguration found =
        isPredefined(wanted) ? DeploymentConfiguration.predefined(wanted) : byName.get(wanted);
    String at = path + ".configuration";
    if (found == null) {
      TreeSet<String> known = new TreeSet<>(byName.keySet());
      known.addAll(PredefinedConfigurations.all().keySet());
      report(faults, at, GroupRules.quoted(wanted) + " is not known", String.join(", ", known));
      return List.of();
    }
    if (found.platform() != on) {
      report(faults, at, wanted + " is for " + found.platform(), "those for " + on);
      return List.of();
    }
    return List.of(found);
  }

  private static void report(List<Diagnostic> faults, String path, String found, String allowed) {
    faults.add(Diagnostic.error("application.configuration", path, found, allowed));
  }
}
