package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What workers need of the actions of one type (P-1327).
 *
 * <pre>{@code
 * new CustomActionType(
 *     ActionType.of(ActionCategory.BUILD, "Jenkins"),
 *     List.of(ConfigurationProperty.of("ProjectName").queryable()),
 *     new CustomActionType.Artifacts(0, 5),
 *     new CustomActionType.Artifacts(0, 5),
 *     "https://jenkins.example/job/{Config:ProjectName}/")
 * }</pre>
 *
 * @param type the type
 * @param properties the keys of its configuration: at most 10, at most one of them queryable
 * @param inputs how many input artifacts its actions have
 * @param outputs how many output artifacts its actions have
 * @param entityUrl where people see what an action works on; <code>{Config:name}</code> stands for
 *     a value of the configuration that is no secret; may be empty
 */
public record CustomActionType(
    ActionType type,
    List<ConfigurationProperty> properties,
    Artifacts inputs,
    Artifacts outputs,
    String entityUrl) {
  private static final int MOST_PROPERTIES = 10;
  private static final int MOST_ARTIFACTS = 5;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{Config:([^}]*)\\}");

  /**
   * How many artifacts an action has.
   *
   * @param fewest 0 to 5
   * @param most {@code fewest} to 5
   */
  public record Artifacts(int fewest, int most) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it leaves 0 to 5
     */
    public Artifacts {
      if (fewest < 0 || most > MOST_ARTIFACTS || fewest > most) {
        throw new IllegalArgumentException(
            fewest + " to " + most + " artifacts; allowed: within 0 to " + MOST_ARTIFACTS);
      }
    }

    private void check(String what, int count, List<String> faults) {
      if (count < fewest || count > most) {
        faults.add(count + " " + what + " artifacts; allowed: " + fewest + " to " + most);
      }
    }
  }

  /**
   * Copies the list and checks it.
   *
   * @throws IllegalArgumentException if there are too many properties, two of one name, two that
   *     are queryable, or the address names one that is unknown or secret
   */
  public CustomActionType {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(inputs, "inputs");
    Objects.requireNonNull(outputs, "outputs");
    properties = List.copyOf(properties);
    if (properties.size() > MOST_PROPERTIES) {
      throw new IllegalArgumentException(
          properties.size() + " properties; allowed: 0 to " + MOST_PROPERTIES);
    }
    Set<String> names = new HashSet<>();
    Set<String> shown = new TreeSet<>();
    for (ConfigurationProperty property : properties) {
      if (!names.add(property.name())) {
        throw new IllegalArgumentException("property \"" + property.name() + "\" is there twice");
      }
      if (!property.isSecret()) {
        shown.add(property.name());
      }
    }
    if (properties.stream().filter(ConfigurationProperty::isQueryable).count() > 1) {
      throw new IllegalArgumentException("more than one property is queryable; allowed: one");
    }
    Matcher placeholder = PLACEHOLDER.matcher(entityUrl);
    while (placeholder.find()) {
      if (!shown.contains(placeholder.group(1))) {
        throw new IllegalArgumentException(
            "entityUrl: {Config:" + placeholder.group(1) + "} names none of " + shown);
      }
    }
  }

  /**
   * By which key workers may ask for jobs.
   *
   * @return the queryable property, or empty
   */
  public Optional<ConfigurationProperty> queryable() {
    return properties.stream().filter(ConfigurationProperty::isQueryable).findFirst();
  }

  /**
   * Where people see what an action works on.
   *
   * @param configuration the action's configuration
   * @return the address with the configuration's values in it
   */
  public String entityUrl(Map<String, String> configuration) {
    return PLACEHOLDER
        .matcher(entityUrl)
        .replaceAll(
            found -> Matcher.quoteReplacement(configuration.getOrDefault(found.group(1), "")));
  }

  /**
   * What is wrong with an action of this type.
   *
   * @param action its definition
   * @param configuration its configuration with all references resolved
   * @return the faults for a person; empty if workers can carry it out
   */
  public List<String> faultsOf(Action action, Map<String, String> configuration) {
    List<String> faults = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(configuration.keySet());
    for (ConfigurationProperty property : properties) {
      unknown.remove(property.name());
      String fault = property.faultOf(Optional.ofNullable(configuration.get(property.name())));
      if (fault != null) {
        faults.add(fault);
      }
    }
    unknown.forEach(key -> faults.add("configuration \"" + key + "\" is not declared"));
    inputs.check("input", action.inputArtifacts().size(), faults);
    outputs.check("output", action.outputArtifacts().size(), faults);
    return faults;
  }
}
