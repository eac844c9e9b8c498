package dev.penstock.pipeline;

/** Why an action failed, by the service's kinds (P-909). */
public enum FailureType {
  /** The work itself failed: a test, a build. */
  JOB_FAILED("JobFailed"),
  /** The action's configuration cannot be carried out. */
  CONFIGURATION_ERROR("ConfigurationError"),
  /** Whoever did the work lacks a permission. */
  PERMISSION_ERROR("PermissionError"),
  /** The revision is not the one that was expected. */
  REVISION_OUT_OF_SYNC("RevisionOutOfSync"),
  /** The revision is not there. */
  REVISION_UNAVAILABLE("RevisionUnavailable"),
  /** A system that the work needs is down. */
  SYSTEM_UNAVAILABLE("SystemUnavailable");

  private final String serviceName;

  FailureType(String serviceName) {
    this.serviceName = serviceName;
  }

  /**
   * What the service calls it.
   *
   * @return such as {@code JobFailed}
   */
  public String serviceName() {
    return serviceName;
  }
}
