package dev.penstock.deploy.strategy;

/** Which rules a deployment configuration is held to. */
public enum Conformance {
  /** Those without which nothing could be deployed. */
  OPEN,
  /** Those, and what AWS CodeDeploy takes: its kinds of traffic routing in its units. */
  CODEDEPLOY
}
