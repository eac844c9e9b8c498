/**
 * What a host on one machine plugs in: local processes as a {@link dev.penstock.shell.Shell}, the
 * same in a container through the {@code docker} or {@code podman} command, and sources checked out
 * by the {@code git} command.
 *
 * <p>Start at {@link dev.penstock.samples.localhost.LocalShell}, or at {@link
 * dev.penstock.samples.localhost.ContainerShell} for containers. Copy what you need: these classes
 * are a sample, not a library. They start processes and read clocks, which the libraries never do;
 * threads are those of the {@code Executor} that the caller gives.
 */
@NullMarked
package dev.penstock.samples.localhost;

import org.jspecify.annotations.NullMarked;
