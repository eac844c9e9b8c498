package dev.penstock.deploy;

import java.util.List;

/** One of the steps that a deployment takes on an instance, in the order of {@link #IN_PLACE}. */
public enum LifecycleEvent {
  /** Stops what runs, with the scripts of the revision that was installed before. */
  APPLICATION_STOP("ApplicationStop"),
  /** Brings the revision's bundle onto the instance. Not scriptable. */
  DOWNLOAD_BUNDLE("DownloadBundle"),
  /** Prepares the installation. */
  BEFORE_INSTALL("BeforeInstall"),
  /** Copies the revision's files to their places. Not scriptable. */
  INSTALL("Install"),
  /** Configures what was installed. */
  AFTER_INSTALL("AfterInstall"),
  /** Starts the application. */
  APPLICATION_START("ApplicationStart"),
  /** Checks that the application works. */
  VALIDATE_SERVICE("ValidateService");

  /** All events in the order in which an instance runs them (D-160). */
  public static final List<LifecycleEvent> IN_PLACE = List.of(values());

  private final String text;

  LifecycleEvent(String text) {
    this.text = text;
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
   * Whether scripts may hook in; the other events are the runner's own work.
   *
   * @return false for {@link #DOWNLOAD_BUNDLE} and {@link #INSTALL}
   */
  public boolean isScriptable() {
    return this != DOWNLOAD_BUNDLE && this != INSTALL;
  }

  @Override
  public String toString() {
    return text;
  }
}
