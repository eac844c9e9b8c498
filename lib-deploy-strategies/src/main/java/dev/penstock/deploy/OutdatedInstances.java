package dev.penstock.deploy;

/**
 * What becomes of instances that were launched with the old revision while a deployment was under
 * way (D-361).
 */
public enum OutdatedInstances {
  /** Once it has succeeded, a deployment of its own brings them up to date. */
  UPDATE,
  /** They keep the old revision. */
  IGNORE
}
