package dev.penstock.deploy.fleet;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defines a {@link FleetSelection}. Confined to one thread.
 *
 * @see FleetSelection#builder()
 */
public final class FleetSelectionBuilder {
  private static final int LONGEST_NAME = 255;

  private final Tags tags = new Tags("tags", "tagSets");
  private final Tags onPremisesTags = new Tags("onPremisesTags", "onPremisesTagSets");
  private final List<String> autoScalingGroups = new ArrayList<>();
  private @Nullable FleetLimits limits;

  FleetSelectionBuilder() {}

  /** Filters of one kind of instances, either plain or in sets. */
  private record Tags(
      String path, String setsPath, List<TagFilter> plain, List<List<TagFilter>> sets) {

    Tags(String path, String setsPath) {
      this(path, setsPath, new ArrayList<>(), new ArrayList<>());
    }

    List<List<TagFilter>> all() {
      return plain.isEmpty() ? sets : List.of(List.copyOf(plain));
    }
  }

  /**
   * Adds filters of the cloud's instances, of which one must match (D-352). Excludes {@link
   * #tagSet}.
   *
   * @param filters the filters
   * @return this builder
   */
  public FleetSelectionBuilder tags(TagFilter... filters) {
    tags.plain.addAll(List.of(filters));
    return this;
  }

  /**
   * Adds a set of filters of the cloud's instances; of each set one filter must match (D-352).
   * Excludes {@link #tags}.
   *
   * @param filters at least one
   * @return this builder
   */
  public FleetSelectionBuilder tagSet(TagFilter... filters) {
    tags.sets.add(List.of(filters));
    return this;
  }

  /**
   * Adds filters of registered machines, of which one must match (D-352). Excludes {@link
   * #onPremisesTagSet}.
   *
   * @param filters the filters
   * @return this builder
   */
  public FleetSelectionBuilder onPremisesTags(TagFilter... filters) {
    onPremisesTags.plain.addAll(List.of(filters));
    return this;
  }

  /**
   * Adds a set of filters of registered machines; of each set one filter must match (D-352).
   * Excludes {@link #onPremisesTags}.
   *
   * @param filters at least one
   * @return this builder
   */
  public FleetSelectionBuilder onPremisesTagSet(TagFilter... filters) {
    onPremisesTags.sets.add(List.of(filters));
    return this;
  }

  /**
   * Adds all instances of Auto Scaling groups (D-350).
   *
   * @param names the groups' names, distinct, 1 to 255 characters each
   * @return this builder
   */
  public FleetSelectionBuilder autoScalingGroups(String... names) {
    autoScalingGroups.addAll(List.of(names));
    return this;
  }

  /**
   * Sets how much the selection may hold.
   *
   * @param value the limits; {@link FleetLimits#OPEN} unless set
   * @return this builder
   * @throws IllegalStateException if limits were set before
   */
  public FleetSelectionBuilder limits(FleetLimits value) {
    if (limits != null) {
      throw new IllegalStateException("limits was set before, to " + limits);
    }
    limits = Objects.requireNonNull(value, "limits");
    return this;
  }

  /**
   * Checks the selection.
   *
   * @return the selection
   * @throws InvalidDefinitionException if rules are broken; it holds all faults
   */
  public FleetSelection build() {
    FleetLimits within = limits == null ? FleetLimits.OPEN : limits;
    List<Diagnostic> faults = new ArrayList<>();
    check(tags, within, faults);
    check(onPremisesTags, within, faults);
    checkGroups(within, faults);
    if (tags.all().isEmpty() && onPremisesTags.all().isEmpty() && autoScalingGroups.isEmpty()) {
      faults.add(
          Diagnostic.error(
              "fleet.empty", "tags", "nothing selects instances", "tags or Auto Scaling groups"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("fleet selection", faults);
    }
    return new FleetSelection(tags.all(), onPremisesTags.all(), autoScalingGroups);
  }

  private static void check(Tags tags, FleetLimits limits, List<Diagnostic> faults) {
    if (!tags.plain.isEmpty() && !tags.sets.isEmpty()) {
      String found = "there are filters and sets of filters";
      faults.add(Diagnostic.error("fleet.tags", tags.path, found, "one or the other"));
    }
    checkCount(tags.path, tags.plain.size(), limits.tagsPerGroup(), "filters", faults);
    checkCount(tags.setsPath, tags.sets.size(), limits.tagGroups(), "sets", faults);
    for (int i = 0; i < tags.sets.size(); i++) {
      String path = tags.setsPath + "[" + i + "]";
      int size = tags.sets.get(i).size();
      if (size == 0) {
        faults.add(Diagnostic.error("fleet.tag-set", path, "there are no filters", "at least one"));
      }
      checkCount(path, size, limits.tagsPerGroup(), "filters", faults);
    }
  }

  private void checkGroups(FleetLimits limits, List<Diagnostic> faults) {
    checkCount(
        "autoScalingGroups",
        autoScalingGroups.size(),
        limits.autoScalingGroups(),
        "groups",
        faults);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < autoScalingGroups.size(); i++) {
      String name = autoScalingGroups.get(i);
      String path = "autoScalingGroups[" + i + "]";
      if (name.isBlank() || name.length() > LONGEST_NAME) {
        String found = "a name of " + name.length() + " characters";
        String allowed = "1 to " + LONGEST_NAME + " characters, not all blank";
        faults.add(Diagnostic.error("fleet.group-name", path, found, allowed));
      } else if (!names.add(name)) {
        String found = "\"" + name + "\" is there twice";
        faults.add(Diagnostic.error("fleet.group-name", path, found, ""));
      }
    }
  }

  private static void checkCount(
      String path, int count, int most, String what, List<Diagnostic> faults) {
    if (count > most) {
      String found = "there are " + count + " " + what;
      faults.add(Diagnostic.error("fleet.limit", path, found, "at most " + most));
    }
  }
}
