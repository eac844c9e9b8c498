package dev.penstock.deploy;

/** How far stopping a deployment is (D-400). */
public enum StopStatus {
  /** Lifecycle events that ran may finish, or users are being brought back. */
  PENDING("Pending"),
  /** The deployment has ended, and nothing runs any more. */
  SUCCEEDED("Succeeded");

  private final String text;

  StopStatus(String text) {
    this.text = text;
  }

  /**
   * The word that the cloud service uses.
   *
   * @return such as {@code Pending}
   */
  public String text() {
    return text;
  }
}
