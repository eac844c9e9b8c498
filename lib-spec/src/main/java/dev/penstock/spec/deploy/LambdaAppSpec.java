package dev.penstock.spec.deploy;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Set;

/**
 * How traffic moves from one version of an AWS Lambda function to another.
 *
 * <p>Immutable. Texts may be placeholders that a release tool replaces.
 *
 * @param resource what the file calls the function; free, not blank, at most 100 characters
 * @param name the function's name; not blank
 * @param alias the alias that is moved; not blank
 * @param currentVersion the version that it points to before, at least 1
 * @param targetVersion the version that it points to afterwards, at least 1
 * @param hooks functions that validate, in order
 */
public record LambdaAppSpec(
    String resource,
    String name,
    String alias,
    TemplatedNumber currentVersion,
    TemplatedNumber targetVersion,
    List<FunctionHook> hooks)
    implements AppSpec {

  static final int LONGEST_RESOURCE = 100;

  private static final ImmutableSet<String> EVENTS =
      ImmutableSet.of("BeforeAllowTraffic", "AfterAllowTraffic");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if no file could say it: a blank text, an overlong one, a
   *     version 0, an unknown lifecycle event
   */
  public LambdaAppSpec {
    EcsAppSpec.requireText("resource", resource);
    if (resource.length() > LONGEST_RESOURCE) {
      throw new IllegalArgumentException(
          "resource has more than " + LONGEST_RESOURCE + " characters");
    }
    EcsAppSpec.requireText("name", name);
    EcsAppSpec.requireText("alias", alias);
    requireVersion("currentVersion", currentVersion);
    requireVersion("targetVersion", targetVersion);
    hooks = List.copyOf(hooks);
    EcsAppSpec.requireEvents(hooks, EVENTS);
  }

  private static void requireVersion(String what, TemplatedNumber version) {
    if (version.number().isPresent() && version.number().getAsLong() == 0) {
      throw new IllegalArgumentException(what + ": 0 is out of range; allowed: 1 or more");
    }
  }

  /**
   * The lifecycle events that can run functions.
   *
   * @return their names, in the order in which they happen
   */
  public static Set<String> events() {
    return EVENTS;
  }

  /**
   * Writes it as JSON. What is read from it equals this appspec.
   *
   * @return the text, ended by a line feed
   */
  public String toJson() {
    return AppSpecWriter.json(this);
  }
}
