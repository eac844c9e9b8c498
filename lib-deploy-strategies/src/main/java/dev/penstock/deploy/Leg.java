package dev.penstock.deploy;

import static dev.penstock.deploy.LifecycleEvent.AFTER_ALLOW_TEST_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.AFTER_ALLOW_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.AFTER_BLOCK_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.AFTER_INSTALL;
import static dev.penstock.deploy.LifecycleEvent.ALLOW_TEST_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.ALLOW_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.APPLICATION_STOP;
import static dev.penstock.deploy.LifecycleEvent.BEFORE_ALLOW_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.BEFORE_BLOCK_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.BEFORE_INSTALL;
import static dev.penstock.deploy.LifecycleEvent.BLOCK_TRAFFIC;
import static dev.penstock.deploy.LifecycleEvent.INSTALL;
import static dev.penstock.deploy.LifecycleEvent.IN_PLACE;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a deployment's way in which targets run lifecycle events one after the other. The names
 * are part of the journal's format.
 */
enum Leg {
  /** The revision is brought onto the targets. */
  INSTALLING,
  /** The replacement instances begin to serve. */
  ADMITTING,
  /** The original instances cease to serve. */
  RELEASING,
  /** What is done before the traffic is shifted. */
  BEFORE_SHIFT,
  /** What is done once the traffic has been shifted. */
  AFTER_SHIFT,
  /** On the way back: the original instances serve again. */
  READMITTING,
  /** On the way back: the replacement instances cease to serve. */
  DISMISSING,
  /** Instances are going to be taken away (D-173). */
  RETIRING,
  /** Instances have been launched, and begin to serve (D-362). */
  JOINING;

  static final List<LifecycleEvent> BLOCKING =
      List.of(BEFORE_BLOCK_TRAFFIC, BLOCK_TRAFFIC, AFTER_BLOCK_TRAFFIC);
  static final List<LifecycleEvent> ALLOWING =
      List.of(BEFORE_ALLOW_TRAFFIC, ALLOW_TRAFFIC, AFTER_ALLOW_TRAFFIC);
  private static final List<LifecycleEvent> TASK_SET =
      List.of(BEFORE_INSTALL, INSTALL, AFTER_INSTALL, ALLOW_TEST_TRAFFIC, AFTER_ALLOW_TEST_TRAFFIC);

  /** The events that a target runs, in their order. */
  List<LifecycleEvent> events(DeploymentPlatform platform) {
    return switch (this) {
      case INSTALLING ->
          switch (platform) {
            case SERVER_IN_PLACE, SERVER_SIDES, SERVER_BLUE_GREEN -> IN_PLACE;
            case SERVER_BALANCED -> joined(BLOCKING, IN_PLACE, ALLOWING);
            case ECS_BLUE_GREEN -> TASK_SET;
            case LAMBDA_ALIAS -> List.of();
          };
      case ADMITTING, READMITTING -> ALLOWING;
      case RELEASING, DISMISSING -> BLOCKING;
      case BEFORE_SHIFT -> List.of(BEFORE_ALLOW_TRAFFIC);
      case AFTER_SHIFT -> List.of(AFTER_ALLOW_TRAFFIC);
      case JOINING ->
          platform == DeploymentPlatform.SERVER_BALANCED
              ? joined(LifecycleEvent.IN_PLACE, ALLOWING)
              : LifecycleEvent.IN_PLACE;
      case RETIRING ->
          platform == DeploymentPlatform.SERVER_BALANCED
                  || platform == DeploymentPlatform.SERVER_BLUE_GREEN
              ? joined(BLOCKING, List.of(APPLICATION_STOP))
              : List.of(APPLICATION_STOP);
    };
  }

  /** Whether it brings users back to the original instances. */
  boolean isWayBack() {
    return this == READMITTING || this == DISMISSING;
  }

  /** Whether its targets are the original ones. */
  boolean isOfOriginals() {
    return this == RELEASING || this == READMITTING;
  }

  @SafeVarargs
  static List<LifecycleEvent> joined(List<LifecycleEvent>... parts) {
    List<LifecycleEvent> all = new ArrayList<>();
    for (List<LifecycleEvent> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }
}
