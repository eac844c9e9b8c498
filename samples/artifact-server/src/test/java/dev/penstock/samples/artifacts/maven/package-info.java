/** The real clients of Maven's layout. */
@NullMarked
package dev.penstock.samples.artifacts.maven;

import org.jspecify.annotations.NullMarked;
