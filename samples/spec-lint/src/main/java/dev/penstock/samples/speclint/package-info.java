/**
 * A command line around the linter: finds spec files, lints and mends them, and explains rules.
 *
 * <p>{@link dev.penstock.samples.speclint.SpecLint} is the program; what it does is told by {@code
 * --help}.
 */
@NullMarked
package dev.penstock.samples.speclint;

import org.jspecify.annotations.NullMarked;
