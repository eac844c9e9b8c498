/**
 * The appspec: which files of a revision go where on a host, and which scripts run when.
 *
 * <p>Start at {@link dev.penstock.spec.deploy.ServerAppSpec#read}, or hand a {@link
 * dev.penstock.spec.deploy.AppSpecReader} to a deployment, which finds the file in an unpacked
 * bundle. What a file says becomes a {@link dev.penstock.revision.InstallPlan}; carrying it out is
 * the deployment's part.
 *
 * <p>All types are immutable and safe for several threads. Rules have ids that begin with {@code
 * appspec.}; times are {@link java.time.Duration}.
 */
@NullMarked
package dev.penstock.spec.deploy;

import org.jspecify.annotations.NullMarked;
