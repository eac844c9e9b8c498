/**
 * The appspec: what a deployment does with a revision, on hosts, in ECS or with Lambda.
 *
 * <p>Start at {@link dev.penstock.spec.deploy.AppSpec#read}, which tells the platform from the
 * file; {@link dev.penstock.spec.deploy.AppSpec#toYaml} writes what it read. For hosts, hand an
 * {@link dev.penstock.spec.deploy.AppSpecReader} to a deployment, which finds the file in an
 * unpacked bundle: what it says becomes a {@link dev.penstock.revision.InstallPlan}, and carrying
 * that out is the deployment's part. How ECS and Lambda carry theirs out is the host's.
 *
 * <p>Scalars mean here what they mean to the service's agent, octal numbers and minutes of 60
 * seconds included; what surprises is a warning. Where the service, its agent and its documentation
 * differ, the {@link dev.penstock.spec.ConformanceMode} decides.
 *
 * <p>All types are immutable and safe for several threads. Rules have ids that begin with {@code
 * appspec.}; times are {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.spec.deploy;

import org.jspecify.annotations.NullMarked;
