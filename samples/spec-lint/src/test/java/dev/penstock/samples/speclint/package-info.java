/** Runs the program's jar as a user would. */
@NullMarked
package dev.penstock.samples.speclint;

import org.jspecify.annotations.NullMarked;
