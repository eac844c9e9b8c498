package dev.penstock.deploy.agent;

/** How a deployment reaches users, as far as an agent has to know. */
public enum DeploymentStyle {
  /** The instances that serve get the new revision. */
  IN_PLACE,
  /** Other instances get it, and then the traffic. */
  BLUE_GREEN
}
