package dev.penstock.deploy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the steps that a deployment takes on a target. Which of them run, and in which order, is
 * said by {@link DeploymentPlatform}.
 */
public enum LifecycleEvent {
  /** Begins what is shown of a deployment; nothing runs (D-167). */
  START("Start"),
  /** Runs before an instance leaves the load balancer. */
  BEFORE_BLOCK_TRAFFIC("BeforeBlockTraffic"),
  /** Takes an instance out of the load balancer. Not scriptable. */
  BLOCK_TRAFFIC("BlockTraffic"),
  /** Runs once an instance has left the load balancer. */
  AFTER_BLOCK_TRAFFIC("AfterBlockTraffic"),
  /** Stops what runs, with the scripts of the revision that was installed before. */
  APPLICATION_STOP("ApplicationStop"),
  /** Brings the revision's bundle onto the instance. Not scriptable. */
  DOWNLOAD_BUNDLE("DownloadBundle"),
  /** Prepares the installation. */
  BEFORE_INSTALL("BeforeInstall"),
  /**
   * Copies the revision's files to their places, or creates the replacement task set. Not
   * scriptable.
   */
  INSTALL("Install"),
  /** Configures what was installed. */
  AFTER_INSTALL("AfterInstall"),
  /** Starts the application. */
  APPLICATION_START("ApplicationStart"),
  /** Checks that the application works, before it gets traffic (D-170). */
  VALIDATE_SERVICE("ValidateService"),
  /** Points the test listener at the replacement task set. Not scriptable (D-473). */
  ALLOW_TEST_TRAFFIC("AllowTestTraffic"),
  /** Checks the replacement task set by its test listener. */
  AFTER_ALLOW_TEST_TRAFFIC("AfterAllowTestTraffic"),
  /** Runs before the new revision gets traffic. */
  BEFORE_ALLOW_TRAFFIC("BeforeAllowTraffic"),
  /** Brings the traffic to the new revision. Not scriptable. */
  ALLOW_TRAFFIC("AllowTraffic"),
  /** Runs once all traffic has moved. */
  AFTER_ALLOW_TRAFFIC("AfterAllowTraffic"),
  /** Ends what is shown of a deployment; nothing runs (D-167). */
  END("End");

  /** The events of an instance that no load balancer stands before, in their order (D-160). */
  public static final List<LifecycleEvent> IN_PLACE =
      List.copyOf(EnumSet.range(APPLICATION_STOP, VALIDATE_SERVICE));

  private static final Set<LifecycleEvent> RESERVED =
      EnumSet.of(
          START, BLOCK_TRAFFIC, DOWNLOAD_BUNDLE, INSTALL, ALLOW_TEST_TRAFFIC, ALLOW_TRAFFIC, END);

  private final String text;

  LifecycleEvent(String text) {
    this.text = text;
  }

  /** The event of that name, or null if there is none. */
  static @Nullable LifecycleEvent ofText(String text) {
    for (LifecycleEvent event : values()) {
      if (event.text.equals(text)) {
        return event;
      }
    }
    return null;
  }

  /**
   * The event's name as install plans write it.
   *
   * @return such as {@code ApplicationStop}
   */
  public String text() {
    return text;
  }

  /**
   * Whether scripts or functions may hook in; the other events are the host's own work.
   *
   * @return false for {@link #START}, {@link #BLOCK_TRAFFIC}, {@link #DOWNLOAD_BUNDLE}, {@link
   *     #INSTALL}, {@link #ALLOW_TEST_TRAFFIC}, {@link #ALLOW_TRAFFIC} and {@link #END}
   */
  public boolean isScriptable() {
    return !RESERVED.contains(this);
  }

  /**
   * Whether the event is only shown, and never run (D-167).
   *
   * @return true for {@link #START} and {@link #END}
   */
  public boolean isDisplayOnly() {
    return this == START || this == END;
  }

  /**
   * Whether an instance runs the event only if it stands behind a load balancer (D-169).
   *
   * @return true for the three block-traffic and the three allow-traffic events
   */
  public boolean needsLoadBalancer() {
    return switch (this) {
      case BEFORE_BLOCK_TRAFFIC,
          BLOCK_TRAFFIC,
          AFTER_BLOCK_TRAFFIC,
          BEFORE_ALLOW_TRAFFIC,
          ALLOW_TRAFFIC,
          AFTER_ALLOW_TRAFFIC ->
          true;
      default -> false;
    };
  }

  /**
   * Which revision's scripts an instance runs for the event.
   *
   * @param isReroutingBack whether a blue/green deployment is bringing the traffic back
   * @return whose scripts
   */
  public RevisionSource revisionSource(boolean isReroutingBack) {
    return switch (this) {
      case BEFORE_BLOCK_TRAFFIC, AFTER_BLOCK_TRAFFIC ->
          isReroutingBack ? RevisionSource.LAST_DOWNLOADED : RevisionSource.LAST_INSTALLED;
      case APPLICATION_STOP -> RevisionSource.LAST_INSTALLED;
      case BEFORE_ALLOW_TRAFFIC, AFTER_ALLOW_TRAFFIC ->
          isReroutingBack ? RevisionSource.LAST_INSTALLED : RevisionSource.CURRENT;
      default -> RevisionSource.CURRENT;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
