package dev.penstock.deploy;

/** What a deployment's targets are (D-393). */
public enum TargetType {
  /** An instance: a server of any kind. */
  INSTANCE("InstanceTarget"),
  /** A function whose alias moves from one version to another. */
  LAMBDA("LambdaTarget"),
  /** A service whose task sets replace each other. */
  ECS("ECSTarget"),
  /** Resources of a stack; known, so that what others report can be read, and never deployed to. */
  CLOUD_FORMATION("CloudFormationTarget");

  private final String text;

  TargetType(String text) {
    this.text = text;
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code InstanceTarget}
   */
  public String text() {
    return text;
  }
}
