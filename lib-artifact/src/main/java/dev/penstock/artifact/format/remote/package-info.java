/**
 * Servers of packages elsewhere, over the host's own HTTP client: what the sources of several
 * formats have in common.
 */
@NullMarked
package dev.penstock.artifact.format.remote;

import org.jspecify.annotations.NullMarked;
