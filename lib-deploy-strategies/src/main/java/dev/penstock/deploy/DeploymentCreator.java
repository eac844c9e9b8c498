package dev.penstock.deploy;

/** Who asked for a deployment (D-394). */
public enum DeploymentCreator {
  /** The host, for a person or a pipeline. */
  USER("user"),
  /** The group itself, to bring back the last known good revision (D-357). */
  ROLLBACK("codeDeployRollback");

  private final String text;

  DeploymentCreator(String text) {
    this.text = text;
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code codeDeployRollback}
   */
  public String text() {
    return text;
  }
}
