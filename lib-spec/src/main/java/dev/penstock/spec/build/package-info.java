/**
 * The buildspec: how a project is built, in phases of commands.
 *
 * <p>Start at {@link dev.penstock.spec.build.Buildspec#read}. It knows versions 0.1 and 0.2. Rules
 * of the file have ids {@code BS001} to {@code BS162}; those above {@code BS900} are about this
 * library's own bounds. To run a buildspec, see {@code dev.penstock.spec.run}.
 *
 * <p>All types are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.spec.build;

import org.jspecify.annotations.NullMarked;
