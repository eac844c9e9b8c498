package dev.penstock.deploy;

/** Which of the two environments of a blue/green deployment a target belongs to (D-393). */
public enum FleetLabel {
  /** The original environment, which serves when the deployment begins. */
  BLUE("Blue"),
  /** The replacement environment, which receives the revision. */
  GREEN("Green");

  private final String text;

  FleetLabel(String text) {
    this.text = text;
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code Blue}
   */
  public String text() {
    return text;
  }
}
