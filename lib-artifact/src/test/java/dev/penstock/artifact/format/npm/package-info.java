/** What npm's clients ask a registry, and what it answers. */
@NullMarked
package dev.penstock.artifact.format.npm;

import org.jspecify.annotations.NullMarked;
