package dev.penstock.deploy.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An instance as the host's inventory knows it.
 *
 * <pre>{@code
 * FleetInstance web = FleetInstance.of("i-1").withTag("role", "web").inAutoScalingGroup("web-fleet");
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param id 1 to 100 characters of {@code A-Za-z0-9._-}, the first no dot
 * @param isOnPremises whether it is a machine that was registered rather than one of the cloud's
 * @param tags its tags, values by keys, in the order of their setting; at most {@value #MOST_TAGS}
 * @param autoScalingGroup the Auto Scaling group that launched it, at most 255 characters; empty if
 *     none did
 * @param zone its availability zone, at most 255 characters; empty if it has none
 */
public record FleetInstance(
    String id,
    boolean isOnPremises,
    Map<String, String> tags,
    Optional<String> autoScalingGroup,
    Optional<String> zone) {

  /** What ids may consist of, for messages. */
  public static final String ALLOWED_ID = "1 to 100 characters of A-Za-z0-9._-, the first no dot";

  /** Most tags of one instance. */
  public static final int MOST_TAGS = 200;

  private static final int LONGEST_NAME = 255;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  /** Copies the tags; refuses what is no id, and tags and names out of range. */
  public FleetInstance {
    requireId(id);
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "instance " + id + " has " + tags.size() + " tags; allowed: at most " + MOST_TAGS);
    }
    Map<String, String> copy = new LinkedHashMap<>();
    tags.forEach(
        (key, value) -> copy.put(TagFilter.requireKey(key), TagFilter.requireValue(value)));
    tags = Collections.unmodifiableMap(copy);
    autoScalingGroup.ifPresent(name -> requireName("Auto Scaling group", name));
    zone.ifPresent(name -> requireName("zone", name));
  }

  /**
   * An instance of the cloud, without tags.
   *
   * @param id its id
   * @return the instance
   */
  public static FleetInstance of(String id) {
    return new FleetInstance(id, false, Map.of(), Optional.empty(), Optional.empty());
  }

  /**
   * A machine that was registered, without tags.
   *
   * @param id its name
   * @return the instance
   */
  public static FleetInstance onPremises(String id) {
    return new FleetInstance(id, true, Map.of(), Optional.empty(), Optional.empty());
  }

  /**
   * Whether a text can be an instance's id.
   *
   * @param text the text
   * @return true if it consists of what {@link #ALLOWED_ID} says
   */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * The same with a tag set.
   *
   * @param key 1 to 128 characters
   * @param value 0 to 256 characters
   * @return a changed copy
   */
  public FleetInstance withTag(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new FleetInstance(id, isOnPremises, more, autoScalingGroup, zone);
  }

  /**
   * The same without a tag.
   *
   * @param key the tag's key
   * @return a changed copy
   */
  public FleetInstance withoutTag(String key) {
    Map<String, String> fewer = new LinkedHashMap<>(tags);
    fewer.remove(key);
    return new FleetInstance(id, isOnPremises, fewer, autoScalingGroup, zone);
  }

  /**
   * The same in an Auto Scaling group.
   *
   * @param group the group's name
   * @return a changed copy
   */
  public FleetInstance inAutoScalingGroup(String group) {
    return new FleetInstance(id, isOnPremises, tags, Optional.of(group), zone);
  }

  /**
   * The same in an availability zone.
   *
   * @param name the zone's name
   * @return a changed copy
   */
  public FleetInstance inZone(String name) {
    return new FleetInstance(id, isOnPremises, tags, autoScalingGroup, Optional.of(name));
  }

  private static void requireName(String what, String name) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          what + " of " + name.length() + " characters; allowed: at most " + LONGEST_NAME);
    }
  }

  static String requireId(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "instance id of " + id.length() + " characters; allowed: " + ALLOWED_ID);
    }
    return id;
  }
}
