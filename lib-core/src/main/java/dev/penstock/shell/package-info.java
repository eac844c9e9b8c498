/**
 * Running programs: an SPI that a host implements, used by build phases and by deployment hooks.
 *
 * <p>The libraries start no process themselves. A host plugs in a {@link dev.penstock.shell.Shell}:
 * local processes, a container, a remote machine.
 */
@NullMarked
package dev.penstock.shell;

import org.jspecify.annotations.NullMarked;
