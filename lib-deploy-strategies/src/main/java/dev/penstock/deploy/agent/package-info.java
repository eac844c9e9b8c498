/**
 * The pull side of a deployment, within the host's own process: bundles are downloaded, files
 * installed and scripts run on instances that have root directories of their own.
 *
 * <p>Start at {@link dev.penstock.deploy.agent.InstanceAgent}. The host gives where bundles come
 * from, who finds an install plan in them, who runs programs, and what wakes; the agent keeps its
 * notes in the directory {@code .penstock} of each instance's root.
 *
 * <p>Whatever an install plan says, nothing is read outside the bundle or written outside the
 * instance's root, also not through symbolic links. Every event may be repeated after a kill.
 * Scripts are the host's users': how far they may be repeated is up to them.
 */
@NullMarked
package dev.penstock.deploy.agent;

import org.jspecify.annotations.NullMarked;
