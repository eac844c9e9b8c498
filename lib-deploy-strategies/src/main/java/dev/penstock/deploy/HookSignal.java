package dev.penstock.deploy;

import java.util.Objects;

/**
 * What a group says of an instance that is held.
 *
 * @param group the group's name
 * @param instance the instance's id
 * @param isLaunch whether the instance was launched; false if it is about to be ended
 * @param kind what is said
 */
public record HookSignal(String group, String instance, boolean isLaunch, Kind kind) {

  /** What can be said of an instance that is held. */
  public enum Kind {
    /** Its deployment still goes on: hold it longer. Sent every five minutes. */
    HEARTBEAT,
    /** Go on: let it serve, or end it. */
    CONTINUE,
    /** It could not be deployed to: end it, and launch another one. Never of one that ends. */
    ABANDON
  }

  /** All parts are required. */
  public HookSignal {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(kind, "kind");
  }
}
