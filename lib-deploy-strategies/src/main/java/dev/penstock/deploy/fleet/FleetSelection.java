package dev.penstock.deploy.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which instances belong to a deployment group: those with certain tags, and those of certain Auto
 * Scaling groups; the union of both (D-350).
 *
 * <pre>{@code
 * FleetSelection web =
 *     FleetSelection.builder()
 *         .tagSet(TagFilter.keyAndValue("env", "prod*")) // of each set one filter must match
 *         .tagSet(TagFilter.key("web"), TagFilter.key("proxy"))
 *         .autoScalingGroups("web-fleet")
 *         .build();
 * }</pre>
 *
 * <p>Filters of the cloud's instances and of registered machines are apart: neither matches the
 * other kind. Immutable.
 */
public final class FleetSelection {
  private final List<List<TagFilter>> tagSets;
  private final List<List<TagFilter>> onPremisesTagSets;
  private final List<String> autoScalingGroups;

  FleetSelection(
      List<List<TagFilter>> tagSets,
      List<List<TagFilter>> onPremisesTagSets,
      List<String> autoScalingGroups) {
    this.tagSets = List.copyOf(tagSets);
    this.onPremisesTagSets = List.copyOf(onPremisesTagSets);
    this.autoScalingGroups = List.copyOf(autoScalingGroups);
  }

  /**
   * Starts a selection.
   *
   * @return a builder
   */
  public static FleetSelectionBuilder builder() {
    return new FleetSelectionBuilder();
  }

  /**
   * Instances with any of some tags.
   *
   * @param filters one or more
   * @return the selection
   */
  public static FleetSelection tags(TagFilter... filters) {
    return builder().tags(filters).build();
  }

  /**
   * The filters of the cloud's instances: each set must have one that matches.
   *
   * @return the sets; plain filters are one set; empty if tags select none
   */
  public List<List<TagFilter>> tagSets() {
    return tagSets;
  }

  /**
   * The filters of registered machines: each set must have one that matches.
   *
   * @return the sets; plain filters are one set; empty if none are selected
   */
  public List<List<TagFilter>> onPremisesTagSets() {
    return onPremisesTagSets;
  }

  /**
   * The Auto Scaling groups all of whose instances belong.
   *
   * @return their names, perhaps none
   */
  public List<String> autoScalingGroups() {
    return autoScalingGroups;
  }

  /**
   * Whether an instance belongs.
   *
   * @param instance the instance
   * @return true if its tags or its Auto Scaling group say so
   */
  public boolean matches(FleetInstance instance) {
    if (instance.isOnPremises()) {
      return fits(onPremisesTagSets, instance.tags());
    }
    return fits(tagSets, instance.tags())
        || instance.autoScalingGroup().filter(autoScalingGroups::contains).isPresent();
  }

  /**
   * The instances that belong.
   *
   * @param instances any
   * @return those that belong, in the same order, each id once
   */
  public List<FleetInstance> select(List<FleetInstance> instances) {
    Map<String, FleetInstance> selected = new LinkedHashMap<>();
    for (FleetInstance instance : instances) {
      if (matches(instance)) {
        selected.putIfAbsent(instance.id(), instance);
      }
    }
    return List.copyOf(selected.values());
  }

  private static boolean fits(List<List<TagFilter>> sets, Map<String, String> tags) {
    return !sets.isEmpty()
        && sets.stream().allMatch(set -> set.stream().anyMatch(filter -> filter.matches(tags)));
  }

  @Override
  public String toString() {
    return "FleetSelection[tags "
        + text(tagSets)
        + ", on-premises tags "
        + text(onPremisesTagSets)
        + ", Auto Scaling groups "
        + autoScalingGroups
        + "]";
  }

  private static String text(List<List<TagFilter>> sets) {
    return sets.stream().map(List::toString).collect(Collectors.joining(" and ", "{", "}"));
  }
}
