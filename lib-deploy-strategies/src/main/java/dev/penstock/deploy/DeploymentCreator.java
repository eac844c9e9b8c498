package dev.penstock.deploy;

/** Who asked for a deployment (D-394). */
public enum DeploymentCreator {
  /** The host, for a person or a pipeline. */
  USER("user"),
  /** The group itself, to bring back the last known good revision (D-357). */
  ROLLBACK("codeDeployRollback"),
  /** The group itself, for an instance that an Auto Scaling group launched (D-362). */
  AUTO_SCALING("autoscaling"),
  /** The group itself, for an instance that an Auto Scaling group is about to end (D-173). */
  AUTO_SCALING_TERMINATION("autoscalingTermination"),
  /** The group itself, for instances that joined while a deployment was under way (D-361). */
  AUTO_UPDATE("CodeDeployAutoUpdate"),
  /** The host, for the service's own ends. */
  CODE_DEPLOY("CodeDeploy"),
  /** The host, for a stack that is brought up to date. */
  CLOUD_FORMATION("CloudFormation"),
  /** The host, for a stack that is rolled back. */
  CLOUD_FORMATION_ROLLBACK("CloudFormationRollback");

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

  /**
   * Whether the group itself asked, rather than its host.
   *
   * @return true for rollbacks and for what joins, leaves or was left behind
   */
  public boolean isAutomatic() {
    return switch (this) {
      case ROLLBACK, AUTO_SCALING, AUTO_SCALING_TERMINATION, AUTO_UPDATE -> true;
      case USER, CODE_DEPLOY, CLOUD_FORMATION, CLOUD_FORMATION_ROLLBACK -> false;
    };
  }

  /** Whether it is about one instance and runs beside the group's deployment. */
  boolean isOfOneInstance() {
    return this == AUTO_SCALING || this == AUTO_SCALING_TERMINATION;
  }
}
