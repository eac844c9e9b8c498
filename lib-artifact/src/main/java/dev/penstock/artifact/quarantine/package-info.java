/**
 * Rules about which versions readers get: a firewall between packages and those who install them.
 *
 * <p>Start at {@link dev.penstock.artifact.quarantine.VersionRules}, and give the filter to the
 * domain's builder. Rules are pure: the same version at the same time gets the same verdict, in
 * lists and on direct download. What is known about vulnerabilities belongs to the host, which can
 * write a {@link dev.penstock.artifact.VersionFilter} of its own.
 *
 * <p>All types are immutable and safe for several threads, but for the builder.
 */
@NullMarked
package dev.penstock.artifact.quarantine;

import org.jspecify.annotations.NullMarked;
