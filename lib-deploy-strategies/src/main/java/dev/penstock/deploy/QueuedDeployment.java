package dev.penstock.deploy;

/**
 * A deployment that was asked for and has not begun, as events keep it.
 *
 * @param id its id
 * @param revision what it installs
 * @param options in what it differs from its group
 */
record QueuedDeployment(String id, RecordedRevision revision, DeploymentOptions options) {}
