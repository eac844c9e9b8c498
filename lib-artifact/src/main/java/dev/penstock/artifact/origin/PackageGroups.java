package dev.penstock.artifact.origin;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.origin.Restriction.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The package groups of a domain as one value: a tree by what their patterns cover (A-115).
 *
 * <pre>{@code
 * PackageGroups groups =
 *     PackageGroups.ALLOWING
 *         .with(PackageGroup.of(PackagePattern.parse("/npm/acme/*"))
 *             .with(OriginType.EXTERNAL_UPSTREAM, Restriction.of(Restriction.Mode.BLOCK)));
 * groups.associated(coordinates); // the one group that decides about a package
 * }</pre>
 *
 * <p>Immutable. Looking a package up costs by the length of its names, not by the number of groups.
 */
public final class PackageGroups {

  /** Only the root group, which allows everything. */
  public static final PackageGroups ALLOWING =
      new PackageGroups(List.of(PackageGroup.of(PackagePattern.ROOT)));

  private final SortedMap<PackagePattern, PackageGroup> groups = new TreeMap<>();
  private final Map<PatternKey, PackagePattern> byKey = new HashMap<>();
  private final Map<PatternKey, PackagePattern> byLook = new HashMap<>();

  private PackageGroups(Iterable<PackageGroup> all) {
    for (PackageGroup group : all) {
      groups.put(group.pattern(), group);
    }
    for (PackagePattern pattern : groups.keySet()) {
      byKey.put(pattern.key(), pattern);
      byLook.putIfAbsent(pattern.key().folded(), pattern);
    }
  }

  /**
   * All groups, in the order of their patterns' texts.
   *
   * @return the groups; the root is among them
   */
  public List<PackageGroup> all() {
    return List.copyOf(groups.values());
  }

  /**
   * The groups whose pattern's text begins with some text (A-129).
   *
   * @param prefix the text, such as {@code /npm/}
   * @return the groups, in the order of their patterns' texts
   */
  public List<PackageGroup> startingWith(String prefix) {
    return groups.values().stream()
        .filter(group -> group.pattern().toString().startsWith(prefix))
        .toList();
  }

  /**
   * A group.
   *
   * @param pattern its pattern
   * @return the group, or empty if there is none of exactly this pattern
   */
  public Optional<PackageGroup> group(PackagePattern pattern) {
    return Optional.ofNullable(groups.get(pattern));
  }

  /**
   * With one more group, or another in the place of the one of the same pattern.
   *
   * @param group the group
   * @return a copy
   */
  public PackageGroups with(PackageGroup group) {
    return withAll(List.of(group));
  }

  PackageGroups withAll(List<PackageGroup> more) {
    List<PackageGroup> next = new ArrayList<>(groups.values());
    next.addAll(more);
    return new PackageGroups(next);
  }

  /**
   * Without a group: groups below it come under the next wider one (A-128).
   *
   * @param pattern not the root (A-115)
   * @return a copy
   * @throws IllegalArgumentException for the root
   */
  public PackageGroups without(PackagePattern pattern) {
    if (pattern.equals(PackagePattern.ROOT)) {
      throw new IllegalArgumentException(
          "the root group " + pattern + " cannot be deleted; allowed: every other group");
    }
    return new PackageGroups(
        groups.values().stream().filter(group -> !group.pattern().equals(pattern)).toList());
  }

  /**
   * The next wider group: the most specific of those that cover all packages of a pattern, and more
   * (A-115).
   *
   * @param pattern of a group, or one that is no group yet
   * @return the group's pattern; empty for the root
   */
  public Optional<PackagePattern> parent(PackagePattern pattern) {
    return first(pattern.key().wider(), byKey).map(byKey::get);
  }

  /**
   * The groups right below a group (A-129).
   *
   * @param pattern the group's pattern
   * @return the groups, in the order of their patterns' texts
   */
  public List<PackageGroup> children(PackagePattern pattern) {
    return groups.values().stream()
        .filter(group -> parent(group.pattern()).equals(Optional.of(pattern)))
        .toList();
  }

  /**
   * The one group that a package belongs to: that of the most specific pattern (A-116), also if the
   * package only looks as if it matched (A-118), and also if there is no such package (A-120).
   *
   * @param coordinates the package
   * @return the group and how the package matches
   */
  public Association associated(PackageCoordinates coordinates) {
    String format = coordinates.format().id();
    String namespace = coordinates.namespace();
    String name = coordinates.name();
    PatternKey strong = require(first(PatternKey.matching(format, namespace, name), byKey));
    PatternKey weak =
        require(
            first(
                PatternKey.matching(format, Folding.fold(namespace), Folding.fold(name)), byLook));
    return weak.isNarrowerThan(strong.folded())
        ? new Association(require(Optional.ofNullable(byLook.get(weak))), Association.Strength.WEAK)
        : new Association(
            require(Optional.ofNullable(byKey.get(strong))), Association.Strength.STRONG);
  }

  private static Optional<PatternKey> first(
      List<PatternKey> keys, Map<PatternKey, PackagePattern> known) {
    return keys.stream().filter(known::containsKey).findFirst();
  }

  /** The root matches everything. */
  private static <T> T require(Optional<T> found) {
    return found.orElseThrow(() -> new IllegalStateException("no root group"));
  }

  /**
   * What a restriction of a group comes to (A-122, A-123).
   *
   * @param pattern the group's pattern
   * @param type of which way
   * @return the restriction, with what it inherits
   * @throws IllegalArgumentException if there is no such group
   */
  public EffectiveRestriction effective(PackagePattern pattern, OriginType type) {
    @Nullable PackageGroup group = groups.get(pattern);
    if (group == null) {
      throw new IllegalArgumentException(
          "no package group " + pattern + "; the groups are " + groups.keySet());
    }
    Restriction own = group.restriction(type);
    PackagePattern from = pattern;
    Restriction found = own;
    while (found.mode() == Mode.INHERIT) {
      from = require(parent(from));
      found = require(Optional.ofNullable(groups.get(from))).restriction(type);
    }
    return new EffectiveRestriction(
        own.mode(),
        found.mode(),
        from.equals(pattern) ? Optional.empty() : Optional.of(from),
        found.mode() == Mode.ALLOW_SPECIFIC_REPOSITORIES
            ? found.repositories()
            : Collections.unmodifiableSortedSet(new TreeSet<>()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackageGroups that && groups.equals(that.groups);
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }

  /** The patterns of all groups. */
  @Override
  public String toString() {
    return groups.keySet().toString();
  }
}
