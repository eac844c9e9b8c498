/**
 * The pull side of a deployment: agents fetch lifecycle events, bring bundles onto their instances,
 * install files and run scripts.
 *
 * <p>Start at {@link dev.penstock.deploy.agent.InstanceAgent}, which carries events out on
 * instances that have root directories of their own. Then there are two ways. Within one process a
 * deployment engine calls it directly. Or the engine puts its events into a {@link
 * dev.penstock.deploy.agent.CommandQueue}, and a {@link dev.penstock.deploy.agent.PollingAgent} for
 * each instance asks for them: a host that runs agents on other machines puts a wire in between,
 * for which {@link dev.penstock.deploy.agent.AgentMessageCodec} writes the messages. A {@link
 * dev.penstock.deploy.agent.LocalDeployment} needs no engine at all.
 *
 * <p>The host gives where bundles come from, who finds an install plan in them, who runs programs,
 * and what wakes. The agent keeps its notes in the directory {@code .penstock} of each instance's
 * root. With them it goes on after a kill at any moment: bundles appear whole or not at all, an
 * installation that was cut short is taken back and made again, and what was reported once is not
 * done again. A loss of power may take the last lines of the cleanup list with it; files that it
 * does not name are then conflicts of the next installation, and reported as such.
 *
 * <p>Whatever a bundle or an install plan says, nothing is read outside the bundle or written
 * outside the instance's root, also not through symbolic links. Scripts are the host's users': how
 * far they may be repeated is up to them. Where the service's agent, its documentation and common
 * sense differ, {@link dev.penstock.deploy.agent.AgentConformance} decides.
 *
 * <p>Values are immutable. Agents and queues are safe for several threads and start none. Times are
 * {@link java.time.Duration}, sizes are bytes.
 */
@NullMarked
package dev.penstock.deploy.agent;

import org.jspecify.annotations.NullMarked;
