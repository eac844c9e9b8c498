package dev.penstock.deploy.strategy;

/** What a deployment configuration, and an application, is for. */
public enum ComputePlatform {
  /** Instances and machines. */
  SERVER("Server"),
  /** Functions. */
  LAMBDA("Lambda"),
  /** Services of containers. */
  ECS("ECS");

  private final String text;

  ComputePlatform(String text) {
    this.text = text;
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code Server}
   */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
